"""The runner knows which images an example uses and which it makes, and what else is on the machine."""

import pytest

from book.model.images import full_name, made, used, used_by_nodes
from book.run.cache import instructions
from book.run.lists import without, words_of
from book.run.thing import Thing


@pytest.mark.parametrize(
    ("command", "images"),
    [
        ("docker run hello-world", {"hello-world:latest"}),
        ("docker run -d --rm --name web -p 127.0.0.1:8000:80 nginx:1.30", {"nginx:1.30"}),
        ("docker run -itu 1000:1000 -v data:/data busybox:1.37 echo redis:8", {"busybox:1.37"}),
        ("docker container create --network=shop -eA=b redis:8", {"redis:8"}),
        ("docker run --detach \\\n  nginx:1.30", {"nginx:1.30"}),
        ("id=$(docker run -d redis:8) && docker logs $id", {"redis:8"}),
        ("for n in 1 2; do docker run busybox:1.37 echo $n; done", {"busybox:1.37"}),
        ("DOCKER_HOST=x time docker pull --quiet redis:8 | cat", {"redis:8"}),
        ("docker pull nginx@sha256:0a", {"nginx@sha256:0a"}),
        ("docker tag busybox:1.37 shop:1.0", {"busybox:1.37"}),
        ("docker image save --output a.tar redis:8 nginx:1.30", {"redis:8", "nginx:1.30"}),
        ("docker image inspect --format '{{.Id}}: {{.Size}}' redis:8 shop@sha256:0a", {"redis:8", "shop@sha256:0a"}),
        ("docker inspect --format={{.Id}} sha256:0a web redis:8", {"redis:8"}),
        ("docker history --no-trunc redis:8 | head", {"redis:8"}),
        ("docker tag redis:8 shop:1.0 && docker push localhost:5000/shop:1.0", {"redis:8"}),
        ("docker run localhost:5000/shop:1.0", set()),
        ("docker run $image", set()),
        ("docker run busybox:1.37 sh -c 'echo \"no\"; exit 3' >&2", {"busybox:1.37"}),
        ("ctr images ls # docker run redis:8", set()),
        ("docker --context faraway run redis:8", set()),
        ("docker ps", set()),
        ("docker build -t shop:1.0 . && docker run shop:1.0", set()),
    ],
)
def test_the_images_that_commands_use_are_known(command, images):
    assert used([command], {}) == images


def test_the_images_that_files_build_on_are_known():
    dockerfile = "ARG PY=3.14\nFROM --platform=$BUILDPLATFORM python:${PY}-slim AS build\nFROM scratch\n"
    dockerfile += "COPY --from=build /a /a\nCOPY --from=busybox:1.37 /b /b\n"
    dockerfile += "RUN <<END\nFROM alpine:3.23\nEND\nRUN curl 'http://x/?from=redis:8'\n"
    compose = "services:\n  db: {image: 'postgres:18'}\n  web: {build: ., image: 'shop:1.0'}\n"
    assert used([], {"Dockerfile": dockerfile}) == {"python:3.14-slim", "busybox:1.37"}
    assert used([], {"compose.yaml": compose}) == {"postgres:18"}
    assert made([], {"compose.yaml": compose}) == {"shop:1.0"}
    assert used([], {"compose.yaml": "services: [broken"}) == set()


@pytest.mark.parametrize(
    ("command", "images"),
    [
        ("docker build -t shop .", {"shop:latest"}),
        ("docker buildx build --tag=shop:1.0 --tag shop:1 .", {"shop:1.0", "shop:1"}),
        ("docker image build --tag shop:1.0 .", {"shop:1.0"}),
        ("docker tag shop:1.0 localhost:5000/shop:1.0", {"localhost:5000/shop:1.0"}),
        ("docker commit web web:changed", {"web:changed"}),
        ("docker run shop", set()),
    ],
)
def test_the_images_that_commands_make_are_known(command, images):
    assert made([command], {}) == images


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("busybox", "busybox:latest"),
        ("docker.io/library/busybox:1.37", "busybox:1.37"),
        ("localhost/shop", "shop:latest"),
        ("localhost:5000/shop", "localhost:5000/shop:latest"),
        ("nginx@sha256:0a", "nginx@sha256:0a"),
    ],
)
def test_an_image_has_one_name_on_every_engine(name, full):
    assert full_name(name) == full


BEFORE = {
    Thing("container", "aa" * 32, "hello"),
    Thing("image", f"sha256:{'bb' * 32}", "redis:8"),
    Thing("image", f"sha256:{'cc' * 32}", "nginx:1.30"),
    Thing("volume", "data", "data"),
    Thing("network", "dd" * 32, "bridge"),
    Thing("network", "ee" * 32, "office"),
}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("aaaaaaaaaaaa   busybox:1.37   hello", False),
        ("redis:8   bbbbbbbbbbbb   134MB", False),
        ("redis     8   bbbbbbbbbbbb", False),
        ("redis:8", False),
        ("local     data", False),
        ("eeeeeeeeeeee   office   bridge", False),
        ("nginx:1.30   cccccccccccc   144MB", True),
        ("dddddddddddd   bridge   bridge", True),
        ("hello", True),
        ("data", True),
        ("office", True),
        ("hello from redis:8", True),
        ("CONTAINER ID   IMAGE", True),
    ],
)
def test_an_output_lists_only_what_the_example_made_and_uses(line, kept):
    assert without(words_of(BEFORE, {"nginx:1.30"}), set(), f"{line}\n") == (f"{line}\n" if kept else "")


@pytest.mark.parametrize("line", ["shop:1.0   bbbbbbbbbbbb   134MB", "shop   1.0   bbbbbbbbbbbb"])
def test_a_second_name_that_the_example_gave_to_somebody_s_image_is_listed(line):
    assert without(words_of(BEFORE, set()), {"shop:1.0"}, line) == line


def test_the_build_cache_is_known_by_what_a_dockerfile_says():
    text = "FROM x\nWORKDIR /app\nCOPY --chown=1  a \\\n  b\nRUN --mount=type=cache,target=/c make \\\n # why\n  all\n"
    assert instructions(text) == {"WORKDIR /app", "COPY --chown=1 a b", "make all"}


def test_the_images_that_manifests_name_are_known():
    pod = "spec:\n  containers:\n    - {name: web, image: busybox:1.37}\n    - name: log\n      image: 'nginx:1.30'\n"
    assert used_by_nodes([], {"pod.yaml": pod}) == {"busybox:1.37", "nginx:1.30"}
    assert used_by_nodes(["kubectl run web \\\n  --image=redis:8 --restart=Never"], {}) == {"redis:8"}
    assert used_by_nodes(["kubectl set image pod/web web=busybox:1.37"], {"notes.txt": "image: no"}) == set()
