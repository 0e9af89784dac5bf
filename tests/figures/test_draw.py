"""What a drawing promises: it is understood without seeing it, and readable in light, in the dark and on paper."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from book.figures import draw, looks, read
from book.figures.spec import TURN

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("standalone", [False, True])
def test_a_drawing_names_its_title_and_description(spec, standalone):
    root = ElementTree.fromstring(draw(read(spec()), "es", standalone))
    texts = {node.get("id"): node.text for node in root if node.get("id")}
    named = [texts[key] for key in root.get("aria-labelledby").split()]
    assert root.get("role") == "img"
    assert named == ["Cliente y demonio", "El cliente habla con el demonio."]


def test_a_title_and_a_description_are_told_without_the_marks_of_code(spec):
    root = ElementTree.fromstring(draw(read(spec("es: Cliente y demonio", "es: 'De `docker` a `dockerd`'")), "es"))
    assert root[0].text == "De docker a dockerd"


def test_a_drawing_speaks_its_language(spec):
    figure = read(spec())
    words = {language: "".join(ElementTree.fromstring(draw(figure, language)).itertext()) for language in ("es", "en")}
    assert "demonio" in words["es"] and "daemon" not in words["es"]
    assert "daemon" in words["en"] and "demonio" not in words["en"]


def test_a_standalone_drawing_needs_nothing_of_a_page(spec):
    svg = draw(read(spec()), "es", standalone=True)
    assert "var(" not in svg and "class=" not in svg and "paint-order" not in svg


def test_an_inline_drawing_has_no_colour_of_its_own(spec):
    svg = draw(read(spec()), "es")
    assert not re.search("#[0-9a-f]{3}", svg)
    assert set(re.findall(r"var\(--fig-([\w-]+)\)", svg)) <= looks.colours().keys()


def test_a_page_gets_a_drawing_for_each_canvas_with_ids_of_its_own(stacked):
    root = ElementTree.fromstring(f"<figure>{draw(read(stacked()), 'es')}</figure>")
    assert [node.get("class") for node in root] == ["fig fig-wide", "fig fig-narrow"]
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(set(node.get("aria-labelledby").split()) <= {part.get("id") for part in node} for node in root)


def test_a_figure_to_download_is_the_wide_drawing(stacked):
    assert ElementTree.fromstring(draw(read(stacked()), "es", standalone=True)).get("viewBox") == "0 0 600 160"


def test_the_styles_turn_to_the_narrow_drawing_where_the_wide_one_cannot_be_read():
    assert f"@container (width < {TURN}px)" in looks.STYLES.read_text(encoding="utf-8")


def test_code_and_words_share_a_line_without_a_gap(spec):
    path = spec("es: Hablan por un socket", 'es: "Escucha en `docker.sock` siempre"')
    root = ElementTree.fromstring(draw(read(path), "es"))
    line = [node for node in root.iter(f"{SVG}text") if node.get("y") == root[-1].get("y")]
    assert "".join(node.text for node in line).replace("\u00a0", " ") == "Escucha en docker.sock siempre"
    assert [("Mono" in node.get("font-family", "")) for node in line] == [False, True, False]


def test_markup_in_a_label_is_text(spec):
    root = ElementTree.fromstring(draw(read(spec("label: HTTP", 'label: "<a & b>"')), "es"))
    assert "<a & b>" in "".join(root.itertext())


@pytest.mark.parametrize("scheme", ["default", "slate", "print"])
def test_every_text_can_be_read_on_its_ground(scheme):
    colours = looks.colours(scheme)
    assert colours.keys() == looks.colours().keys()
    grounds = ["paper", "zone"]
    pairs = {(ink, ground) for ink in ("ink", "muted", "accent-ink") for ground in grounds}
    for look in looks.BOXES.values():
        pairs |= {(ink, ground) for ink in (look.ink, look.note) for ground in ([look.fill] if look.fill else grounds)}
    poor = {pair: ratio for pair in pairs if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 4.5}
    assert poor == {}


@pytest.mark.parametrize("scheme", ["default", "slate", "print"])
def test_every_outline_can_be_seen(scheme):
    colours = looks.colours(scheme)
    lines = {look.line for look in (*looks.BOXES.values(), *looks.ARROWS.values())}
    poor = {line for line in lines for ground in ("paper", "zone") if contrast(colours[line], colours[ground]) < 3}
    assert poor == set()


@pytest.mark.parametrize("kinds", [looks.BOXES, looks.ARROWS, looks.ZONES])
def test_no_two_kinds_differ_in_colour_alone(kinds):
    forms = [(look.stroke, look.dashed, look.bold, look.shape, look.radius, look.mark) for look in kinds.values()]
    assert len(set(forms)) == len(forms)


def contrast(one, other):
    """The contrast ratio of WCAG 2 between two colours, `#rrggbb`."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
