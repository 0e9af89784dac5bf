"""What `scripts/run` promises of the cluster, on tiny examples and a real one."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from book.model import ROOT
from book.run import cluster
from book.run.__main__ import unmet

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine")]

POD = """apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - {name: web, image: busybox:1.37, command: [sleep, "600"]}
"""
APPLY = """$ kubectl apply -f pod.yaml
pod/shop created
$ kubectl wait --for=condition=Ready pod/shop --timeout=60s
pod/shop condition met
$ kubectl get pods
NAME   READY   STATUS    RESTARTS   AGE
shop   1/1     Running   0          2s
"""
DELETE = '$ kubectl delete -f pod.yaml\npod "shop" deleted from book-test namespace\n'
NAMES = {"first": "01-first.console", "cleanup": "99-cleanup.console", "pod": "pod.yaml", "dockerfile": "Dockerfile"}


@pytest.fixture
def example(tmp_path):
    """Write an example folder from its files' texts; skip where its tools are missing."""

    def write(**files):
        folder = tmp_path / "book-test"
        folder.mkdir()
        for stem, text in files.items():
            (folder / NAMES[stem]).write_text(text)
        if missing := unmet([folder]):
            (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
        return folder

    return write


def start(*arguments):
    command = [sys.executable, "-m", "book.run", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "KUBECONFIG": "/nowhere"}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments):
    process = start(*arguments)
    out, err = process.communicate()
    return process.returncode, out + err


def test_an_example_has_a_namespace_of_its_own_which_is_gone_afterwards(example):
    status, said = run(example(first=APPLY, cleanup=DELETE, pod=POD))
    assert status == 0, said
    assert "book-test" not in cluster.kubectl("get", "namespaces", "-o", "name")


def test_another_manifest_is_noticed(example):
    folder = example(
        first=APPLY, cleanup=DELETE, pod=POD + "    - {name: clerk, image: busybox:1.37, command: [sleep, '600']}\n"
    )
    status, said = run(folder)
    assert status == 1
    assert (
        f"{folder}/01-first.console:7: output-differs $ kubectl get pods" in said and "+shop   2/2     Running" in said
    )


def test_the_record_says_which_cluster(example):
    folder = example(first=APPLY, cleanup=DELETE, pod=POD)
    assert run("--update", folder)[0] == 0
    record = json.loads((folder / "run.json").read_text())
    assert {"engine", "kind", "kubernetes"} <= record.keys() and "kubectl" not in record


def test_what_an_example_leaves_in_the_cluster_is_named_and_mended(example):
    text = "$ kubectl create configmap hours --from-literal=open=9 >&2\nconfigmap/hours created\n"
    text += "$ kubectl create clusterrole book-test --verb=get --resource=pods\n"
    text += "clusterrole.rbac.authorization.k8s.io/book-test created\n"
    text += "$ kubectl label node book-worker disk=ssd\nnode/book-worker labeled\n"
    text += "$ kubectl taint node book-worker night=yes:NoSchedule\nnode/book-worker tainted\n"
    text += "$ kubectl cordon book-worker\nnode/book-worker cordoned\n"
    folder = example(first=text)
    status, said = run(folder)
    assert status == 1
    assert f"{folder}: leftover the ConfigMap book-test/hours is still there afterwards" in said
    assert f"{folder}: leftover the ClusterRole book-test is still there afterwards" in said
    assert 'the Node book-worker is not as before: metadata.labels.disk was absent, is "ssd"' in said
    assert "spec.taints[0].effect was absent" in said
    assert cluster.kubectl("get", "clusterrole", "book-test", "--ignore-not-found") == ""
    node = json.loads(cluster.kubectl("get", "node", "book-worker", "-o", "json"))
    assert "disk" not in node["metadata"]["labels"] and "taints" not in node["spec"]
    assert "unschedulable" not in node["spec"]


def test_an_image_that_an_example_built_and_loaded_is_gone_from_the_nodes(example):
    text = "$ docker build --quiet --tag book-test:1.0 .\nsha256:0123456789ab\n"
    text += "$ kind load docker-image --name book book-test:1.0 2>/dev/null\n"
    text += "$ docker exec book-worker crictl images | grep -c 'book-test *1.0'\n1\n"
    text += "$ kubectl run shop --image=book-test:1.0 --restart=Never\npod/shop created\n"
    text += "$ kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/shop --timeout=60s\npod/shop condition met\n"
    cleanup = "$ kubectl delete pod shop\n...\n$ docker image rm --force book-test:1.0\n...\n"
    dockerfile = 'FROM busybox:1.37\nRUN true book-test\nCMD ["true"]\n'
    status, said = run(example(first=text, cleanup=cleanup, dockerfile=dockerfile))
    assert status == 0, said
    listing = subprocess.run(["docker", "exec", "book-worker", "crictl", "images"], capture_output=True, text=True)
    assert "busybox" in listing.stdout and "book-test" not in listing.stdout


def test_after_a_run_that_was_killed_in_the_cluster_the_next_one_works(example):
    text = APPLY + "$ kubectl label node book-worker disk=ssd\nnode/book-worker labeled\n"
    text += '$ test -e "$DONE" || sleep 100\n$ kubectl label node book-worker disk-\nnode/book-worker unlabeled\n'
    folder = example(first=text, cleanup=DELETE, pod=POD)
    process = start(folder)
    wait_for("-l", "disk=ssd")
    process.kill()
    process.communicate()
    (folder / "01-first.console").write_text(text.replace('"$DONE"', "/"))
    status, said = run(folder)
    assert status == 0, said


def test_a_run_that_is_interrupted_in_the_cluster_cleans_up(example):
    text = APPLY + "$ kubectl label node book-worker disk=ssd\nnode/book-worker labeled\n$ sleep 100\n"
    process = start(example(first=text, cleanup=DELETE + "$ kubectl label node book-worker disk-\n...\n", pod=POD))
    wait_for("-l", "disk=ssd")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert "book-test" not in cluster.kubectl("get", "namespaces", "-o", "name")
    assert cluster.kubectl("get", "nodes", "-l", "disk=ssd", "-o", "name") == ""


def wait_for(*selection):
    """Wait until there is such a node."""
    for _ in range(600):
        if cluster.kubectl("get", "nodes", *selection, "-o", "name"):
            return
        time.sleep(0.1)
    raise AssertionError(f"no node {selection}")
