"""Reading on a Dask cluster: a scheduler and workers are real, processes on this computer."""

import datetime
import ipaddress
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus.bench import documents
from ingest.limits import Limits
from kehoach import cluster, cluster_worker, pipeline
from kehoach.child import Answer
from kehoach.cli import program
from kehoach.cluster import Cluster
from kehoach.errors import ClusterLost, NoCluster
from kehoach.guard import Bounds, Pool
from kehoach.work import take
from output.store import Store
from tests.ingest.fakes import alive
from tests.kehoach import deeds, slow_work, starting
from tests.kehoach.canonical import dump
from tests.kehoach.in_process import InProcess
from tests.kehoach.servers import Servers
from tests.kehoach.test_secret_documents import TEXT

Make = Callable[..., list[Path]]


@contextmanager
def started(folder: Path, *options: str, **how: Any) -> Iterator[Servers]:
    servers = Servers(folder, *options, **how)
    try:
        yield servers
    finally:
        servers.close()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A scheduler with a worker that its nanny starts again if it ends."""
    with started(tmp_path_factory.mktemp("servers")) as servers:
        servers.worker()
        yield servers


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Servers]:
    """A scheduler of a test's own, still without workers, which are light."""
    (tmp_path / "servers").mkdir()
    with started(tmp_path / "servers", light=True) as servers:
        yield servers


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Files with these texts, named by their number."""

    def write(*texts: str) -> list[Path]:
        folder = tmp_path / "in"
        folder.mkdir()
        paths = [folder / f"{number:03}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return paths

    return write


def answers(readers: Any, paths: list[Path]) -> dict[str, Answer[Any]]:
    """What comes of files that are given as there is room."""
    found, waiting = {}, list(paths)
    while waiting or readers.under_way:
        while waiting and readers.has_room:
            readers.give(waiting.pop(0))
        if answer := readers.next():
            found[answer.path.name] = answer
    assert sorted(found) == [path.name for path in paths]
    return found


def plans(place: Path) -> dict[str, Any]:
    """The canonical JSON of each file that a store holds."""
    with Store(place) as store:
        return {sha: store.plan(key) for key, sha in store.db.execute("SELECT id, sha256 FROM files").fetchall()}


def compare_with_a_worker_killed(servers: Servers, tmp_path: Path, count: int) -> None:
    files = sorted(documents.small_plans(tmp_path, count).iterdir())
    files.append(tmp_path / f"{count}-plans" / "broken.docx")
    files[-1].write_bytes(files[0].read_bytes()[:3000])
    with Store(tmp_path / "here.db", batch=True) as store:
        here = list(pipeline.ingest(files, store, InProcess(take)))
    second = servers.worker("--no-nanny")
    told: list[str] = []
    with (
        Store(tmp_path / "there.db", batch=True) as store,
        Cluster(servers.address, take, tell=told.append) as readers,
    ):
        until = time.monotonic() + 60
        while len(readers.members.threads) < 2 and time.monotonic() < until:
            readers.look()
            time.sleep(0.1)
        assert len(readers.members.threads) == 2, servers.log(second)
        there = []
        for outcome in pipeline.ingest(files, store, readers):
            there.append(outcome)
            if len(there) > count // 4 and second.poll() is None:
                second.kill()
                second.wait()
    assert second.returncode == -signal.SIGKILL
    by_status = sorted((outcome.path, outcome.status, outcome.tasks, outcome.reason, outcome.notes) for outcome in here)
    assert by_status == sorted((o.path, o.status, o.tasks, o.reason, o.notes) for o in there)
    assert len(plans(tmp_path / "here.db")) == count
    assert plans(tmp_path / "there.db") == plans(tmp_path / "here.db")
    assert dump(tmp_path / "there.db") == dump(tmp_path / "here.db")
    assert told == []


def test_the_same_comes_of_it_as_here_though_a_worker_is_killed(servers: Servers, tmp_path: Path) -> None:
    compare_with_a_worker_killed(servers, tmp_path, 40)


@pytest.mark.long
def test_the_same_comes_of_two_hundred_though_a_worker_is_killed(servers: Servers, tmp_path: Path) -> None:
    compare_with_a_worker_killed(servers, tmp_path, 200)


def test_a_file_costs_no_other_whatever_it_does(servers: Servers, make: Make) -> None:
    said = ["say 1", "damaged", "exit 3", "signal SIGSEGV", "sleep 60", "grow", "fault", "leave", "limits", "say 2"]
    paths = make(*said)
    quick, limits = Bounds(seconds=2.0, memory=700 * 2**20), Limits(pages=77, processes=5)
    with Cluster(servers.address, deeds.do, bounds=quick, limits=limits) as readers:
        there = answers(readers, paths)
    with Pool(deeds.do, processes=1, bounds=quick, limits=limits) as readers:
        here = answers(readers, paths)
    assert {name: (a.result, a.failure) for name, a in there.items()} == {
        name: (a.result, a.failure) for name, a in here.items()
    }
    assert there["008.txt"].result == "77 5"
    assert all(answer.memory > 2**20 for answer in there.values() if answer.result)


class Elsewhere(Cluster[Any]):
    """What it asks for by its place the worker finds elsewhere, or not at all."""

    asked = 0
    other: Mapping[str, str] = MappingProxyType({"path": "/not/there"})

    def _order(self, item: Any) -> cluster_worker.Order:
        order = super()._order(item)
        if order.data is None:
            self.asked += 1
            order = replace(order, **self.other)  # type: ignore[arg-type]
        return order


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"path": "/not/there"}, id="nothing is there"),
        pytest.param({"sha256": "0" * 64}, id="other bytes are there"),
    ],
)
def test_what_a_worker_does_not_see_is_sent(servers: Servers, make: Make, other: dict[str, str]) -> None:
    paths = make("temporary", "say 2", "say 3", "say 4", "damaged")
    with Elsewhere(servers.address, deeds.do) as readers:
        readers.other = other
        found = answers(readers, paths)
        assert readers.asked <= 2  # as many as are under way at first
    assert [found[path.name].result for path in paths[1:4]] == ["2", "3", "4"]
    assert found["004.txt"].failure and found["004.txt"].failure.message == "The file is damaged."
    folder = Path(found["000.txt"].result.split()[0])
    assert folder.is_relative_to(tempfile.gettempdir()) and not folder.exists()


def test_a_sent_file_keeps_its_name(servers: Servers, tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch số 12.txt"
    path.write_text(TEXT.format(mark=""), "utf-8")
    with Elsewhere(servers.address, take) as readers:
        answer = answers(readers, [path])[path.name]
    assert answer.path == path
    assert answer.result and answer.result.prepared.source.name == path.name


def test_files_that_are_too_large(servers: Servers, make: Make, tmp_path: Path) -> None:
    paths = make("say " + "1" * 5000, "say " + "2" * 50_000, "say 3")
    limits = Limits(file_bytes=20_000)
    with Elsewhere(servers.address, deeds.do, limits=limits, sent_bytes=2000) as readers:
        answers(readers, paths[2:])
        found = answers(readers, paths)
    assert found["000.txt"].failure and found["000.txt"].failure.error == "TooLarge"
    assert "are sent to the workers" in found["000.txt"].failure.message
    assert found["001.txt"].failure and "are read up to" in found["001.txt"].failure.message
    assert found["002.txt"].result == "3"
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 30_000)
    stores = (Cluster(servers.address, take, limits=limits), Pool(take, processes=1, limits=limits))
    told = []
    for number, readers in enumerate(stores):
        with readers, Store(tmp_path / f"{number}.db") as store:
            told += [(o.status, o.error, o.reason) for o in pipeline.ingest([big], store, readers)]
    assert told[0] == told[1]
    assert told[0][1] == "TooLarge"


def test_what_is_under_way_is_bounded(servers: Servers, make: Make) -> None:
    paths = make(*["say 1"] * 20)
    with Elsewhere(servers.address, deeds.do, sent_bytes=12) as readers:
        answers(readers, paths[:1])  # from here on files are sent
        given = 0
        while readers.has_room:
            readers.give(paths[given])
            given += 1
        assert given == 2
        answers_left = [readers.next() for _ in range(given)]
        assert all(answers_left)
    with Cluster(servers.address, deeds.do) as readers:
        given = 0
        while readers.has_room:
            readers.give(paths[given])
            given += 1
        assert given == cluster.A_THREAD * sum(readers.members.threads.values())


def test_a_worker_that_took_the_batch_for_dead_takes_it_up_again(
    servers: Servers, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make("who", "who")
    as_batch = Cluster._as_batch
    monkeypatch.setattr(Cluster, "_as_batch", lambda self: replace(as_batch(self), idle_seconds=0.5))
    with Cluster(servers.address, deeds.do) as readers:
        child = int(answers(readers, [first])["000.txt"].result)
        until = time.monotonic() + 20
        while alive(child) and time.monotonic() < until:
            time.sleep(0.05)
        assert not alive(child)
        assert int(answers(readers, [second])["001.txt"].result) != child


def test_two_batches_share_a_worker(servers: Servers, make: Make) -> None:
    paths = make("limits", "say 2", "say 3", "say 4")
    with Cluster(servers.address, deeds.do, limits=Limits(pages=22, processes=2)) as two:
        with Cluster(servers.address, deeds.do, limits=Limits(pages=11, processes=1)) as one:
            for readers in (one, two):
                for path in paths[:2]:
                    readers.give(path)
            assert {answer.result for answer in (one.next() for _ in range(2)) if answer} == {"11 1", "2"}
        assert {answer.result for answer in (two.next() for _ in range(2)) if answer} == {"22 2", "2"}
        assert [answer.result for answer in answers(two, paths[2:]).values()] == ["3", "4"]


def test_children_end_with_the_batch(servers: Servers, make: Make) -> None:
    idle, busy = make("who", "grandchild x")
    with Cluster(servers.address, deeds.do) as readers:
        child = int(answers(readers, [idle])["000.txt"].result)
        readers.give(busy)
        note = Path(f"{busy}.pid")
        until = time.monotonic() + 20
        while not (note.exists() and note.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        below = int(note.read_text())
    until = time.monotonic() + 20
    while (alive(child) or alive(below)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(child) and not alive(below)


def test_a_secret_document_is_refused_where_it_is_read(servers: Servers, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT.format(mark="TỐI MẬT"), "utf-8")
    done = run(servers, path, "--db", tmp_path / "plans.db")
    assert done.exit_code == 1
    assert "secret.txt: The document is marked as a state secret" in done.stderr
    with Store(tmp_path / "plans.db") as store:
        assert "12/KH-SCT" not in "\n".join(store.db.iterdump())


def test_a_worker_of_another_version_is_left_out(servers: Servers, make: Make, tmp_path: Path) -> None:
    older = tmp_path / "older.py"
    older.write_text("import kehoach\nkehoach.__version__ = '0.0.7'\n", "utf-8")
    worker = servers.worker("--no-nanny", "--preload", str(older))
    told: list[str] = []
    try:
        with Cluster(servers.address, deeds.do, tell=told.append) as readers:
            until = time.monotonic() + 60
            while not told and time.monotonic() < until:
                readers.look()
                time.sleep(0.1)
            found = answers(readers, make("say 1", "say 2", "say 3"))
        assert [answer.result for answer in found.values()] == ["1", "2", "3"]
    finally:
        worker.kill()
        worker.wait()
    assert len(told) == 1
    assert "is left out: it has Kehoach 0.0.7+" in told[0]


def test_no_worker_has_this_version(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_worker, "version", lambda: "9.9")
    done = run(servers, tmp_path, "--db", tmp_path / "plans.db")
    assert done.exit_code == 2
    assert "this computer 9.9" in done.stderr
    assert "Error: No worker of the scheduler at tcp://127.0.0.1" in done.stderr


def test_no_worker_at_all(alone: Servers) -> None:
    with pytest.raises(NoCluster, match="has no workers"), Cluster(alone.address, take, patience=0.5):
        pass


def test_the_last_worker_is_gone(alone: Servers, make: Make) -> None:
    worker = alone.worker("--no-nanny")
    told: list[str] = []
    with Cluster(alone.address, deeds.do, tell=told.append) as readers:
        readers.patience = 2.0
        first, *others = make("who", "say 2", "say 3", "say 4")
        answers(readers, [first])
        worker.kill()
        for path in others:
            readers.give(path)
        another = alone.worker("--no-nanny")  # takes longer than the files' owner waits at first
        readers.patience = 60.0
        assert {answer.result for answer in (readers.next() for _ in others) if answer} == {"2", "3", "4"}
        another.kill()
        readers.patience = 1.0
        readers.give(first)
        with pytest.raises(ClusterLost, match="has no workers"):
            readers.next(60)
    assert any("No worker is left" in line for line in told)


def test_the_scheduler_is_killed_in_the_middle(alone: Servers, tmp_path: Path, make: Make) -> None:
    alone.worker("--no-nanny")
    files = make(*(f"{number} after 0.02" for number in range(60)))
    done = []
    with Store(tmp_path / "plans.db", batch=True) as store:
        with pytest.raises(ClusterLost, match="can be used no more"), Cluster(alone.address, slow_work.take) as readers:
            for outcome in pipeline.ingest(files, store, readers):
                done.append(outcome)
                if len(done) == 20:
                    alone.scheduler.kill()
        assert 20 <= len(done) < 60
        assert {outcome.status for outcome in done} == {"read"}
        assert store.db.execute("SELECT read FROM runs").fetchall() == [(len(done),)]
        assert store.db.execute("SELECT count(*) FROM files").fetchone() == (len(done),)
        after = list(pipeline.ingest(files, store, InProcess(slow_work.take)))
    status = [outcome.status for outcome in after]
    assert (status.count("unchanged"), status.count("read")) == (len(done), 60 - len(done))


def test_ctrl_c_finishes_what_is_under_way(servers: Servers, tmp_path: Path, make: Make) -> None:
    make("0", "1 wait for go", *map(str, range(2, 12)))
    with interrupted(servers, tmp_path) as batch:
        (tmp_path / "in" / "go").touch()
        out, err = batch.communicate(timeout=60)
    assert batch.returncode == 130, err
    assert "under way; Ctrl-C again stops now" in err
    read = int(out.split()[0])
    assert 2 <= read <= 4
    with Store(tmp_path / "plans.db") as store:
        assert store.db.execute("SELECT count(*) FROM files").fetchone() == (read,)


def test_ctrl_c_twice_stops_now(servers: Servers, tmp_path: Path, make: Make) -> None:
    make("0", "1 wait for never", *map(str, range(2, 12)))
    with interrupted(servers, tmp_path) as batch:
        batch.send_signal(signal.SIGINT)
        out, err = batch.communicate(timeout=30)
    assert batch.returncode == 130, err
    assert "Traceback" not in err
    assert int(out.split()[0]) <= 3


@contextmanager
def interrupted(servers: Servers, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A batch that was asked to stop while a file was under way."""
    batch = starting.ingest(folder, "in", "--db", "plans.db", "--cluster", servers.address)
    try:
        until = time.monotonic() + 60
        while not (folder / "in" / "001.txt.begun").exists():
            assert batch.poll() is None and time.monotonic() < until
            time.sleep(0.02)
        batch.send_signal(signal.SIGINT)
        time.sleep(0.3)
        yield batch
    finally:
        batch.kill()
        batch.wait()


def test_reading_again_what_an_older_program_has_read(servers: Servers, tmp_path: Path) -> None:
    place = tmp_path / "13.txt"
    place.write_text(TEXT.format(mark=""), "utf-8")
    with Store(tmp_path / "plans.db") as store:
        prepared = take(place).prepared
        store.write_prepared(prepared, place, store.start_run("0.0.1"), datetime.datetime.now(datetime.UTC))
    done = run(servers, "--db", tmp_path / "plans.db", command="refresh")
    assert done.output.endswith("0 read differently, 1 the same.\n")


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = invoke("ingest", tmp_path, "--db", tmp_path / "plans.db", "--cluster", "tcp://127.0.0.1:8786")
    assert done.exit_code == 2
    assert "pip install 'kehoach[cluster]'" in done.stderr


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://127.0.0.1:8786", "", "127.0.0.1:99999"])
def test_nobody_answers_there(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    done = invoke("ingest", tmp_path, "--db", tmp_path / "plans.db", "--cluster", address)
    assert done.exit_code == 2, done.output
    assert f"Error: No scheduler answers at {address}" in done.stderr


def test_processes_are_those_of_this_computer(tmp_path: Path) -> None:
    done = invoke("ingest", tmp_path, "--db", tmp_path / "plans.db", "--cluster", "tcp://h:1", "--processes", "2")
    assert done.exit_code == 2
    assert "its own --nthreads" in done.stderr


def test_with_tls_as_dasks_own_configuration_says(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, key = certificate(tmp_path)
    for what, place in (("CA_FILE", authority), ("CLIENT__CERT", authority), ("CLIENT__KEY", key)):
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{what}", str(place))
    options = ("--tls-ca-file", str(authority), "--tls-cert", str(authority), "--tls-key", str(key))
    (tmp_path / "servers").mkdir()
    with started(tmp_path / "servers", *options, protocol="tls", light=True) as servers:
        assert servers.address.startswith("tls://")
        servers.worker("--no-nanny")
        make("0", "1", "broken")
        with starting.ingest(tmp_path, "in", "--db", "plans.db", "--cluster", servers.address) as batch:
            out, err = batch.communicate(timeout=60)
        assert out.startswith("2 read, 0 skipped as unchanged, 1 failed"), err
        for name in list(os.environ):
            if name.startswith("DASK_DISTRIBUTED__COMM__TLS"):
                monkeypatch.delenv(name)
        done = invoke("ingest", tmp_path / "in", "--db", tmp_path / "plans.db", "--cluster", servers.address)
        assert done.exit_code == 2
        assert "No scheduler answers" in done.stderr


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own authority for this computer, and its key, as files."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    places = folder / "certificate.pem", folder / "key.pem"
    places[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    places[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, unlocked))
    return places


def run(servers: Servers, *arguments: object, command: str = "ingest") -> Result:
    return invoke(command, *arguments, "--cluster", servers.address)


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])
