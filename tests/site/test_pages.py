"""What the built site promises to a reader, a search engine and a translator, read from its files."""

import json
import re
import zipfile
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from book.model import LANGUAGES, Book
from book.model.glossary import terms
from book.site.terms import FOLD, form

BOOK = Book()
HERE = "https://book.example/course/"
FETCHING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the built site: its address below the site and its parsed HTML."""
    paths = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): BeautifulSoup(p.read_text(encoding="utf-8"), "lxml") for p in paths}


def built(language, slug):
    """Where the page of a slug is in the built site."""
    folder = slug.removesuffix("index").rstrip("/")
    return "/".join(part for part in ("" if language == LANGUAGES[0] else language, folder, "index.html") if part)


@pytest.mark.parametrize("slug", BOOK.nav)
def test_every_page_is_there_in_both_languages_and_switching_stays_on_it(slug, pages):
    for language in LANGUAGES:
        page = pages[built(language, slug)]
        assert page.html["lang"] == language
        switches = {a["hreflang"]: a["href"] for a in page.select("a.md-select__link")}
        for other in LANGUAGES:
            target = urljoin(HERE + built(language, slug), switches[other])
            assert target.removesuffix("index.html") == (HERE + built(other, slug)).removesuffix("index.html")


@pytest.mark.parametrize("slug", BOOK.nav)
def test_a_search_engine_finds_the_translations_of_a_page(slug, pages):
    for language in LANGUAGES:
        links = pages[built(language, slug)].select("head link[hreflang]")
        found = {link["hreflang"]: link["href"] for link in links}
        wanted = {lang: HERE + built(lang, slug).removesuffix("index.html") for lang in LANGUAGES}
        assert found == {**wanted, "x-default": wanted[LANGUAGES[0]]}


def test_nothing_is_fetched_from_another_host(site, pages):
    for name, page in pages.items():
        for tag, attribute in FETCHING.items():
            for element in page.find_all(tag):
                rel = element.get("rel") or []
                if tag == "link" and not {"stylesheet", "icon", "preload", "preconnect"} & set(rel):
                    continue
                assert not urlsplit(element.get(attribute) or "").netloc, f"{name}: {element}"
    for sheet in site.rglob("*.css"):
        for url in re.findall(r"url\(['\"]?([^)'\"]+)", sheet.read_text(encoding="utf-8")):
            assert not re.match(r"(https?:)?//", url), f"{sheet}: {url}"


def test_every_link_within_the_site_leads_somewhere(site, pages, handouts):
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for tag in page.select("a[href], img[src], link[href], script[src]"):
            url = urlsplit(urljoin(f"{HERE}{name}", tag.get("href") or tag.get("src")))
            if url.netloc != urlsplit(HERE).netloc or url.scheme == "javascript" or name == "404.html":
                continue
            path = unquote(url.path).removeprefix(urlsplit(HERE).path)
            target = site / path / "index.html" if path.endswith("/") or not path else site / path
            if not target.is_file():
                broken.append(f"{name}: {path}")
            elif url.fragment and target.suffix == ".html":
                known = ids[target.relative_to(site).as_posix()]
                if url.fragment not in known and not url.fragment.startswith("__"):
                    broken.append(f"{name}: {path}#{url.fragment}")
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_knows_the_pages_of_its_language_only(language, site):
    folder = site if language == LANGUAGES[0] else site / language
    index = json.loads((folder / "search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == [language]
    found = {doc["location"].split("#")[0] for doc in index["docs"]}
    wanted = {built(LANGUAGES[0], slug).removesuffix("index.html") for slug in BOOK.nav}
    assert found == wanted


def test_all_archives_unpacked_in_one_folder_give_the_examples_as_they_are_and_the_solutions_apart(site):
    unpacked, together = {}, {}
    for path in sorted((site / "downloads").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        assert held, path.name
        for name in held:
            assert ("solution" in name.split("/")[:-1]) == path.stem.endswith("-solutions"), f"{path.name}: {name}"
        if path.stem.startswith("course"):
            together |= held
        else:
            unpacked |= held
            slug = path.stem.removesuffix("-solutions")
            chapter = next(chapter for chapter in BOOK.chapters if chapter.slug.replace("/", "-") == slug)
            lent = {file.relative_to(BOOK.docs / "examples").as_posix() for it in chapter.examples for file in it.lent}
            own = {name for name in held.keys() - lent if name.count("/") > 1}
            assert {"-".join(name.split("/")[:2]) for name in own} == {slug}, path.name
    assert unpacked == together
    for name, content in unpacked.items():
        assert content == (BOOK.docs / "examples" / name).read_bytes(), name
    for chapter in BOOK.chapters:
        shown = {path for path, _ in chapter.page(LANGUAGES[0]).includes}
        assert shown <= unpacked.keys(), chapter.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_new_in_the_chapter_that_explains_it_and_explained_once_in_each_other(language, pages):
    entries = terms(BOOK)
    for chapter in BOOK.chapters:
        page = pages[built(language, chapter.slug)]
        mine = {entry.id: entry for entry in entries if entry.at.partition("#")[0] == chapter.slug}
        boxes = page.select(".words a")
        if page.select_one(".objectives"):
            wanted = [(entry.term[language], "#" + entry.at.partition("#")[2]) for entry in mine.values()]
            assert [(link.get_text(), link["href"]) for link in boxes] == wanted, chapter.slug
        ids = [meaning["id"].replace("def", "term", 1) for meaning in page.select(".term [popover]")]
        assert len(ids) == len(set(ids)), chapter.slug
        assert not mine.keys() & set(ids), chapter.slug
        assert not page.select(":is(pre, code, a, h1, h2, h3, summary, figure) .term"), chapter.slug


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("imagen", "Las imágenes", "imágenes"),
        ("versión LTS", "Versiones LTS", "Versiones LTS"),
        ("luz", "dos luces", "luces"),
        ("registry", "two registries", "registries"),
        ("Pod", "un pod", None),
        ("capa", "escapar", None),
    ],
)
def test_a_term_is_found_in_the_plural_and_with_a_capital(name, text, found):
    match = re.search(rf"(?<!\w){form(name)}(?!\w)", text.translate(FOLD))
    assert (text[match.start() : match.end()] if match else None) == found


def test_every_shown_file_can_be_downloaded_by_itself(site):
    for chapter in BOOK.chapters:
        for path, _ in chapter.page(LANGUAGES[0]).includes:
            assert (site / "examples" / path).read_bytes() == (BOOK.docs / "examples" / path).read_bytes()


def test_the_tabs_of_systems_stand_in_one_order_everywhere(pages):
    order = ["Linux", "macOS", "Windows"]
    for name, page in pages.items():
        for tabs in page.select(".tabbed-labels"):
            labels = [label.get_text(strip=True) for label in tabs.select("label")]
            systems = [next((s for s in order if s in label), None) for label in labels]
            known = [order.index(system) for system in systems if system]
            assert known == sorted(known), f"{name}: {labels}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_below_an_example_stands_what_it_ran_on_or_why_it_does_not_run(language, pages):
    for chapter in BOOK.chapters:
        notes = [note.get_text() for note in pages[built(language, chapter.slug)].select(".ran")]
        assert len(notes) == len(chapter.examples), chapter.slug
        for folder in (example.folder for example in chapter.examples):
            reason = folder / "not-run.md"
            if reason.exists():
                line = next(
                    line for line in reason.read_text(encoding="utf-8").splitlines() if line.startswith(language)
                )
                wanted = [line.removeprefix(f"{language}: ")]
            else:
                record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
                wanted = [record[key] for key in ("engine", "kubernetes", "date") if key in record]
            assert [note for note in notes if all(part in note for part in wanted)], f"{folder}: {wanted}"
