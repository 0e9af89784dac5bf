"""Which things are an example's follows from the account of its run alone; no engine is asked."""

import json
from pathlib import Path

import pytest

from book.model import Example
from book.run import account as accounts
from book.run.account import Account, Ran
from book.run.engines import containerd, docker, kubernetes
from book.run.engines.docker import Facts
from book.run.plan import Plan
from book.run.thing import Thing
from lablint.formats.transcript import parse

WEB = Thing("container", "aa" * 32, "web")
RUN = "docker run -d --name web redis:8"
COMPOSE = {"compose.yaml": b"services: {db: {image: 'redis:8'}}\nvolumes: {data: {}}\n"}


def account(*commands, contents=None, folder="shop", transcript="$ true\n", **more):
    """The account of a run that began at 100 and executed a command each ten seconds, for five seconds."""
    steps = [Ran(command, 100.0 + 10 * n, 105.0 + 10 * n) for n, command in enumerate(commands)]
    before = {"engine": set(), "containerd": set(), "cluster": set()}
    plan = Plan(Example(Path("/docs") / folder), contents or {}, {"99-cleanup.console": parse(transcript)})
    return Account(plan, Path("/tmp/book-run") / folder, before=before, steps=steps, **more)


def project(name, home=None):
    labels = {"com.docker.compose.project": name}
    return tuple((labels | ({"com.docker.compose.project.working_dir": home} if home else {})).items())


def test_the_account_lies_above_all_that_was_copied():
    for place in ("/tmp/book-run/shop", "/tmp/book-run/orchestration/high-availability/two"):
        assert accounts.journal(Path(place)) == Path("/tmp/book-run.json")


@pytest.mark.parametrize(
    ("born", "expected"), [(99.0, False), (100.0, True), (104.9, True), (106.0, False), (1000.0, False)]
)
def test_a_container_is_the_examples_if_it_was_made_while_a_command_ran_that_gives_its_name(born, expected):
    assert docker.is_own(Facts(WEB, born), account(RUN)) is expected


def test_a_container_of_the_same_image_is_not_the_examples():
    same = Facts(WEB._replace(name="cache"), 101.0, image="redis:8")
    assert not docker.is_own(same, account(RUN))
    drawn = Facts(WEB._replace(name="happy_curie"), 101.0, image="redis:8")
    assert not docker.is_own(drawn, account(RUN))


def test_a_container_that_took_the_name_when_the_example_had_given_it_back_is_not_the_examples():
    assert not docker.is_own(Facts(WEB, 118.0), account(RUN, "docker rm -f web", "docker ps"))


@pytest.mark.parametrize(
    ("name", "image", "command", "born", "expected"),
    [
        ("happy_curie", "redis:8", ("redis-server", "--port", "7"), 101.0, True),
        ("happy_curie", "redis:8", ("redis-server",), 101.0, False),
        ("happy_curie", "redis:7", ("redis-server", "--port", "7"), 101.0, False),
        ("happy_curie", "redis:8", ("redis-server", "--port", "7"), 109.0, False),
        ("cache", "redis:8", ("redis-server", "--port", "7"), 101.0, False),
    ],
)
def test_a_container_without_a_name_is_known_by_image_command_and_time(name, image, command, born, expected):
    facts = Facts(WEB._replace(name=name), born, image=image, command=command)
    assert docker.is_own(facts, account("docker run -d redis:8 redis-server --port 7")) is expected


def test_the_engines_clock_may_be_ahead():
    assert docker.is_own(Facts(WEB, 3701.0), account(RUN), ahead=3600.0)
    assert not docker.is_own(Facts(WEB, 3701.0), account(RUN))


def test_what_compose_makes_is_known_by_its_labels():
    run = account("docker compose up --wait", contents=COMPOSE)
    container = WEB._replace(name="shop-db-1")
    assert docker.is_own(Facts(container, 101.0, project("shop", "/tmp/book-run/shop")), run)
    assert docker.is_own(Facts(container, 101.0, project("shop", "/tmp/book-run/shop/.devcontainer")), run)
    assert not docker.is_own(Facts(container, 101.0, project("shop", "/home/me/shop")), run)
    for kind in ("network", "volume"):
        thing = Thing(kind, "1", "shop_data")
        assert docker.is_own(Facts(thing, 101.0, project("shop")), run)
        assert not docker.is_own(Facts(thing, 101.0, project("office")), run)
        assert not docker.is_own(Facts(thing, 90.0, project("shop")), run)


@pytest.mark.parametrize("kind", ["volume", "network"])
def test_a_named_volume_or_network_is_the_examples_only_by_its_name(kind):
    run = account(f"docker {kind} create data")
    assert docker.is_own(Facts(Thing(kind, "1", "data"), 101.0), run)
    assert not docker.is_own(Facts(Thing(kind, "2", "sales"), 101.0), run)


def test_a_volume_without_a_name_is_that_of_the_container_which_had_it():
    volume = Facts(Thing("volume", "bb" * 32, "bb" * 32), 101.0)
    assert not docker.is_own(volume, account(RUN))
    assert docker.is_own(volume, account(RUN, notes={"volumes": {"bb" * 32: "web"}}))


def test_an_image_is_the_examples_if_it_had_its_name_behind_the_command_that_gives_it():
    image = Facts(Thing("image", "sha256:1", "shop:1.0"))
    run = account("docker build --tag shop:1.0 .")
    assert not docker.is_own(image, run)
    run.notes["images"] = {"shop:1.0": "sha256:1"}
    assert docker.is_own(image, run)
    assert not docker.is_own(Facts(image.thing._replace(id="sha256:2")), run)
    assert not docker.is_own(Facts(image.thing._replace(name="shop:1.1")), run)


def test_an_image_without_a_name_is_the_examples_if_it_had_one_or_its_build_told_it():
    image = Facts(Thing("image", f"sha256:{'cc' * 32}", "<none>:<none>"))
    assert not docker.is_own(image, account("docker build --quiet ."))
    told = account("docker build --quiet .")
    told.steps[0].printed = ["cc" * 32]
    assert docker.is_own(image, told)
    had = account(notes={"images": {"shop:1.0": image.thing.id}})
    assert docker.is_own(image, had)
    had.before["engine"] = {image.thing._replace(name="redis:8")}
    assert not docker.is_own(image, had)


def test_a_namespace_of_containerd_is_the_examples_if_its_command_made_it():
    task = Thing("containerd task", "demo", "door")
    run = account("ctr -n demo images import a.tar")
    assert not containerd.is_own(task, run)
    run.notes["namespaces"] = {"demo": ""}
    assert containerd.is_own(task, run) and containerd.is_own(Thing("containerd namespace", "demo", "demo"), run)
    assert not containerd.is_own(Thing("containerd task", "lima", "door"), run)


def test_in_a_namespace_of_nobody_the_example_has_what_its_commands_name():
    run = account("ctr images pull docker.io/library/redis:8")
    assert containerd.is_own(Thing("containerd image", "default", "docker.io/library/redis:8"), run)
    assert not containerd.is_own(Thing("containerd image", "default", "docker.io/library/nginx:1.30"), run)


def test_a_run_that_was_killed_owns_what_its_last_command_was_to_make():
    run = account("docker build --tag shop:1.0 .", "docker save shop:1.0 | ctr -n demo images import -")
    run.killed = True
    assert containerd.is_own(Thing("containerd namespace", "demo", "demo"), run)
    assert not docker.is_own(Facts(Thing("image", "sha256:1", "shop:1.0")), run)
    run.steps.pop()
    assert docker.is_own(Facts(Thing("image", "sha256:1", "shop:1.0")), run)


ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: seller}\n"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("ConfigMap", "pods-first/hours", True),
        ("ClusterRole.rbac.authorization.k8s.io", "seller", True),
        ("ClusterRole.rbac.authorization.k8s.io", "buyer", False),
        ("Role.rbac.authorization.k8s.io", "seller", False),
        ("Node", "book-worker", True),
        ("Node", "book-worker2", False),
        ("Pod", "default/clock-book-worker", True),
        ("Pod", "default/clock", False),
        ("Pod", "office/clock-book-worker", False),
        ("Namespace", "depot", False),
        ("CustomResourceDefinition.apiextensions.k8s.io", "shops.example.com", True),
    ],
)
def test_an_object_of_the_cluster_is_the_examples_if_it_is_named_or_in_its_namespace(kind, name, expected):
    run = account(
        "kubectl apply -f role.yaml",
        "kubectl taint node book-worker night=yes:NoSchedule",
        "kubectl wait -n default --for=create pod/clock-book-worker",
        contents={"role.yaml": ROLE.encode()}, folder="examples/kubernetes/pods/first",
    )  # fmt: skip
    run.steps[0].printed = ["customresourcedefinition.apiextensions.k8s.io/shops.example.com"]
    run.before["cluster"] = {Thing("Namespace", "{}", name) for name in ("default", "office")}
    assert kubernetes.is_own(Thing(kind, "{}", name), run) is expected


def test_a_volume_is_the_examples_if_a_claim_in_its_namespace_has_it():
    run = account(folder="examples/kubernetes/pods/first")
    state = {"spec": {"claimRef": {"namespace": "pods-first", "name": "data"}}}
    assert kubernetes.is_own(Thing("PersistentVolume", json.dumps(state), "pvc-1"), run)
    state["spec"]["claimRef"]["namespace"] = "office"
    assert not kubernetes.is_own(Thing("PersistentVolume", json.dumps(state), "pvc-2"), run)


def test_an_account_is_read_as_it_was_written_and_a_killed_command_ends_with_the_last_touch(tmp_path, monkeypatch):
    place = tmp_path / "book-run" / "shop"
    place.mkdir(parents=True)
    (place / "compose.yaml").write_bytes(COMPOSE["compose.yaml"])
    run = account("docker volume create data", contents=COMPOSE, transcript="$ docker compose down\n",
                  needs={"engine": True}, notes={"volumes": {"a": "b"}})  # fmt: skip
    run.place, run.before = place, {"engine": {WEB}}
    run.end(run.steps[0], "")
    run.begin("docker compose up")
    again = accounts.load(run.path)
    assert again.killed and run.steps[1].begin <= again.steps[1].end <= run.steps[1].begin + 5
    again.steps[1].end, again.killed = None, False
    assert (again.steps, again.before, again.needs, again.notes) == (run.steps, run.before, run.needs, run.notes)
    assert again.plan.contents == run.plan.contents and again.plan.commands == ["docker compose down"]
    assert again.given(again.steps[1]).project == {"shop"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"folder": "/x"}'])
def test_half_an_account_is_none(tmp_path, text):
    (tmp_path / "book-run.json").write_text(text)
    assert accounts.load(tmp_path / "book-run.json") is None
