"""A rule about the book: a change of the small book raises it on its line; the small book itself raises nothing.

The changes that readers see stand beside the rules (`in_book`). Further ones stand here: a case of CHANGED is
(rule, file, what to replace in the small book, by what, the line); a case of WHOLE brings a file of its own.
"""

import pytest

from book.model import rules

IN_BOOK = [(name, change) for name, rule in rules.table().items() for change in rule.get("in_book", ())]

ES, EN = "docs/es/docker/storage.md", "docs/en/docker/storage.md"
EXAMPLE = "docs/examples/docker/storage/keep"
FIGURE, LEDGER, WAIVERS = "docs/figures/docker/options.yaml", "docs/ledger.yaml", f"{EXAMPLE}/waivers.yaml"
GLOSSARY = "docs/glossary.yaml"

CHANGED = [
    ("front-matter", ES, "minutes: 20\n", "", 1),
    ("front-matter", ES, "needs: []", "needs: [docker/nothing]", 5),
    ("front-matter", ES, "needs: []", "needs: [unclosed", 6),
    ("front-matter", ES, "needs: []", "needs: []\nsource: 0123456789ab", 6),
    ("front-matter", ES, "minutes: 20\n", "minutes: 20\nminuts: 3\n", 4),
    ("one-title", ES, "# Almacenamiento { #storage }\n", "", 1),
    ("heading-id", ES, "#volume }", "#Un_Volumen }", 16),
    ("chapter-ending", ES, "## Ejercicio { #exercise }\n\nCrea uno.\n\n", "", 1),
    ("chapter-ending", ES, "\n## Fuentes", "\n## Más { #more }\n\nMás.\n\n## Fuentes", 83),
    ("chapter-ending", ES, "\n## Ejercicio", "\n## Limpieza { #cleanup }\n\nBórralo.\n\n## Ejercicio", 75),
    ("front-matter", ES, "exercise: 20\n", "exercise: long\n", 4),
    ("parity-front-matter", EN, "exercise: 20\n", "exercise: 10\n", 5),
    ("box-form", ES, '!!! note "Nota"', "!!! note", 36),
    ("chapter-too-long", ES, "Crea uno.", "uno " * 2001, 1),
    ("chapter-too-long", EN, "Create one.", "one " * 2001, 1),
    ("too-few-figures", ES, "![](../../figures/docker/options.yaml)", "```console\n" + "$ ls\n" * 20 + "```", 1),
    ("block-too-long", ES, "```yaml\nvolumes:\n  data: {}\n", "```console\n" + "$ ls\n" * 5, 45),
    ("minutes-far-off", ES, "exercise: 20\n", "", 3),
    ("box-form", ES, '!!! note "Nota"', '!!! predict "¿Y ahora?"', 36),
    ("banned-word", ES, "conservar los datos", "solo hay que conservar los datos", 7),
    ("one-sentence-a-line", ES, "Crea uno.", "Crea uno.[^volumes] `ls` lo enseña.", 77),
    ("one-sentence-a-line", ES, "Crea uno.", "- ¿Creas uno? **Bórralo** después.", 77),
    ("unclaimed-fence", ES, "```yaml", "```", 40),
    ("include-form", ES, "Crea uno.", '--8<-- "docker/storage/keep/Dockerfile"', 77),
    ("include-missing", ES, 'keep/Dockerfile"', 'keep/Dockerfile:1:2"', 33),
    ("translation-stale", EN, "source: ffffffffffff\n", "", 1),
    ("parity-front-matter", EN, "  - keep the data\n", "  - keep the data\n  - lose them\n", 7),
    ("parity-headings", EN, "\n## A volume { #volume }\n", "", 48),
    ("spelling", ES, "conservar los datos", "conservar los dtos", 7),
    ("spelling", ES, "Crea uno.", "Crea uno en el *backuup*.", 77),
    ("spelling", EN, "Create one.", "Create one in Łódzź.", 78),
    ("spelling", FIGURE, "es: volumen,", "es: volúmen,", 5),
    ("term", EN, "Create one.", "Create one with docker compose.", 78),
    ("link-form", ES, "Crea uno.", "Crea [uno](../../en/docker/storage.md).", 77),
    ("link-form", ES, "Crea uno.", "Crea [uno](../storage/).", 77),
    ("link-anchor", ES, "Crea uno.", "Crea [uno](storage.md#volumen).", 77),
    ("ledger-form", LEDGER, "at: []}", "at: [docker/storage#volume]}", 4),
    ("ledger-place", LEDGER, "docker/storage#volume", "docker/nothing#volume", 2),
    ("ledger-place", LEDGER, "docker/storage#volume", "docker/storage", 2),
    ("ledger-form", LEDGER, "at: []}", "at: [docker/storage#volume], said: often, right: rarely}", 4),
    ("glossary-form", GLOSSARY, "term: {es: volumen, en: volume}", "term: volume", 7),
    ("glossary-form", GLOSSARY, "en: Where data last.", "fr: Où les données durent.", 8),
    ("glossary-form", GLOSSARY, "en: Where data last.", "en: 5", 8),
    ("glossary-form", GLOSSARY, "analogy: {es: un disco externo, en: an external disk}", "analogy: {es: un disco}", 9),
    ("glossary-form", GLOSSARY, "analogy:", "analogi:", 9),
    ("glossary-form", GLOSSARY, "  at: docker/storage#volume\n", "", 5),
    ("glossary-form", GLOSSARY, "at: docker/storage#volume", "at: [docker/storage#volume]", 6),
    ("glossary-form", GLOSSARY, "id: term-volume", "id: Volumen", 5),
    ("glossary-form", GLOSSARY, "id: term-volume", "id: [term]", 5),
    ("glossary-form", GLOSSARY, "id: term-volume", "id: term-image", 5),
    ("glossary-form", GLOSSARY, "- id: term-volume\n  at:", "- term-cache\n- at:", 5),
    ("glossary-place", GLOSSARY, "docker/storage#volume", "docker/nothing#volume", 6),
    ("glossary-place", GLOSSARY, "docker/storage#volume", "docker/storage", 6),
    ("nav-entry", "mkdocs.yml", "docker/storage.md", "Docker: [docker/storage.md, docker/storage.md]", 2),
    ("nav-entry", "mkdocs.yml", "docker/storage.md", "Docker:", 2),
    ("nav-entry", "mkdocs.yml", "docker/storage.md", "docker/storage", 2),
    ("nav-entry", "mkdocs.yml", "\n  - docker/storage.md", " docker/storage.md", 1),
    ("final-newline", LEDGER, "at: []}\n", "at: []}\n\n", 5),
]

LONG = "".join(f"line {number}\n" for number in range(31))
WAIVER = "- file: Dockerfile\n  rule: DL3025\n  why: the lesson is the shell form\n"
WORDS = "scripts/book/lint/words"

PICTURE = f"{EXAMPLE}/02-shop.page.yaml"
SHOP = "url: http://127.0.0.1:8080/\nalt: {es: La tienda., en: The shop.}\n"

# A rule, a file with the bad content, its line, the good content.
WHOLE = [
    ("example-too-long", f"{EXAMPLE}/data.txt", LONG, 31, LONG.removesuffix("line 30\n")),
    ("bad-waiver", WAIVERS, WAIVER.replace("Dockerfile", "Containerfile"), 1, None),
    ("not-utf8", "notes.txt", b"one\na\xf1o\n", 2, "one\naño\n"),
    ("page-not-in-nav", "docs/es/docker/networks.md", "# Redes { #networks }\n", 1, None),
    ("page-place", "docs/fr/docker/x.md", "# X\n", 1, None),
    ("name-form", "docs/es/docker/año.md", "# Año { #year }\n", 1, None),
    ("name-form", "docs/es/Redes/names.md", "# Nombres { #names }\n", 1, None),
    ("name-form", "docs/examples/docker/storage/Keep_it/01-keep.console", "$ ls\n", 1, None),
    ("name-form", f"{EXAMPLE}/tag one.console", "$ ls\n", 1, None),
    ("name-form", f"{EXAMPLE}/1-tag.console", "$ ls\n", 1, None),
    ("not-run-form", f"{EXAMPLE}/not-run.md", "es: no\nen: no\nfr: non\n", 3, "es: no\nen: no\n"),
    ("not-run-form", f"{EXAMPLE}/not-run.md", "es: no\nen:\n", 1, None),
    ("picture-form", PICTURE, SHOP.replace("http:", "ftp:"), 1, SHOP),
    ("picture-form", PICTURE, SHOP + "width: 10\n", 3, SHOP + "width: 360\n"),
    ("picture-form", PICTURE, SHOP + "height: 360\n", 3, SHOP),
    ("picture-form", PICTURE, "- url\n", 1, SHOP),
    ("name-form", f"{EXAMPLE}/shop.page.yaml", SHOP, 1, None),
    ("glossary-form", GLOSSARY, "id: term-image\n", 1, None),
    ("word-list", f"{WORDS}/es.txt", "b\na\n", 2, None),
    ("word-list", f"{WORDS}/en.txt", "Docker\n", 1, None),
]


def test_the_small_book_has_no_problem(problems):
    assert problems() == []


@pytest.mark.parametrize(("name", "change"), IN_BOOK, ids=[f"{name}-{change['file']}" for name, change in IN_BOOK])
def test_the_change_beside_the_rule_raises_it_on_its_line(problems, small, name, change):
    file, bad, good = change["file"], change["bad"], change.get("good")
    text, line = bad, change.get("line", 1)
    if piece := bool(good) and good in small.get(file, ""):
        text = small[file].replace(good, bad, 1)
        line += small[file][: small[file].index(good)].count("\n")
    assert f"{change.get('at') or f'{file}:{line}'} {name}" in problems({file: text})
    if good and not piece:
        assert not [problem for problem in problems({file: good}) if problem.endswith(f" {name}")]


@pytest.mark.parametrize(("rule", "file", "old", "new", "line"), CHANGED)
def test_a_bad_place_is_found_on_its_line(problems, small, rule, file, old, new, line):
    assert old in small[file]
    assert f"{file}:{line} {rule}" in problems({file: small[file].replace(old, new)})


@pytest.mark.parametrize(("rule", "file", "bad", "line", "good"), WHOLE)
def test_a_bad_file_is_found_on_its_line_and_its_good_twin_is_not(problems, rule, file, bad, line, good):
    assert f"{file}:{line} {rule}" in problems({file: bad})
    if good:
        assert not [problem for problem in problems({file: good}) if problem.endswith(f" {rule}")]


@pytest.mark.parametrize("name", ["docs/assets/fonts/README.md", f"{EXAMPLE}/README.md", f"{EXAMPLE}/src/My_App/a.md"])
def test_markdown_that_is_no_page_may_stand_beside_what_it_explains(problems, name):
    found = problems({name: "# Title\n"})
    assert not [problem for problem in found if problem.endswith((" page-place", " name-form"))]


def test_contents_are_told_where_only_they_are_asked_for(problems):
    assert problems({"mkdocs.yml": "nav:\n  - docker/none.md\n"}, asked=["mkdocs.yml"]) == ["mkdocs.yml:2 nav-entry"]


def test_a_chapter_may_clean_up_between_its_exercise_and_its_summary(problems, small):
    pages = {
        ES: small[ES].replace("\n## En resumen", "\n## Limpieza { #cleanup }\n\nBórralo.\n\n## En resumen"),
        EN: small[EN].replace("\n## Summary", "\n## Clean up { #cleanup }\n\nRemove it.\n\n## Summary"),
    }
    assert problems(pages) == []


def test_a_picture_that_was_taken_and_that_both_pages_show_is_no_problem(problems, small):
    taken = {PICTURE: SHOP, f"{EXAMPLE}/02-shop.page.txt": "- text: shop\n", f"{EXAMPLE}/02-shop.png": b"picture"}
    shown = "![](../../examples/docker/storage/keep/02-shop.page.yaml)"
    pages = {ES: small[ES].replace("Crea uno.", shown), EN: small[EN].replace("Create one.", shown)}
    found = {problem.rpartition(" ")[2] for problem in problems(taken | pages)}
    assert found == {"example-changed"}  # for the record of the small book does not know them


@pytest.mark.parametrize("box", ["!!! pause", "??? predict", "??? deeper", "??? hint"])
def test_a_box_of_a_known_kind_is_none_of_another_form(problems, small, box):
    found = problems({ES: small[ES].replace('!!! note "Nota"', f'{box} "Nota"')}, asked=[ES])
    assert not [problem for problem in found if "box-form" in problem]


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


ELSEWHERE = {
    "check-failed",
    "link-broken",
    "path-missing",
    "too-large",
    "too-many-new-words",
    "unreadable",
}  # a test of its own


def test_every_rule_has_a_bad_example():
    tried = {name for name, rule in rules.table().items() if rule.keys() & {"bad", "in_book"}}
    tried |= {case[0] for case in CHANGED} | {case[0] for case in WHOLE} | ELSEWHERE
    of_runs = set(rules.groups()["run"])  # tried in tests/run, since it takes an engine
    assert rules.names() - of_runs ^ tried == set()


def test_every_rule_is_explained_in_both_languages():
    for name, rule in rules.table().items():
        for part in ("wrong", "why", "do"):
            assert sorted(rule.get(part, ())) == ["en", "es"], f"{name}: {part}"


def test_every_group_has_a_title():
    assert rules.groups().keys() <= rules.TITLES.keys()
