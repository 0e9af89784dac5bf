"""What the pages of the appendix show of the data that they are drawn from."""

import re

import pytest

from book.model import LANGUAGES, Book, rules
from book.site.plan import class_plan
from book.site.rules import fence, linter_rules, visible


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_section_with_why_and_what_to_do(language):
    sections = re.split(r"^### ", linter_rules(language, "appendix/linter-rules"), flags=re.MULTILINE)[1:]
    found = {re.match(r"`([\w-]+)` \{ #\1 \}", section)[1]: section for section in sections}
    assert found.keys() == rules.names()
    for name, rule in rules.table().items():
        assert all(rule[part][language] in found[name] for part in ("wrong", "why", "do")), name


def test_an_example_in_a_language_is_shown_on_that_language_only():
    assert "Simplemente" in linter_rules("es", "")
    assert "Simplemente" not in linter_rules("en", "")


def test_what_nobody_sees_is_shown_by_a_sign():
    assert visible("a \n\tb\r\n") == "a·\n→b␍\n"


def test_an_include_in_an_example_is_not_followed():
    assert "\n;--8<-- " in fence("docs/es/a.md", '--8<-- "no/such/file"\n', 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_every_chapter_that_takes_time(language):
    plan = class_plan(language, "appendix/teachers-guide")
    for chapter in Book().chapters:
        minutes = chapter.page(language).front_matter.get("minutes")
        assert not minutes or f"../{chapter.slug}.md) | {minutes} |" in plan, chapter.slug
