"""A run harms nobody: what somebody else starts on the engine while examples run is there afterwards."""

import os
import subprocess
import sys
import time

import pytest

from book.model import ROOT
from book.run.__main__ import unmet
from book.run.cluster import kubectl
from book.run.engines import containerd
from book.run.engines.kubernetes import settle

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine")]

IMAGE = "busybox:1.37"
# It makes one of each kind and leaves all of them; then it tells that it has, and waits.
PAUSE = '$ touch "$BOOK_TEST.ready" && until [ -e "$BOOK_TEST.go" ]; do sleep 0.1; done\n'
OWN = f"""$ docker volume create book-test-data
book-test-data
$ docker network create book-test-net
...
$ docker tag {IMAGE} book-test:1.0
$ docker run --detach --name book-test-web --volume /cache --network book-test-net {IMAGE} sleep 600
...
{PAUSE}"""
COMPOSE = f"""$ docker compose up --detach >/dev/null 2>&1
{PAUSE}"""
PROJECT = f"""services:
  db: {{image: {IMAGE}, command: sleep 600, init: true, volumes: ["data:/data", "/cache"]}}
volumes: {{data: {{}}}}
"""
CONTAINERD = f"""$ docker image save {IMAGE} | ctr -n book-test images import - >/dev/null
$ ctr -n book-test containers create docker.io/library/{IMAGE} door
{PAUSE}"""
CLUSTER = f"""$ kubectl apply -f hours.yaml
configmap/hours created
{PAUSE}"""
NODE = f"""$ kubectl apply -f hours.yaml
configmap/hours created
$ kubectl create clusterrole book-test --verb=get --resource=pods
clusterrole.rbac.authorization.k8s.io/book-test created
$ kubectl label node book-worker disk=ssd
node/book-worker labeled
{PAUSE}"""
HOURS = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hours}\ndata: {open: '9'}\n"


def docker(*arguments):
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


@pytest.fixture
def strangers():
    """Call it to start somebody else's things; the result tells which of them are gone."""

    def start():
        docker("volume", "create", "book-stranger-data")
        docker("network", "create", "book-stranger-net")
        docker("tag", IMAGE, "book-stranger:1.0")
        docker("run", "--detach", "--name", "book-stranger", "--volume", "/cache", IMAGE, "sleep", "600")
        docker("run", "--name", "book-stranger-2", "--volume", "/cache", IMAGE, "true")
        template = "{{range .Mounts}}{{.Name}}{{end}}"
        volumes = [docker("inspect", "--format", template, name) for name in ("book-stranger", "book-stranger-2")]
        docker("rm", "book-stranger-2")  # its volume stays, with nobody to name it
        there = [("volume", "book-stranger-data"), ("network", "book-stranger-net"), ("image", "book-stranger:1.0")]
        there += [("container", "book-stranger"), *(("volume", volume) for volume in volumes)]
        made["volumes"] = volumes
        return lambda: [name for kind, name in there if docker(kind, "inspect", name) is None]

    made = {}
    yield start
    docker("rm", "--force", "--volumes", "book-stranger")
    docker("volume", "rm", "book-stranger-data", *made.get("volumes", []))
    docker("network", "rm", "book-stranger-net")
    docker("image", "rm", "book-stranger:1.0")


class Started:
    """An example that runs; it stops in the middle until `go` is called."""

    def __init__(self, folder):
        self.folder, self.mark = folder, folder.parent / "mark"
        command = [sys.executable, "-m", "book.run", str(folder)]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "BOOK_TEST": str(self.mark)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True)  # fmt: skip

    def wait(self):
        """Wait until the example is in its middle."""
        while not self.mark.with_suffix(".ready").exists():
            assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(0.1)
        return self

    def go(self):
        """Let it go on; return what it said until its end."""
        self.mark.with_suffix(".go").touch()
        return self.process.communicate()[0]

    def kill(self):
        """Kill it, and run another example of the same place to its end; return what that one said.

        Who cleans up is whoever comes first: other examples may run at the same time.
        """
        self.process.kill()
        self.process.communicate()
        return Started(self.folder).go()


@pytest.fixture
def start(tmp_path):
    """Start an example of this transcript and these files; skip where its tools are missing."""

    def start(text, **files):
        folder = tmp_path / "book-test"
        folder.mkdir()
        names = {"cleanup": "99-cleanup.console", "manifest": "hours.yaml", "project": "compose.yaml"}
        for name, content in {"01-first.console": text, **{names[key]: files[key] for key in files}}.items():
            (folder / name).write_text(content)
        if missing := unmet([folder]):
            (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
        return Started(folder)

    return start


VOLUMES = "{{range .Mounts}}{{.Name}} {{end}}"


def anonymous(container):
    """The volume without a name that a container has."""
    return docker("inspect", "--format", VOLUMES, container).strip()


def own_of_engine():
    """The names on the engine that only the example's things have."""
    listings = (("ps", "-a"), ("network", "ls"), ("image", "ls"), ("volume", "ls"))
    return [line for listing in listings for line in docker(*listing).splitlines() if "book-test" in line]


def test_what_somebody_else_starts_in_the_middle_stays_and_is_named_once(start, strangers):
    run = start(OWN).wait()
    volume, missing = anonymous("book-test-web"), strangers()
    said = run.go()
    assert missing() == []
    for left in ("container book-test-web", "volume book-test-data", "network book-test-net", "image book-test:1.0"):
        assert f"leftover the {left} is still there afterwards" in said
    assert said.count("container book-stranger") == 1 and "leftover the container book-stranger" not in said
    assert own_of_engine() == [] and docker("volume", "inspect", volume) is None


def test_what_is_somebody_elses_stays_after_a_killed_run_and_the_one_behind_it(start, strangers):
    run = start(OWN).wait()
    volume, missing = anonymous("book-test-web"), strangers()
    run.kill()
    assert missing() == []
    assert own_of_engine() == [] and docker("volume", "inspect", volume) is None


@pytest.mark.parametrize("end", ["go", "kill"])
def test_what_compose_made_goes_and_another_project_of_the_same_file_stays(start, tmp_path, end):
    run, theirs = start(COMPOSE, project=PROJECT).wait(), tmp_path / "book-stranger"
    theirs.mkdir()
    (theirs / "compose.yaml").write_text(PROJECT)
    project = ("compose", "--project-directory", str(theirs), "--file", str(theirs / "compose.yaml"))
    docker(*project, "up", "--detach")
    try:
        volume = docker("inspect", "--format", VOLUMES, "book-test-db-1").split()
        said = run.go() if end == "go" else run.kill()
        assert "leftover the container book-test-db-1" in said and "leftover the volume book-test_data" in said
        assert own_of_engine() == [] and not [name for name in volume if docker("volume", "inspect", name)]
        assert docker("inspect", "--format", "{{.State.Status}}", "book-stranger-db-1") == "running"
        assert len(docker("inspect", "--format", VOLUMES, "book-stranger-db-1").split()) == 2
    finally:
        docker(*project, "down", "--volumes")


def test_a_container_that_takes_the_examples_name_in_the_middle_ends_the_run_and_stays(start):
    text = f"{PAUSE}$ docker run --name book-test-web {IMAGE} true\n"
    run = start(text, cleanup="$ docker rm --force book-test-web\nbook-test-web\n").wait()
    try:
        theirs = docker("run", "--detach", "--name", "book-test-web", IMAGE, "sleep", "600")
        said = run.go()
        assert run.process.returncode == 1
        where = f"{run.folder}/01-first.console:2: name-taken"
        assert f"{where} somebody else has made the container book-test-web while the example ran" in said
        assert docker("inspect", "--format", "{{.Id}} {{.State.Status}}", "book-test-web") == f"{theirs} running"
    finally:
        docker("rm", "--force", "book-test-web")


def test_an_output_does_not_show_what_somebody_else_starts_in_the_middle(start, strangers):
    run = start(f"{PAUSE}$ docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' '*stranger'\n").wait()
    strangers()
    assert "output-differs" not in run.go() and run.process.returncode == 0


def test_a_command_that_takes_away_what_is_everybodys_is_not_run(start, strangers):
    missing, run = strangers(), start("$ docker volume prune --all --force\n...\n")
    assert "harms-others" in run.go() and missing() == []


def test_what_somebody_else_has_in_containerd_stays(start):
    run = start(CONTAINERD).wait()
    try:
        docker("image", "save", "--output", str(run.mark), IMAGE)
        ctr("-n", "book-stranger", "images", "import", str(run.mark))
        said = run.go()
        assert "leftover the containerd container door in book-test" in said and "containerd namespace" in said
        assert IMAGE in ctr("-n", "book-stranger", "images", "ls", "-q")
        assert "book-test" not in ctr("namespaces", "ls", "-q").split()
    finally:
        ctr("-n", "book-stranger", "images", "rm", "--sync", f"docker.io/library/{IMAGE}")
        ctr("namespaces", "rm", "book-stranger")


def ctr(*arguments):
    return subprocess.run(["ctr", *arguments], env={**os.environ, **containerd.environment()}, capture_output=True,
                          text=True).stdout  # fmt: skip


@pytest.fixture
def office():
    """Call it to make somebody else's things in the cluster; the result tells which of them are gone."""

    def make():
        kubectl("create", "namespace", "book-stranger")
        kubectl("create", "configmap", "hours", "--namespace", "book-stranger", "--from-literal=open=8")
        kubectl("create", "configmap", "book-stranger", "--namespace", "default", "--from-literal=open=8")
        kubectl("create", "clusterrole", "book-stranger", "--verb=get", "--resource=pods")
        kubectl("label", "node", "book-worker2", "book-stranger=yes")
        there = [("configmap/hours", "book-stranger"), ("configmap/book-stranger", "default")]
        there += [("clusterrole/book-stranger", "default")]
        return lambda: [
            *(name for name, where in there if kubectl("get", name, "--namespace", where) is None),
            *([] if kubectl("get", "nodes", "-l", "book-stranger", "-o", "name") else ["the label"]),
        ]

    yield make
    kubectl("delete", "namespace", "book-stranger", "--ignore-not-found")
    kubectl("delete", "configmap", "book-stranger", "--namespace", "default", "--ignore-not-found")
    kubectl("delete", "clusterrole", "book-stranger", "--ignore-not-found")
    kubectl("label", "node", "book-worker2", "book-stranger-")


def own_of_cluster():
    """What of the example's is in the cluster."""
    found = kubectl("get", "namespaces,clusterroles", "-o", "name").split()
    return [name for name in found if "book-test" in name] + kubectl("get", "nodes", "-l", "disk", "-o", "name").split()


@pytest.mark.parametrize("text", [CLUSTER, NODE], ids=["in its namespace", "outside"])
def test_what_somebody_else_has_in_the_cluster_stays(start, office, text):
    run = start(text, manifest=HOURS).wait()
    missing = office()
    said = run.go()
    assert "leftover the ConfigMap book-test/hours is still there afterwards" in said
    assert "leftover the ClusterRole book-stranger" not in said and "leftover the Node book-worker2" not in said
    settle()
    assert missing() == [] and own_of_cluster() == []


def test_what_somebody_else_has_in_the_cluster_stays_after_a_killed_run_and_the_one_behind_it(start, office):
    run = start(NODE, manifest=HOURS).wait()
    missing = office()
    run.kill()
    settle()
    assert missing() == [] and own_of_cluster() == []
