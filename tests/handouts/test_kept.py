"""Handouts that did not change stay as they are; one that cannot be drawn stops no other."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from book.bench.growth import copy
from book.handouts import __main__ as handouts
from book.handouts import kept
from book.handouts.__main__ import write_all
from book.handouts.draw import DIED, SUFFIX, Handout, Outcome, all_drawn
from book.model import LANGUAGES

PAGE = """<html><head><link rel="canonical" href="https://book.example/{slug}/"></head>
<body><nav>{menu}</nav><div class="md-header__topic"><span class="md-ellipsis">Course</span></div>
<article class="md-content__inner md-typeset"><h1 id="a">{slug}</h1><p>{text}</p><img src="picture.svg" alt="A square">
</article></body></html>"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="{0}" height="{0}"/></svg>'
SLUGS = ["docker/storage", "docker/networks"]


class Site:
    """A built site of two chapters, and what of it is kept."""

    def __init__(self, folder: Path) -> None:
        self.path, self.kept = folder / "site", folder / "kept"
        for slug in SLUGS:
            for language in LANGUAGES:
                self.build(slug, language)

    def build(self, slug: str, language: str, menu: str = "Menu", text: str = "Text", side: int = 10) -> None:
        folder = self.path / ("" if language == LANGUAGES[0] else language) / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(PAGE.format(slug=slug, menu=menu, text=text))
        (folder / "picture.svg").write_text(PICTURE.format(side))

    def write(self) -> list[Outcome]:
        return list(write_all(self.path, SLUGS, self.kept))

    def drawn(self) -> set[str]:
        """Write the handouts; return those that were drawn."""
        return {self.name(outcome.handout.path) for outcome in self.write() if outcome.pages}

    def name(self, path: Path) -> str:
        return path.relative_to(self.path / "handouts").as_posix()

    def files(self) -> dict[str, int]:
        """Return all files of the handouts and when they were written."""
        found = [path for path in (self.path / "handouts").rglob("*") if path.is_file()]
        return {self.name(path): path.stat().st_mtime_ns for path in found}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose handouts were written once."""
    site = Site(tmp_path_factory.mktemp("handouts"))
    assert site.drawn() == set(site.files())
    assert len(site.files()) == len(SLUGS) * len(LANGUAGES) * len(SUFFIX)
    return site


def test_what_did_not_change_is_not_written(written: Site) -> None:
    before = written.files()
    assert written.drawn() == set()
    assert written.files() == before


def test_a_site_that_was_built_anew_gets_its_handouts_without_drawing_them(written: Site) -> None:
    for path in (written.path / "handouts").rglob("*.pdf"):
        path.unlink()
    assert written.drawn() == set()
    assert len(written.files()) == len(SLUGS) * len(LANGUAGES) * len(SUFFIX)


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        ({"menu": "Menu with another chapter"}, set()),
        ({"text": "Another text"}, {"en/docker/storage.pdf", "en/docker/storage-teacher.pdf"}),
        ({"side": 20}, {"en/docker/storage.pdf", "en/docker/storage-teacher.pdf"}),
    ],
    ids=["menu", "text", "picture"],
)
def test_a_handout_is_drawn_again_if_its_text_or_a_picture_of_it_changed(
    written: Site, change: dict[str, str], drawn: set[str]
) -> None:
    written.build("docker/storage", "en", **change)
    assert written.drawn() == drawn
    written.build("docker/storage", "en")
    assert written.drawn() == set()


def test_a_handout_that_cannot_be_drawn_is_named_stops_no_other_and_leaves_no_file(tmp_path: Path) -> None:
    site = Site(tmp_path)
    (site.path / "en/docker/storage/picture.svg").unlink()
    (site.path / "docker/networks/index.html").unlink()
    problems = {site.name(one.handout.path): one.problem for one in site.write() if one.problem}
    assert set(problems) == {f"{name}{suffix}.pdf" for name in ("en/docker/storage", "es/docker/networks")
                             for suffix in SUFFIX.values()}  # fmt: skip
    assert "picture.svg" in problems["en/docker/storage.pdf"]
    assert "run scripts/build first" in problems["es/docker/networks.pdf"]
    assert len(site.files()) == len(list(site.kept.iterdir())) == 4


def test_a_process_that_dies_takes_no_other_handout_along(written: Site, tmp_path: Path) -> None:
    class Deadly(Handout):
        def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
            return os._exit, (1,)  # the process that receives it ends

    jobs = {Deadly(written.path, "en", SLUGS[0], "student"): tmp_path / "deadly.pdf"}
    jobs |= {
        Handout(written.path, language, SLUGS[1], "student"): tmp_path / f"{language}.pdf" for language in LANGUAGES
    }
    problems = {outcome.handout: outcome.problem for outcome in all_drawn(jobs)}
    assert [problem for problem in problems.values() if problem] == [DIED]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en.pdf", "es.pdf"]


def test_the_handouts_of_a_chapter_that_is_gone_go(written: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handouts, "chapters", lambda: SLUGS[:1])
    list(write_all(written.path, folder=written.kept))
    assert {name.rpartition("/")[2] for name in written.files()} == {"storage.pdf", "storage-teacher.pdf"}


def test_a_change_of_a_spanish_page_is_one_of_its_four_handouts_only(
    site: Path, build: Callable[[Path, Path], Path], tmp_path: Path
) -> None:
    root, slug = copy(tmp_path / "book"), handouts.chapters()[0]
    page = root / f"docs/es/{slug}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("\n## ", "\nUna línea más.\n\n## ", 1), encoding="utf-8")
    changed = build(root, tmp_path / "site")
    every = [(each, language, edition) for each in handouts.chapters() for language in LANGUAGES for edition in SUFFIX]
    drawn = [
        (each, language, edition)
        for each, language, edition in every
        if kept.name(site, language, each, edition) != kept.name(changed, language, each, edition)
    ]
    assert drawn == [(slug, language, edition) for language in LANGUAGES for edition in SUFFIX]
