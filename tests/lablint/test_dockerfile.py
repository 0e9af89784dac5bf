"""A Dockerfile is read as BuildKit reads it."""

from lablint.formats.dockerfile import images, parse, stages

TEXT = """\
# syntax=docker/dockerfile:1
ARG PY=3.14
FROM --platform=$BUILDPLATFORM python:${PY}-slim AS build
RUN <<END
FROM alpine:3.23
END
RUN --mount=type=bind,from=redis:8,target=/r \\
  # why
  curl 'http://x/?from=nginx'
FROM build
COPY --from=busybox:1.37 /b /b
COPY --from=0 /a /a
ENTRYPOINT ["app"]
"""


def test_what_stands_in_a_heredoc_is_no_instruction():
    found = [(item.name, item.line) for item in parse(TEXT)]
    assert found == [
        ("ARG", 2), ("FROM", 3), ("RUN", 4), ("RUN", 7), ("FROM", 10), ("COPY", 11), ("COPY", 12), ("ENTRYPOINT", 13),
    ]  # fmt: skip
    assert [heredoc.text for item in parse(TEXT) for heredoc in item.heredocs] == ["FROM alpine:3.23\n"]


def test_the_words_of_a_continued_line_know_theirs():
    run = parse(TEXT)[3]
    assert run.words == [("curl", 9), ("http://x/?from=nginx", 9)]
    assert run.flag("mount") == "type=bind,from=redis:8,target=/r"


def test_a_stage_knows_what_it_continues():
    _, (build, last) = stages(parse(TEXT))
    assert last.upon is build and build.name == "build"


def test_the_images_are_those_that_docker_takes():
    assert images(TEXT) == {"python:3.14-slim", "redis:8", "busybox:1.37"}
