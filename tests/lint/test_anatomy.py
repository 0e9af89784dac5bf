"""How a chapter is measured: what counts as its main line, as a command, as something between two listings."""

import pytest

from book.lint import anatomy, pages
from book.model import LANGUAGES, Page
from book.model.layout import LAB_ENDING

ES = "docs/es/docker/storage.md"
TERM = '- id: term-{0}\n  at: docker/storage#volume\n  term: {{es: "t{0}", en: "t{0}"}}\n  text: {{es: a, en: a}}\n'


def page(tmp_path, text):
    path = tmp_path / "storage.md"
    path.write_text(text, encoding="utf-8")
    return Page(path, "es", "docker/storage")


MAIN = [
    ("Un volumen dura.", 3),
    ("## Un volumen { #volume }", 2),
    ('!!! note "Nota"\n\n    Un volumen dura.', 4),
    ("Ejecuta `docker volume ls` ya.", 3),
    ("Lee [la guía](https://docs.example/a).[^guide]", 3),
    ("| Tipo | Vive en |\n| --- | --- |\n| volumen | aquí |", 5),
    ("---\nminutes: 20\n---\n\nUn volumen.", 2),
]
APART = [
    '??? deeper "Para saber más: de dónde viene"\n\n    Un volumen dura.\n\n        Mucho.',
    '!!! note "Uno"\n\n    ??? question "¿Cuánto dura?"\n\n        Siempre.',
    "```console\n$ docker volume ls\n```",
    "[^guide]: [La guía](https://docs.example/a)\n    y otra.",
    "<!-- una nota -->",
    "![](../../figures/docker/options.yaml)",
]


@pytest.mark.parametrize(("text", "words"), MAIN)
def test_the_main_line_is_what_nobody_can_skip(tmp_path, text, words):
    assert anatomy.main_words(page(tmp_path, f"{text}\n")) == words


@pytest.mark.parametrize("text", APART)
def test_what_is_folded_shown_or_noted_is_not_on_the_main_line(tmp_path, text):
    alone = 1 if text.startswith("!!!") else 0
    assert anatomy.main_words(page(tmp_path, f"{text}\n\nFin.\n")) == alone + 1


def test_a_command_that_goes_on_is_one_and_its_output_none():
    assert anatomy.commands("$ docker run \\\n>   busybox\n> not this\n$ ls\n$HOME\n") == [1, 4]


def test_what_is_typed_in_a_session_is_a_command():
    assert anatomy.commands("$ docker exec -it web sh\n# hostname\nweb\n# exit\n$ ls\n# a comment\n") == [1, 2, 4, 5]


@pytest.mark.parametrize("between", ["Y ahora:", "![](../../figures/docker/options.yaml)", '??? predict "¿Y ahora?"'])
def test_a_sentence_a_figure_or_a_question_may_stand_between_two_listings(problems, small, between):
    rows = small[ES].replace("El volumen se llena desde una imagen:", between)
    assert not [found for found in problems({ES: rows}) if found.endswith("listings-in-a-row")]


@pytest.mark.parametrize("between", ["### Otra { #other }", "<!-- una nota -->"])
def test_a_heading_or_a_comment_says_nothing_of_the_listing_below(problems, small, between):
    rows = small[ES].replace("El volumen se llena desde una imagen:", between)
    assert [found for found in problems({ES: rows}) if found.endswith("listings-in-a-row")]


def test_two_hints_before_a_solution_are_enough(problems, small):
    boxes = "".join(f'\n\n??? {kind} "Así"\n\n    Así.' for kind in ("hint", "hint", "solution"))
    assert not [
        found for found in problems({ES: small[ES].replace("Crea uno.", f"Crea uno.{boxes}")}) if "hints" in found
    ]


def test_a_solution_says_that_there_are_minutes_of_an_exercise(problems, small):
    rows = small[ES].replace("exercise: 20\n", "").replace("minutes: 20", "minutes: 5")
    assert f"{ES}:3 minutes-far-off" not in problems({ES: rows})
    assert f"{ES}:3 minutes-far-off" in problems({ES: rows.replace("Crea uno.", '??? solution "Así"\n\n    Así.')})


def test_a_chapter_brings_at_most_ten_new_words(problems):
    many = {"docs/glossary.yaml": "".join(TERM.format(number) for number in range(10, 21))}
    few = {"docs/glossary.yaml": "".join(TERM.format(number) for number in range(10, 20))}
    assert f"{ES}:1 too-many-new-words" in problems(many)
    assert f"{ES}:1 too-many-new-words" not in problems(few)


def test_a_lab_has_an_end_of_its_own(tmp_path):
    sections = "".join(f"\n## {titles['es']} {{ #{name} }}\n" for name, titles in LAB_ENDING.items())
    path = tmp_path / "web.md"
    path.write_text(f"# Un laboratorio {{ #web }}\n{sections}", encoding="utf-8")
    assert list(pages.ending(Page(path, "es", "labs/web"))) == []
    assert [problem.rule for problem in pages.ending(Page(path, "es", "docker/web"))] == ["chapter-ending"]


def test_each_page_shows_what_a_program_says_in_its_language(problems, small):
    shown = '--8<-- "docker/storage/keep/01-keep{}.console"'
    files = {f"docs/examples/docker/storage/keep/01-keep.{language}.console": "$ ls\n" for language in LANGUAGES}
    both = {
        path: small[path].replace(shown.format(""), shown.format(f".{language}"))
        for language, path in (("es", ES), ("en", ES.replace("/es/", "/en/")))
    }
    assert not [
        found for found in problems(files | both) if "parity" in found or "keep.e" in found and "not-shown" in found
    ]
    wrong = {**both, ES: both[ES].replace(".es.console", ".en.console")}
    assert [found for found in problems(files | wrong) if "parity-includes" in found]
