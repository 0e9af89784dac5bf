"""Examples run beside each other where they may, and what came of one is told when it is done; no engine is asked."""

import threading

import pytest

from book.run import lanes, locks
from book.run.lanes import Lanes
from book.run.locks import hold


@pytest.fixture
def folders(tmp_path):
    """Two examples of Docker, two that stay in their namespace, one that touches a node."""
    found = []
    for name, command in {
        "docker/a": "docker run --rm busybox:1.37",
        "docker/b": "docker ps",
        "kubernetes/a": "kubectl get pods",
        "kubernetes/b": "kubectl apply -f pod.yaml",
        "kubernetes/node": "kubectl cordon book-worker",
    }.items():
        folder = tmp_path / "docs/examples/part" / name
        folder.mkdir(parents=True)
        (folder / "01-x.console").write_text(f"$ {command}\n")
        found.append(folder)
    return found


@pytest.fixture
def running(monkeypatch):
    """Run nothing; wait until two run at a time where they may, and note which ran at the same time."""
    together, now, both = set(), set(), threading.Barrier(2)

    def run_one(report, *_):
        name = "/".join(report.folder.parts[-2:])
        now.add(name)
        together.update(frozenset((name, other)) for other in now)
        if name in ("kubernetes/a", "kubernetes/b"):
            both.wait(timeout=10)
        now.remove(name)

    monkeypatch.setattr(lanes, "run_one", run_one)
    monkeypatch.setattr(lanes, "ENGINES", [])
    return together


def test_examples_that_stay_in_their_namespace_run_at_the_same_time_and_no_others(folders, running):
    told = []
    Lanes(folders, jobs=3)(end=lambda report: told.append(report.folder))
    assert sorted(told) == folders
    assert frozenset(("kubernetes/a", "kubernetes/b")) in running
    for alone in (("docker/a", "docker/b"), ("kubernetes/a", "kubernetes/node"), ("kubernetes/b", "kubernetes/node")):
        assert frozenset(alone) not in running


def test_an_example_is_told_before_the_others_are_done(folders, monkeypatch):
    first = threading.Event()

    def run_one(report, *_):
        if report.number > 1:
            assert first.wait(timeout=10)

    monkeypatch.setattr(lanes, "run_one", run_one)
    monkeypatch.setattr(lanes, "ENGINES", [])
    Lanes([folders[0], folders[2]], jobs=2)(end=lambda report: first.set())


def test_what_was_used_has_settled_in_the_end(folders, running, monkeypatch):
    class Stub:
        def __init__(self, name):
            self.name = name

        def settle(self):
            settled.append(self.name)

    settled = []
    monkeypatch.setattr(lanes, "ENGINES", [Stub("engine"), Stub("cluster")])
    Lanes(folders[-1:])(end=lambda report: None)
    assert settled == ["cluster"]


def test_who_needs_a_thing_alone_waits_for_those_who_share_it_and_others_wait_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: str(tmp_path))
    order, queue = [], []

    def take(name, alone):
        waits = threading.Event()

        def work():
            with hold({"cluster": alone}, waits.set):
                order.append(name)

        queue.append(threading.Thread(target=work))
        queue[-1].start()
        return waits

    with hold({"cluster": False}), hold({"cluster": False}):
        assert take("alone", True).wait(10)
        assert take("shared", False).wait(10)
        assert order == []
    for thread in queue:
        thread.join()
    assert order == ["alone", "shared"]


def test_a_lock_that_is_held_is_not_free(tmp_path, monkeypatch):
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: str(tmp_path))
    with hold({"run": True}):
        assert not locks.free("run")
    assert locks.free("run")
