"""What an example may change follows from its commands, and what it changed is told; no engine is asked."""

import json

import pytest

from book.run import objects, tools
from book.run.engine import Thing
from book.run.namespace import name_of
from book.run.world import World


@pytest.fixture
def example(tmp_path):
    def write(commands, script=""):
        folder = tmp_path / "docs" / "examples" / "kubernetes" / "pods" / "first"
        folder.mkdir(parents=True)
        (folder / "01-first.console").write_text("".join(f"$ {command}\nkubectl docker\n" for command in commands))
        (folder / "check.sh").write_text(f"# kubectl get pods\n{script}\n")
        return folder

    return write


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("docker ps", {"engine"}),
        ("docker compose up --wait", {"engine", "compose"}),
        ("docker image build .", {"engine", "buildx"}),
        ("kubectl get pods", {"engine", "kind", "kubectl"}),
        ("web=$(kubectl get pods -o name) && echo $web", {"engine", "kind", "kubectl"}),
        ("until kubectl get pods | grep web; do sleep 1; done", {"engine", "kind", "kubectl"}),
        ("helm template shop", {"engine", "kind", "kubectl", "helm"}),
        ("docker image save web | ctr -n demo images import -", {"engine", "containerd"}),
        ("ctr -n demo tasks ls -q | xargs -r ctr -n demo tasks rm", {"engine", "containerd"}),
        ("echo kubectl", {"engine"}),
        ("cat electron.txt", {"engine"}),
    ],
)
def test_the_tools_that_commands_need_are_known(example, command, needed):
    assert {tool.name for tool in tools.needs(example([command]))} == needed


def test_the_tools_that_a_script_needs_are_known(example):
    assert "helm" in {tool.name for tool in tools.needs(example(["sh check.sh"], "helm lint ."))}


@pytest.mark.parametrize(
    ("commands", "parts", "lanes"),
    [
        (["docker ps"], ["engine"], ["engine"]),
        (["ctr images ls"], ["engine", "containerd"], ["engine"]),
        (["kubectl get pods"], ["cluster"], ["cluster"]),
        (["kubectl get pods", "docker exec book-worker crictl ps"], ["cluster"], ["cluster"]),
        (["docker build -t shop .", "kind load docker-image shop"], ["engine", "cluster"], ["engine", "cluster"]),
    ],
)
def test_examples_that_share_nothing_have_other_lanes(example, commands, parts, lanes):
    world = World(example(commands))
    assert (world.parts, world.lanes) == (parts, lanes)


def test_a_namespace_is_named_after_the_chapter_and_the_example(example, tmp_path):
    assert name_of(example([])) == "pods-first"
    solution = tmp_path / "docs/examples/kubernetes/pods/exercise/solution"
    assert name_of(solution) == "pods-exercise-solution"
    assert name_of(tmp_path / "alone") == "alone"


def node(**change):
    item = {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": "book-worker", "labels": {"arch": "x"}, "resourceVersion": "7"},
        "spec": {"podCIDR": "10.244.1.0/24"},
        "status": {"conditions": [{"type": "Ready", "status": "True"}]},
    }
    return objects.thing_of(item | change)


def test_what_a_cluster_writes_by_itself_is_no_change():
    busy = {"name": "book-worker", "labels": {"arch": "x"}, "resourceVersion": "99", "annotations": {"ttl": "0"}}
    assert node() == node(metadata=busy)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"metadata": {"name": "book-worker", "labels": {"arch": "x", "disk": "ssd"}}},
            'labels.disk was absent, is "ssd"',
        ),
        ({"metadata": {"name": "book-worker"}}, 'labels.arch was "x", is absent'),
        ({"spec": {"podCIDR": "10.244.1.0/24", "unschedulable": True}}, "spec.unschedulable was absent, is true"),
        ({"status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}}, 'Ready was "True", is "Unknown"'),
    ],
)
def test_a_node_that_is_not_as_before_is_told(change, said):
    before, now = {node()}, {node(**change)}
    (left,) = objects.left(before, now, "pods-first")
    assert said in objects.told(left, before)


def test_what_is_new_and_what_is_gone_is_told():
    role, claim = Thing("ClusterRole.rbac.authorization.k8s.io", "{}", "seller"), Thing("PersistentVolume", "{}", "pv")
    own = Thing("Namespace", "{}", "pods-first")
    left = objects.left({claim}, {role, own}, "pods-first")
    assert sorted(objects.told(thing, {claim}) for thing in left) == [
        "the ClusterRole seller is still there afterwards",
        "the PersistentVolume pv is gone afterwards",
    ]


def test_what_a_secret_holds_is_not_told():
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "db", "namespace": "a"},
        "data": {"p": "aG9sYQ=="},
    }
    assert "aG9sYQ" not in objects.thing_of(secret).id and objects.thing_of(secret).name == "a/db"


def test_a_patch_brings_an_object_back():
    then = {"metadata": {"labels": {"arch": "x"}}, "spec": {"podCIDR": "a", "taints": [1]}}
    now = {"metadata": {"labels": {"arch": "y", "disk": "ssd"}}, "spec": {"podCIDR": "a", "unschedulable": True}}
    change = {"metadata": {"labels": {"arch": "x", "disk": None}}, "spec": {"taints": [1], "unschedulable": None}}
    assert objects.patch(now, then) == change
    assert objects.patch(then, json.loads(json.dumps(then))) == {}
