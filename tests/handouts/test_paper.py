"""What a folded box becomes on paper, in each edition."""

from pathlib import Path

from bs4 import BeautifulSoup

from book.handouts.built import BuiltPage
from book.handouts.paper import STUDENT, TEACHER, handout

PAGE = """<article><h1 id="ps">ps</h1><h2 id="look">Look</h2>
<details class="predict"><summary>What will it print?</summary><p>Nothing at all.</p></details>
<details class="deeper"><summary>Digging deeper: names</summary><p>It is older than that.</p></details>
<h2 id="exercise">Exercise</h2>
<details class="hint"><summary>Hint 1</summary><p>Ask ps.</p></details>
<details class="hint"><summary>Hint 2</summary><p>Ask logs.</p></details>
<details class="solution"><summary>Solution</summary><p>It is gone.</p></details></article>"""


def printed(edition: str, html: str = PAGE) -> BeautifulSoup:
    article = BeautifulSoup(html, "lxml").article
    page = BuiltPage(article, "en", "ps", "Course", "https://book.example/ps/", Path("/"))
    return BeautifulSoup(handout(page, edition), "lxml").main


def test_a_table_wider_than_the_paper_keeps_its_columns_and_loses_its_gaps():
    rows = "".join(
        f'<span class="go">{"NAME":<60}<u>{"AGE":<58}</u>COMMAND\n</span>'
        f'<span class="go">{name:<60}<u>{age:<58}</u>{command}\n</span>'
        for name, age, command in [("web", "2 days", "nginx -g"), ("database", "3 s", "postgres")]
    )
    page = PAGE.replace("<h2", f'<pre><code><span class="columns" style="--wide: 126">{rows}</span></code></pre><h2', 1)
    table = printed(TEACHER, page).select_one(".columns")
    assert not table.has_attr("style") and len(table.select("u")) == 4
    assert table.get_text().splitlines()[2:] == [
        "NAME      AGE     COMMAND",
        "database  3 s     postgres",
    ]


def test_the_teacher_s_edition_prints_what_is_folded():
    text = printed(TEACHER).get_text()
    assert all(part in text for part in ("Nothing at all", "older than that", "Ask ps", "Ask logs", "It is gone"))


def test_the_student_s_edition_has_room_for_predictions_and_answers_and_gives_nothing_away():
    page = printed(STUDENT)
    text = page.get_text()
    assert "What will it print?" in text and page.select_one(".predict .room")
    assert not any(part in text for part in ("Nothing at all", "older than that", "Ask ps", "Ask logs", "It is gone"))


def test_the_student_s_edition_says_on_one_line_where_to_dig_deeper_and_where_the_hints_are():
    lines = [line.get_text() for line in printed(STUDENT).select(".elsewhere")]
    assert lines == [
        "Digging deeper: names: https://book.example/ps/#look",
        "Hints: https://book.example/ps/#exercise",
    ]
