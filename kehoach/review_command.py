"""`kehoach review`: the clerk's pages in the browser; `kehoach password`: who may open them over the network."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import webbrowser
from collections.abc import Iterable
from pathlib import Path

import click

from kehoach.options import on_new
from kehoach.printing import say

PORT = 8765
_SHORTEST = 10  # letters of a password


@click.command(short_help="Look tasks over in the browser.")
@click.argument("db", metavar="DATABASE", type=click.Path(path_type=Path, dir_okay=False), default="plans.db")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free port.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The pages' language.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address to serve at; one that other computers reach (0.0.0.0 for all) needs --password-file or --token.",
)
@click.option(
    "--allow-host",
    "names",
    metavar="NAME",
    multiple=True,
    help="A further name by which browsers call this computer, or a proxy before it. Its own names and addresses are "
    "known.",
)
@click.option(
    "--password-file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Ask for the password whose hash is in this file; `kehoach password FILE` makes it.",
)
@click.option("--token", is_flag=True, help="Let in who has the link that is printed, until the program ends.")
@click.option(
    "--certificate",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Serve by HTTPS with this certificate (PEM).",
)
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The certificate's key."
)
@click.option(
    "--api-rate",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    metavar="N",
    help="Requests a minute that a program may make with its token (kehoach token).",
)
@on_new
def review(
    *,
    db: Path,
    port: int,
    no_browser: bool,
    lang: str,
    host: str,
    names: tuple[str, ...],
    password_file: Path | None,
    token: bool,
    certificate: Path | None,
    key: Path | None,
    api_rate: int,
    targets: tuple[str, ...],
) -> None:
    """Serve the pages on which a clerk looks tasks over, beside the page that each value comes from.

    Unless told otherwise, only this computer can open them. Ctrl-C ends it; what was decided is kept.
    """
    from kehoach.errors import NoStore, PortTaken
    from kehoach.review_services import services
    from kehoach.telling import telling
    from output.store import Store
    from review import Access, Certificate, Desk, Server, listen

    if not db.exists():
        raise NoStore(f"{db} is not there. `kehoach ingest FOLDER --db {db}` makes it from documents.")
    if not _is_here(host) and not (password_file or token):
        raise click.UsageError(
            f"At {host} other computers can open the pages: say --password-file FILE (made by `kehoach password FILE`) "
            "or --token."
        )
    if key and not certificate:
        raise click.UsageError("--key goes with --certificate.")
    password_hash = _hash_in(password_file) if password_file else None
    Store(db).close()  # made and brought up to date, or told why not, before anything is served
    try:
        listening = listen(host, port)
    except OSError as error:
        raise PortTaken(
            f"{host}, port {port}: {(error.strerror or str(error)).lower()}. Perhaps another `kehoach review` is "
            f"running. Choose another port, for example --port {port + 1}, or another --host."
        ) from error
    number = listening.getsockname()[1]
    access = Access(
        frozenset(_called(host, names, number)),
        password_hash,
        secrets.token_urlsafe(24) if token else None,
        is_encrypted=certificate is not None,
        a_minute=api_rate,
    )
    scheme = "https" if certificate else "http"
    shown = host if _is_here(host) else _own_name()
    address = f"{scheme}://{f'[{shown}]' if ':' in shown else shown}:{number}/"
    if access.token:
        address += f"sign-in#{access.token}"
    with telling(db, targets, lambda text: say(text, err=True)), services(db, targets) as given:
        desk = Desk(db, given, access, "en" if lang == "en" else "vi")
        server = Server(desk, listening, Certificate(certificate, key) if certificate else None)
        say(f"{address}  (Ctrl-C ends it)")
        if not no_browser:
            webbrowser.open(address)
        server.run()


@click.command(short_help="Set the password of the review pages.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the password that the file holds.")
@click.password_option(help="The password; it is asked for if not given, which keeps it out of the shell's history.")
def password(*, file: Path, force: bool, password: str) -> None:
    """Write the hash of a password into FILE, for `kehoach review --password-file FILE`.

    The password itself is kept nowhere.
    """
    from kehoach.errors import NotOverwritten, NotWritten
    from review import hashed

    if len(password) < _SHORTEST:
        raise click.BadParameter(f"is shorter than {_SHORTEST} letters. Take a few words.", param_hint="'--password'")
    if file.exists() and not force:
        raise NotOverwritten(f"{file} is there. Name another file, or say --force.")
    try:
        file.touch(mode=0o600)
        file.write_text(f"{hashed(password)}\n", encoding="ascii")
    except OSError as error:
        raise NotWritten(f"{file} cannot be written ({(error.strerror or str(error)).lower()}).") from error
    say(f"{file} holds the password's hash. Start the pages with: kehoach review --host … --password-file {file}")


def _hash_in(file: Path) -> str:
    from review import is_hash

    text = file.read_text(encoding="utf-8", errors="replace").strip()
    if not is_hash(text):
        raise click.BadParameter(
            f"{file} holds no password's hash. `kehoach password FILE` makes one.", param_hint="'--password-file'"
        )
    return text


def _is_here(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _called(host: str, names: Iterable[str], port: int) -> Iterable[str]:
    """What browsers may say as the server's name, with the port and, where it is the usual one, without. A name that
    was allowed stands for itself, too: a proxy in front has a port of its own.
    """
    yield from (name.lower() for name in names)
    known = {host, *names, "localhost", "127.0.0.1"}
    if not _is_here(host):
        known |= {_own_name(), socket.getfqdn(), *_own_addresses()}
    for name in known:
        called = f"[{name}]" if ":" in name else name.lower()
        yield f"{called}:{port}"
        if port in (80, 443):
            yield called


def _own_name() -> str:
    return socket.gethostname()


def _own_addresses() -> Iterable[str]:
    import psutil

    for addresses in psutil.net_if_addrs().values():
        for each in addresses:
            if each.family in (socket.AF_INET, socket.AF_INET6):
                yield each.address.partition("%")[0]
