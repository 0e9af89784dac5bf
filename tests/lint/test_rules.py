"""Every rule of our own has a smallest bad example that raises it on its line, and a good twin that doesn't.

A case of CHANGED is (rule, file, what to replace in the small book, by what, the line); None removes the
file. Its twin is the small book, which has no problem. A case of WHOLE brings a file of its own.
"""

import pytest

from book import figures
from book.lint import rules

ES, EN = "docs/es/docker/storage.md", "docs/en/docker/storage.md"
EXAMPLE = "docs/examples/docker/storage/keep"
CONSOLE, DOCKERFILE = f"{EXAMPLE}/01-keep.console", f"{EXAMPLE}/Dockerfile"
FIGURE, LEDGER, WAIVERS = "docs/figures/docker/options.yaml", "docs/ledger.yaml", f"{EXAMPLE}/waivers.yaml"

CHANGED = [
    ("front-matter", ES, "minutes: 20\n", "", 1),
    ("front-matter", ES, "minutes: 20", "minutes: many", 3),
    ("front-matter", ES, "needs: []", "needs: [docker/nothing]", 4),
    ("front-matter", ES, "needs: []", "needs: [unclosed", 5),
    ("front-matter", ES, "needs: []", "needs: []\nsource: 0123456789ab", 5),
    ("one-title", ES, "# Almacenamiento { #storage }\n", "", 1),
    ("one-title", ES, "## Un volumen", "# Un volumen", 15),
    ("heading-id", ES, " { #volume }", "", 15),
    ("heading-id", ES, "#volume }", "#Un_Volumen }", 15),
    ("heading-id-twice", ES, "#volume }", "#storage }", 15),
    ("chapter-ending", ES, "## Ejercicio { #exercise }\n\nCrea uno.\n\n", "", 1),
    ("chapter-ending", ES, "## En resumen { #summary }", "## Otra cosa { #other }", 1),
    ("chapter-ending", ES, "\n## Fuentes", "\n## Más { #more }\n\nMás.\n\n## Fuentes", 54),
    ("box-form", ES, '!!! note "Nota"', '!!! info "Nota"', 25),
    ("box-form", ES, '!!! note "Nota"', "!!! note", 25),
    (
        "table-columns",
        ES,
        "| Tipo | Vive en |\n| --- | --- |",
        "| a | b | c | d | e |\n| --- | --- | --- | --- | --- |",
        34,
    ),
    ("banned-word", ES, "Crea uno.", "Simplemente crea uno.", 48),
    ("banned-word", ES, "conservar los datos", "solo hay que conservar los datos", 6),
    ("banned-word", EN, "Create one.", "Just create one.", 49),
    ("one-sentence-a-line", ES, "Crea uno.", "Crea uno. Después, bórralo.", 48),
    ("one-sentence-a-line", ES, "Crea uno.", "Crea uno.[^volumes] `ls` lo enseña.", 48),
    ("one-sentence-a-line", ES, "Crea uno.", "- ¿Creas uno? **Bórralo** después.", 48),
    ("footnote-name", ES, "[^volumes]", "[^1]", 56),
    ("footnote-link", ES, "[Volumes](https://docs.docker.com/engine/storage/volumes/)", "el manual", 56),
    ("footnote-place", ES, "#sources", "#others", 56),
    ("unclaimed-fence", ES, "```yaml", "```", 29),
    ("unclaimed-fence", ES, "```yaml", "```cobol", 29),
    ("fence-open", ES, "```yaml", "````yaml", 29),
    ("typed-output", ES, '--8<-- "docker/storage/keep/01-keep.console"', "$ docker volume create data\ndata", 19),
    ("include-form", ES, '--8<-- "docker/storage/keep/Dockerfile"', "--8<-- 'docker/storage/keep/Dockerfile'", 22),
    ("include-form", ES, "Crea uno.", '--8<-- "docker/storage/keep/Dockerfile"', 48),
    ("include-missing", ES, "keep/Dockerfile", "keep/Containerfile", 22),
    ("include-missing", ES, 'keep/Dockerfile"', 'keep/Dockerfile:1:2"', 22),
    ("figure-missing", ES, "options.yaml", "option.yaml", 13),
    ("translation-stale", EN, "FINGERPRINT", "0123456789ab", 3),
    ("translation-stale", EN, "source: FINGERPRINT\n", "", 1),
    ("parity-front-matter", EN, "minutes: 20", "minutes: 25", 4),
    ("parity-front-matter", EN, "  - keep the data\n", "  - keep the data\n  - lose them\n", 6),
    ("parity-headings", EN, "#volume }", "#volumes }", 16),
    ("parity-headings", EN, "\n## A volume { #volume }\n", "", 37),
    ("parity-includes", EN, "keep/Dockerfile", "keep/01-keep.console", 23),
    ("parity-figures", EN, "![](../../figures/docker/options.yaml)", "", 57),
    ("parity-fences", EN, "  data: {}", "  other: {}", 30),
    ("parity-boxes", EN, "!!! note", "!!! tip", 26),
    ("parity-footnotes", EN, "[^volumes]", "[^others]", 57),
    ("transcript-syntax", CONSOLE, "$ docker", "docker", 1),
    ("transcript-edited", CONSOLE, "\ndata", "\ndatum", 2),
    ("example-changed", DOCKERFILE, "busybox:1.37", "busybox:1.36", 1),
    ("figure-label-fits", FIGURE, "es: volumen,", "es: un volumen con un nombre que no cabe,", 5),
    ("ledger-form", LEDGER, ", at: [docker/storage#volume]", "", 2),
    ("ledger-form", LEDGER, "at: []}", "at: [docker/storage#volume]}", 4),
    ("ledger-place", LEDGER, "#volume]", "#nothing]", 2),
    ("ledger-place", LEDGER, "docker/storage#volume", "docker/nothing#volume", 2),
    ("ledger-place", LEDGER, "docker/storage#volume", "docker/storage", 2),
    ("byte-order-mark", LEDGER, "rows:", "\ufeffrows:", 1),
    ("line-ends", LEDGER, "rows:\n", "rows:\r\n", 1),
    ("final-newline", LEDGER, "at: []}\n", "at: []}", 4),
    ("final-newline", LEDGER, "at: []}\n", "at: []}\n\n", 5),
    ("trailing-space", LEDGER, "rows:", "rows: ", 1),
    ("tab", LEDGER, "E-001: {", "E-001: {\t", 4),
    ("never-run", f"{EXAMPLE}/run.json", None, None, 1),
    ("page-missing", EN, None, None, None),
]

LONG = "".join(f"line {number}\n" for number in range(31))
COMPOSE = "services:\n  web:\n    image: nginx:1.29\n"
WORKFLOW = "on: push\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: scripts/lint\n"
WAIVER = "- file: Dockerfile\n  rule: {}\n  why: the lesson is the shell form\n"
DEPENDABOT = "version: 2\nupdates:\n  - package-ecosystem: pip\n    directory: /\n    schedule: {{interval: {}}}\n"

# A rule, a file with the bad content, its line, the good content.
WHOLE = [
    ("example-not-shown", f"{EXAMPLE}/data.txt", "data\n", 1, None),
    ("example-too-long", f"{EXAMPLE}/data.txt", LONG, 31, LONG.removesuffix("line 30\n")),
    ("unclaimed-file", f"{EXAMPLE}/data.xyz", "data\n", 1, None),
    ("bad-waiver", WAIVERS, "- file: Dockerfile\n", 1, None),
    ("bad-waiver", WAIVERS, WAIVER.format("DL3025").replace("Dockerfile", "Containerfile"), 1, None),
    ("unused-waiver", WAIVERS, WAIVER.format("DL3025"), 1, None),
    ("figure-not-shown", "docs/figures/docker/other.yaml", "title: x\n", 1, None),
    ("empty-file", "notes.txt", "", 1, "text\n"),
    ("not-text", "notes.txt", b"one\ntwo\0\n", 2, "one\ntwo\n"),
    ("not-utf8", "notes.txt", b"one\na\xf1o\n", 2, "one\naño\n"),
    ("json-syntax", "a.json", '{\n  "a": 1,\n}\n', 3, '{\n  "a": 1\n}\n'),
    ("json-key-twice", "a.json", '{\n  "a": 1,\n  "a": 2\n}\n', 3, '{\n  "a": 1,\n  "b": 2\n}\n'),
    ("toml-syntax", "a.toml", "a = 1\nb =\n", 2, "a = 1\nb = 2\n"),
    ("shfmt", "a.sh", "#!/bin/sh\nif true; then\n      ls\nfi\n", 3, "#!/bin/sh\nif true; then\n  ls\nfi\n"),
    ("unformatted", "a.py", "a = 1\nb = {'c':1}\n", 2, 'a = 1\nb = {"c": 1}\n'),
    ("compose-spec", "compose.yaml", COMPOSE.replace("image", "imag"), 2, COMPOSE),
    ("github-workflows", ".github/workflows/a.yml", WORKFLOW.replace("runs-on", "run-on"), 3, WORKFLOW),
    ("dependabot", ".github/dependabot.yml", DEPENDABOT.format("often"), 5, DEPENDABOT.format("weekly")),
]


def test_the_small_book_has_no_problem(problems):
    assert problems() == []


@pytest.mark.parametrize(("rule", "file", "old", "new", "line"), CHANGED)
def test_a_bad_place_is_found_on_its_line(problems, small, rule, file, old, new, line):
    if old is None:
        found, place = problems({file: None}), file if line else ES
    else:
        assert old in small[file]
        found, place = problems({file: small[file].replace(old, new)}), file
    assert f"{place}:{line or 1} {rule}" in found


@pytest.mark.parametrize(("rule", "file", "bad", "line", "good"), WHOLE)
def test_a_bad_file_is_found_on_its_line_and_its_good_twin_is_not(problems, rule, file, bad, line, good):
    assert f"{file}:{line} {rule}" in problems({file: bad})
    if good:
        assert not [problem for problem in problems({file: good}) if problem.endswith(f" {rule}")]


ONE_SENTENCE = [
    "1. Crea uno.",
    "Crea uno, p. ej. Docker o `a. B`.",
    "Lo cuenta A. Turing, de Docker Inc. Docker es suyo.",
    "Pregunta «¿Qué es? Nada» y sigue.",
    "**Volumen.** Dura más que el contenedor.",
    'Lee [la guía](https://a.example/b.html "Otra. Cosa").',
    "Va por la 29.1 y la 1.37... Docker sigue.",
]


@pytest.mark.parametrize("sentence", ONE_SENTENCE)
def test_what_only_looks_like_two_sentences_is_one(problems, small, sentence):
    found = problems({ES: small[ES].replace("Crea uno.", sentence)}, asked=[ES])
    assert not [problem for problem in found if "one-sentence" in problem]


def test_every_rule_has_a_bad_example():
    tried = {case[0] for case in CHANGED} | {case[0] for case in WHOLE}
    tried |= {
        name for name, rule in rules.table().items() if rule.keys() & {"bad", "in_book"}
    }  # the other tests of rules
    elsewhere = set(figures.RULES) | {
        "path-missing",
        "unreadable",
        "link-broken",
        "too-large",
        "check-failed",
    }  # other files
    assert rules.names() - tried - elsewhere == set()
    assert (tried | elsewhere) - rules.names() == set()


def test_every_rule_is_explained_in_both_languages():
    for name, rule in rules.table().items():
        parts = {"wrong", "do"} | ({"why"} & rule.keys())
        assert {(part, language) for part in parts for language in rule[part]} == {
            (part, language) for part in parts for language in ("es", "en")
        }, name
