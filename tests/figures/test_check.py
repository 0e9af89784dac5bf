"""Each rule of the figures has a smallest bad spec that raises it on its line, and a good twin that does not."""

import pytest

from book.figures import check, looks, read
from book.model import ROOT, rules

RULES = set(rules.groups()["figure"]) - {"figure-not-shown"}

# rule, line, what stands in the good spec, what makes it bad, a twin that is good again
CASES = [
    ("figure-syntax", 3, "size: [400, 200]", "size: [400, wide]", "size: [400, 208]"),
    ("figure-syntax", 7, "  cli: {box:", "  cli: {colour: red, box:", "  cli: {kind: process, box:"),
    ("figure-syntax", 8, "kind: accent", "kind: shiny", "kind: store"),
    ("figure-syntax", 8, "kind: accent", "kind: accent, kind: node", "kind: node"),
    ("figure-syntax", 8, 'label: "`dockerd`"', "label: `dockerd`", "label: dockerd"),
    ("figure-syntax", 8, "[240, 48, 120, 56]", "[240, 48, 120, 0]", "[240, 48, 120, 60]"),
    ("figure-syntax", 10, "to: api.left", "to: daemon.left", "to: api.left+12"),
    ("figure-syntax", 10, "to: api.left", "to: api.middle", "to: [240, 76]"),
    ("figure-syntax", 10, "label: HTTP", "label: no", 'label: "no"'),
    ("figure-syntax", 7, "  cli: {", "  host: {", "  cli: {"),
    ("figure-language", 1, ", en: Client and daemon}", "}", ", en: [Client, and daemon]}"),
    ("figure-language", 12, ", en: They talk through a socket}", "}", ", en: They talk}"),
    ("figure-glyph", 12, "es: Hablan", "es: 話 Hablan", "es: → Hablan"),
    ("figure-text-size", 12, "{at: [24, 160],", "{at: [24, 160], size: 13,", "{at: [24, 160], size: 14,"),
    ("figure-syntax", 3, "size: [400, 200]", "size: [0, 200]", "size: [400, 200]"),
    ("figure-canvas", 3, "size: [400, 200]", "size: [404, 200]", "size: [400, 200]"),
    ("figure-canvas", 5, "[8, 8, 384, 120]", "[8, 8, 392, 120]", "[8, 8, 388, 120]"),
    ("figure-canvas", 10, "to: api.left", "to: [440, 76], via: [[200, 76]]", "to: [232, 76]"),
    ("figure-canvas", 12, "at: [24, 160]", "at: [320, 160]", "at: [224, 160]"),
    ("figure-label-fits", 7, "es: cliente", "es: cliente de consola", "es: cliente (CLI)"),
    ("figure-label-fits", 7, "[24, 48, 120, 56]", "[24, 48, 120, 32]", "[24, 48, 120, 48]"),
    ("figure-label-fits", 5, "es: Tu máquina", f"es: Tu máquina {'muy ' * 12}grande", "es: Tu máquina grande"),
    ("figure-overlap", 8, "[240, 48,", "[140, 48,", "[208, 48,"),
    ("figure-overlap", 8, "[240, 48,", "[240, 88,", "[240, 100,"),
    ("figure-overlap", 12, "at: [24, 160]", "at: [24, 128]", "at: [24, 144]"),
    ("figure-overlap", 12, "at: [24, 160]", "at: [40, 90]", "at: [40, 116]"),
    ("figure-overlap", 6, "boxes:", "  lan: {box: [4, 4, 200, 60]}\nboxes:", "  lan: {box: [16, 40, 136, 72]}\nboxes:"),
    ("figure-overlap", 5, "boxes:", "  in: {box: [16, 20, 360, 96]}\nboxes:", "  in: {box: [16, 32, 360, 88]}\nboxes:"),
    ("figure-overlap", 13, "texts:", "texts:\n  - {at: [24, 164], label: X}", "texts:\n  - {at: [24, 184], label: X}"),
    ("figure-arrow-crosses", 10, "to: api.left,", "to: [380, 76],", "to: [232, 76],"),
    ("figure-arrow-crosses", 10, "from: cli.right", "from: cli.left", "from: cli.right+4"),
    ("figure-arrow-crosses", 10, "label: HTTP", "label: HTTP, at: [192, 76]", "label: HTTP, at: [192, 64]"),
    ("figure-arrow-crosses", 10, "label: HTTP", "via: [[192, 76], [192, 160]]", "via: [[192, 76], [192, 60]]"),
    ("figure-arrow-shape", 10, "to: api.left", "to: api.left+3", "to: api.left+16"),
    ("figure-arrow-shape", 10, "to: api.left", "to: [154, 76]", "to: [160, 76]"),
]

NARROW = [
    ("figure-syntax", 16, "  size: [288, 320]\n", "", "  size: [280, 320]\n"),
    ("figure-syntax", 18, "{after: [8, 160]}", "{later: [8, 160]}", "{after: [8, 162]}"),
    ("figure-syntax", 18, "{after: [8, 160]}", "{after: [8, 160, 0, 8]}", "{after: [8, 160, 260, 112]}"),
    ("figure-syntax", 19, "boxes: {layer:", "boxes: {more: [8, 280, 80, 24], layer:", "boxes: {layer:"),
    ("figure-syntax", 21, "before.bottom, to: after", "after.top, to: before", "before.bottom+8, to: after"),
    ("figure-syntax", 21, "to: after.top}", "to: after.top, kind: dashed}", "to: after.top, label: rm}"),
    ("figure-syntax", 22, "[[8, 296]]", "[[8, 296], [8, 312]]", "[{at: [280, 296], anchor: end}]"),
    ("figure-language", 19, "{es: datos, en: data}", "{es: datos}", "data"),
    ("figure-canvas", 3, "size: [600, 160]", "size: [728, 160]", "size: [720, 160]"),
    ("figure-canvas", 17, "size: [288, 320]", "size: [404, 320]", "size: [400, 320]"),
    ("figure-canvas", 10, "{after: [8, 160]}", "{after: [80, 160, 200, 112]}", "{after: [8, 160, 260, 112]}"),
    ("figure-text-size", 15, "at: [8, 144], label", "at: [8, 144], size: 11, label", "at: [8, 144], size: 12, label"),
    ("figure-label-fits", 19, "{es: datos, en: data}", "{es: otra capa de datos, en: data}", "{es: otros, en: data}"),
    ("figure-overlap", 19, "{box: [176, 40],", "{box: [96, 40],", "{box: [168, 40],"),
    ("figure-arrow-crosses", 21, "to: after.top}", "to: after.bottom}", "to: after.top}"),
    ("figure-arrow-shape", 21, "{after: [8, 160]}", "{after: [8, 128]}", "{after: [8, 136]}"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "line", "good", "bad", "twin"), CASES)
def test_every_rule_finds_its_smallest_bad_spec_on_its_line(spec, rule, line, good, bad, twin):
    assert (line, rule) in [(found.line, found.rule) for found in check(spec(good, bad))]
    assert rule not in [found.rule for found in check(spec(good, twin))]


@pytest.mark.parametrize(("rule", "line", "good", "bad", "twin"), NARROW)
def test_a_narrow_canvas_is_checked_like_a_wide_one(stacked, rule, line, good, bad, twin):
    assert (line, rule) in [(found.line, found.rule) for found in check(stacked(good, bad))]
    assert rule not in [found.rule for found in check(stacked(good, twin))]


def test_on_a_narrow_canvas_what_lies_in_a_zone_goes_with_it_and_arrows_keep_to_their_boxes(stacked):
    figure = read(stacked())
    boxes = {box.name: box.rect for box in figure.narrow.boxes}
    assert boxes == {"app": (24, 40, 112, 48), "layer": (176, 40, 88, 48), "gone": (24, 192, 240, 48)}
    assert [arrow.points for arrow in figure.narrow.arrows] == [((136, 64), (176, 64)), ((144, 120), (144, 160))]


def test_a_narrow_canvas_keeps_every_text_that_it_does_not_say_again(stacked):
    figure = read(stacked())
    assert [box.label["en"] for box in figure.narrow.boxes] == [("app",), ("data",), ("gone",)]
    assert [arrow.label.get("en") for arrow in figure.narrow.arrows] == [None, ("rm",)]
    assert figure.narrow.texts[0].label == figure.wide.texts[0].label


@pytest.mark.parametrize("empty", ['""', "", "{es: '', en: HTTP}"])
def test_an_empty_text_is_said_to_be_empty(spec, empty):
    found = check(spec("label: HTTP", f"label: {empty}"))
    assert {(one.line, one.rule, one.message) for one in found} == {(10, "figure-syntax", "empty: write it")}


def test_every_rule_has_a_bad_spec():
    assert {case[0] for case in CASES} == RULES


def test_a_good_spec_has_no_problem(spec, stacked):
    assert check(spec()) == []
    assert check(stacked()) == []


@pytest.mark.parametrize("number", [1, 2])
def test_the_reference_shows_a_good_spec(tmp_path, number):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## A figure's spec", 1)[1]
    path = tmp_path / "reference.yaml"
    path.write_text(text.split("```yaml\n")[number].split("```", 1)[0], encoding="utf-8")
    assert check(path) == []


def test_the_reference_names_every_kind_and_rule():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## A figure's spec", 1)[1]
    assert [name for name in (*looks.BOXES, *looks.ZONES, *looks.ARROWS, *RULES) if f"`{name}`" not in text] == []
