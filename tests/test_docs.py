"""The documents beside the code say what the program does."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kehoach
from corpus import samples_build
from kehoach import __version__
from kehoach.cli import program
from kehoach.cli_docs import reference
from output.store import Store

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")


def test_the_cli_reference_is_the_programs_help() -> None:
    assert (HOME / "docs" / "cli.md").read_text(encoding="utf-8") == reference()


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    """All commands by their names, those below others as well."""
    for name, command in group.commands.items():
        yield " ".join((*above, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


@pytest.mark.parametrize("command", program.commands)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert program.commands[command].help
    assert re.search(rf"\./run {command}\b", README)


@pytest.mark.parametrize(
    ("command", "parameter"),
    [
        pytest.param(name, parameter, id=f"{name} {parameter.name}")
        for name, command in commands(program)
        for parameter in command.params
        if parameter.param_type_name == "option"
    ],
)
def test_every_option_has_help_or_names_its_choices(command: str, parameter: object) -> None:
    assert getattr(parameter, "help", None) or getattr(getattr(parameter, "type", None), "choices", None)


@pytest.mark.parametrize("rules", sorted((HOME / "extractors" / "rules").glob("*.toml")), ids=lambda path: path.name)
def test_every_rule_file_is_described(rules: Path) -> None:
    assert f"`{rules.name}`" in (HOME / "docs" / "rules.md").read_text(encoding="utf-8")
    assert rules.read_text(encoding="utf-8").startswith("#"), "say first what the file is for"


PAGES = [*HOME.glob("README*.md"), *(HOME / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), f"{target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are linked."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def test_every_document_stands_on_the_map() -> None:
    docs = HOME / "docs"
    named = (docs / "README.md").read_text(encoding="utf-8")
    found = {path.relative_to(docs).as_posix() for path in (*docs.rglob("*.md"), *docs.glob("*.json"))}
    assert sorted(name for name in found - {"README.md"} if f"({name})" not in named) == []


def test_the_examples_of_reviews_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample = samples_build.SAMPLES / "chi-thi-phong-chong-ma-tuy-2026.txt"
    document = kehoach.read(sample)
    with Store("plans.db") as store:
        store.write(document, kehoach.extract(document), sample, store.start_run("1"))
    examples = re.findall(r"```python\n(.*?)```", (HOME / "docs" / "reviews.md").read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    exec("\n".join(examples), {})
    with Store("plans.db") as store:
        assert {entry.action for entry in store.reviews.history()} >= {"accept", "set", "undo", "add", "merge", "split"}


def test_the_changelog_tells_of_this_version() -> None:
    assert f"\n## {__version__}\n" in (HOME / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_published_form_of_a_plan_is_the_contract() -> None:
    contract = HOME.parent / "shared" / "contract.schema.json"
    if not contract.exists():
        pytest.skip("../shared is not here")
    assert (HOME / "docs" / "plan.schema.json").read_bytes() == contract.read_bytes()
