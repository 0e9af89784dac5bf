"""What an example did to the cluster is told in words, and taken back; no cluster is asked."""

import json

import pytest

from book.run.engines import objects
from book.run.thing import Thing


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
    (left,) = objects.changed(before, now)
    assert said in objects.wrong(left, before)


def test_what_is_new_and_what_is_gone_is_told():
    role, claim = Thing("ClusterRole.rbac.authorization.k8s.io", "{}", "seller"), Thing("PersistentVolume", "{}", "pv")
    assert sorted(objects.wrong(thing, {claim}) for thing in objects.changed({claim}, {role})) == [
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


@pytest.mark.parametrize(
    ("kind", "metadata", "expected"),
    [
        ("ConfigMap", {}, False),
        ("ConfigMap", {"deletionTimestamp": "2026-11-26T04:00:00Z"}, True),
        ("Pod", {}, True),
        ("PersistentVolume", {}, True),
    ],
)
def test_only_what_may_go_by_itself_is_waited_for(kind, metadata, expected):
    item = {"apiVersion": "v1", "kind": kind, "metadata": {"name": "x", **metadata}}
    assert objects.going(objects.thing_of(item), set()) is expected


def test_a_node_may_yet_be_as_before():
    assert objects.going(node(metadata={"name": "book-worker"}), {node()})
