"""What is told is what is wrong: in plain words, once, where it begins, and at a file that can be opened."""

import pytest

from lablint.formats.markdown import Markdown

ES = "docs/es/docker/storage.md"
EXAMPLE = "docs/examples/docker/storage/keep"
FIGURE, WORDS = "docs/figures/docker/options.yaml", "scripts/book/lint/words/common.txt"


UNREAD = [
    (FIGURE, "boxes:", b"\tboxes:"),
    (FIGURE, "size: [", b"size: [["),
    (ES, "datos\n---\n", b"datos\n"),
    (ES, "Crea uno.", b"Crea uno \xff."),
]


@pytest.mark.parametrize(("file", "old", "new"), UNREAD)
def test_no_word_is_superfluous_while_a_text_cannot_be_read(problems, small, file, old, new):
    broken = small[file].encode().replace(old.encode(), new)
    assert f"{WORDS}:1 word-list" not in problems({WORDS: "Burstable\n", file: broken})


def test_a_word_is_superfluous_when_all_texts_can_be_read(problems):
    assert f"{WORDS}:1 word-list" in problems({WORDS: "Burstable\n"})


OPEN = {
    "at the end of the page": ("```sh\nls\n", [1]),
    "before another of its kind": ("```sh\nls\n\n```sh\nls\n```\n", [1]),
    "with tildes": ("~~~sh\nls\n\n~~~sh\nls\n~~~\n", [1]),
    "in a box": ('!!! note "N"\n\n    ```sh\n    ls\n\nText.\n\n```\nls\n```\n', [3]),
    "in a box of a tab": ('=== "Linux"\n\n    !!! note "N"\n\n        ```sh\n        ls\n\n    Text.\n', [5]),
    "closed": ("```sh\nls\n```\n\n- item\n\n    ```sh\n    ls\n\n    ls\n    ```\n", []),
    "a fence in a longer one": ("````markdown\n```sh\nls\n````\n", []),
    "a fence in tildes": ("~~~markdown\n```sh\nls\n~~~\n", []),
    "indented by hand": ("1. One\n\n   ```sh\nls\n   ```\n", []),
}


@pytest.mark.parametrize(("text", "lines"), OPEN.values(), ids=OPEN)
def test_a_fence_that_is_never_closed_is_told_where_it_opens(text, lines):
    assert [fence.line for fence in Markdown(text).fences if not fence.closed] == lines


def test_what_follows_an_open_fence_is_still_read(problems, small):
    page = small[ES].replace("Crea uno.", '??? question "N"\n\n    ```sh\n    ls\n\nCrea uno. Bórralo.')
    found = problems({ES: page})
    assert f"{ES}:79 fence-open" in found
    assert f"{ES}:82 one-sentence-a-line" in found
    assert f"{ES}:1 chapter-ending" not in found


def test_a_front_matter_that_never_ends_is_told_once(problems, small):
    assert problems({ES: small[ES].replace("datos\n---\n", "datos\n")}) == [f"{ES}:1 front-matter"]


def test_a_students_front_matter_must_end_too(said):
    (found,) = said({"notes.md": "---\ntitle: Notes\n\n# Notes\n\nText.\n"})
    assert found.startswith("notes.md:1 front-matter the --- that ends the front matter is missing; ")


def test_a_line_above_the_text_begins_no_front_matter(said):
    assert said({"notes.md": "---\n\nText.\n"}) == []


def test_a_waiver_for_a_rule_that_nobody_has_says_so(said):
    waivers = "".join(f"- file: a.txt\n  rule: {rule}\n  why: the lesson\n" for rule in ("copy-mising", "x", "DL9999"))
    assert said({"a.txt": "text\n", "waivers.yaml": waivers}) == [
        "waivers.yaml:1 bad-waiver no rule is called copy-mising; did you mean copy-missing?",
        "waivers.yaml:4 bad-waiver no rule is called x; write the name that scripts/lint prints",
        "waivers.yaml:7 unused-waiver a.txt has no problem DL9999 any more; remove the waiver",
    ]


def test_an_example_that_never_ran_is_told_at_its_first_transcript(problems):
    found = problems({f"{EXAMPLE}/run.json": None, f"{EXAMPLE}/02-more.console": "$ ls\n"})
    assert f"{EXAMPLE}/01-keep.console:1 never-run" in found


FENCES = [
    ("dockerfile", "FROM alpine\nUSER 1000\n", 80, "DL3006"),
    ("dockerfile", "FROM alpine:latest\nUSER 1000\n", 80, "DL3007"),
    ("yaml", "services:\n  web:\n    image: nginx:latest\n", 82, "compose-tag"),
]


@pytest.mark.parametrize(("language", "code", "line", "rule"), FENCES, ids=[case[3] for case in FENCES])
def test_an_image_on_a_page_has_a_version(problems, small, language, code, line, rule):
    def found(code):
        fence = f"Crea uno.\n\n```{language}\n{code}```"
        return [told for told in problems({ES: small[ES].replace("Crea uno.", fence)}) if told.startswith(f"{ES}:8")]

    assert found(code) == [f"{ES}:{line} {rule}"]
    assert found(code.replace(":latest", "").replace("alpine", "alpine:3").replace("nginx", "nginx:1.30")) == []


SHFMT = {
    "if a; then\nb\nfi\n": "run.sh:3 shfmt it would read: b; run shfmt -w -i 2 -ci",
    "a\n\n\nb\n": "run.sh:4 shfmt this line is not needed; run shfmt -w -i 2 -ci",
    "\n\na\n": "run.sh:3 shfmt this line is not needed; run shfmt -w -i 2 -ci",
}


@pytest.mark.parametrize("text", SHFMT)
def test_how_a_script_would_be_written_is_told_in_words(said, text):
    assert said({"run.sh": f"#!/bin/sh\n{text}"}) == [SHFMT[text]]
