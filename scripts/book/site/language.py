"""Two languages in one site: search, links between translations, the page for a wrong address.

The plugin mkdocs-static-i18n builds each language in turn into one folder. What it leaves to be
done: a search index per language (one mixed index answers in both), a search that finds
`orquestacion` too when the page says `orquestación`, absolute links between translations for search engines,
and one 404 page for both, since a static host serves only that of the root.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from book.site.words import WORDS

CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
ALTERNATE = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')
SECTION = re.compile(r'aria-labelledby="(__nav_\w+)_label"')
SECTION_TITLE = re.compile(r'<label class="md-nav__title" for="(__nav_\w+)">')
PATH = re.compile(r'(<nav class="md-path" aria-label=")[^"]*')
EMPTY_HEADER = re.compile(r"<th([^>]*)></th>")
TASK = re.compile(r'(<label class="task-list-control">)(<input type="checkbox")')


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the root's 404 page from the first language; the others have none of their own."""
    i18n: Any = config.plugins["i18n"]
    if template_name == "404.html" and i18n.current_language != i18n.default_language:
        return ""
    return output


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    i18n: Any = config.plugins["i18n"]
    words = WORDS[i18n.current_language]
    if i18n.current_language != i18n.default_language:
        output = CONFIG.sub(rebase_search, output, count=1)
    output = name_landmarks(output, words)
    output = output.replace('role="dialog">', f'role="dialog" aria-label="{words["search"]}">', 1)
    output = EMPTY_HEADER.sub(r"<td\1></td>", output)
    output = TASK.sub(rf'\1\2 aria-label="{words["task"]}"', output)
    output = ALTERNATE.sub("", output)
    links = "".join(f"  {link}\n" for link in alternates(page, config))
    return output.replace("</head>", f"{links}</head>", 1)


def name_landmarks(output: str, words: dict[str, str]) -> str:
    """Give every navigation a name: Material leaves sections without, and its path has that of the menu."""
    output = SECTION.sub(r'aria-labelledby="\1_title"', output)
    output = SECTION_TITLE.sub(r'<label class="md-nav__title" for="\1" id="\1_title">', output)
    return PATH.sub(rf"\g<1>{words['path']}", output)


def rebase_search(match: re.Match[str]) -> str:
    """Make the search of a page in `en/` look for its index there, not at the root."""
    settings = json.loads(match[2])
    settings["base"] = "/".join(settings["base"].split("/")[:-1]) or "."
    return match[1] + json.dumps(settings, ensure_ascii=False) + match[3]


def alternates(page: Page, config: MkDocsConfig) -> Iterator[str]:
    """The links of a page to its translations, absolute, as search engines want them.

    `alternate alternate` keeps Material's script from asking for a site map beside every page.
    """
    i18n: Any = config.plugins["i18n"]
    default = i18n.default_language
    for language, file in sorted(getattr(page.file, "alternates", {}).items()):
        address = urljoin(config.site_url, "" if file.url == "./" else file.url)
        yield f'<link rel="alternate alternate" hreflang="{language}" href="{address}">'
        if language == default:
            yield f'<link rel="alternate alternate" hreflang="x-default" href="{address}">'


@event_priority(-200)  # after search has written its index, and after every language
def on_post_build(config: MkDocsConfig) -> None:
    i18n: Any = config.plugins["i18n"]
    if getattr(i18n, "building", False):
        return  # the nested build of another language
    site = Path(config.site_dir)
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    rest = index["docs"]
    for language in i18n.build_languages:
        if language != i18n.default_language:
            prefix = f"{language}/"
            mine = [doc for doc in rest if doc["location"].startswith(prefix)]
            rest = [doc for doc in rest if not doc["location"].startswith(prefix)]
            for doc in mine:
                doc["location"] = doc["location"].removeprefix(prefix)
            write_index(site / language, index, language, mine)
    write_index(site, index, i18n.default_language, rest)
    stemmer = site / "assets/javascripts/lunr/min/lunr.es.min.js"
    folding = Path(config.docs_dir, "assets/javascript/fold-accents.js").read_text(encoding="utf-8")
    text = stemmer.read_text(encoding="utf-8")
    if folding not in text:
        stemmer.write_text(text + folding, encoding="utf-8")


def write_index(folder: Path, index: dict[str, Any], language: str, docs: list[dict[str, Any]]) -> None:
    path = folder / "search/search_index.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    index = {**index, "config": {**index["config"], "lang": [language]}, "docs": docs}
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
