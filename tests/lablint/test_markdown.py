"""Markdown is read as the site shows it, each block with its line."""

from lablint.formats.markdown import Box, Footnote, Heading, Link, Markdown, Table

PAGE = """\
---
description: x
---

# Title { #title }

A [link](a.md#b "why"), `[none](c.md)` and
![a picture](d.png).

??? question "Why?"

    Because[^why].

    ```text
    # no heading [none](e.md)
    ```

!!! tip "One"
    - an item

      ```sh
      ls
      ```

=== "Linux"

    ## In a tab { #tab }

| a | b |
| --- | --- |
| c | d |

## Sources { #sources }

[^why]: See [there](https://example.com),

    and below.
"""


def test_every_block_is_found_with_its_lines():
    page = Markdown(PAGE)
    assert page.front_matter == {"description": "x"} and page.line_of("description") == 2
    assert page.headings == [Heading(1, "Title", "title", 5), Heading(2, "Sources", "sources", 33)]
    assert [(fence.language, fence.text, list(fence.lines)) for fence in page.fences] == [
        ("text", "# no heading [none](e.md)\n", [14, 15, 16]),
        ("sh", "ls\n", [21, 22, 23]),
    ]
    assert page.boxes == [
        Box("???", "question", "Why?", range(10, 17), 0),
        Box("!!!", "tip", "One", range(18, 24), 0),
        Box("===", "", "Linux", range(25, 28), 0),
    ]
    assert page.folded == set(range(10, 17))
    assert page.tables == [Table(29, 2)]
    assert page.footnotes == [Footnote("why", "See [there](https://example.com),\n\n    and below.", range(35, 38))]


def test_links_are_found_where_a_reader_sees_one():
    assert Markdown(PAGE).links == [
        Link("a.md#b", "link", 7, False),
        Link("d.png", "a picture", 8, True),
        Link("https://example.com", "there", 35, False),
    ]


def test_a_box_without_a_form_is_a_box_all_the_same():
    assert [(box.kind, box.title) for box in Markdown('!!! note\n\n??? "x\n').boxes] == [("note", None), ("", None)]


def test_a_front_matter_that_never_ends_is_text():
    page = Markdown("---\ntitle: x\n\n# Title { #title }\n")
    assert page.endless and page.head is None and [heading.line for heading in page.headings] == [4]
