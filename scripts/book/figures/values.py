"""Parse the values of a spec: numbers, places, names, texts.

A parser takes a value and its place in the document; it returns what it understood, or None after
it has noted a problem with the line.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from book.model import LANGUAGES

from .geometry import Point, Rect
from .spec import End, Text

Place = tuple[str | int, ...]  # keys and indexes in the document
Parser = Callable[[Any, Place], Any]

NAME = re.compile(r"[a-z][a-z0-9-]*")
END = re.compile(r"([a-z][a-z0-9-]*)\.(left|right|top|bottom)([+-]\d+(?:\.\d+)?)?")


class Finding(NamedTuple):
    """What is wrong at a line of a spec, and the rule that says so."""

    line: int
    rule: str
    message: str


class Values:
    """Parsers that share the lines of a document and what is found wrong in it."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        self.lines = lines
        self.problems: list[Finding] = []

    def line(self, place: Place) -> int:
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def bad(self, place: Place, message: str, rule: str = "figure-syntax") -> None:
        self.problems.append(Finding(self.line(place), rule, message))

    def mapping(
        self, data: Any, place: Place, fields: Mapping[str, Parser], required: Collection[str] = ()
    ) -> dict[str, Any]:
        """Each field's value, None where it is missing or wrong."""
        if not isinstance(data, dict):
            self.bad(place, f"expected the keys {', '.join(fields)}")
            return dict.fromkeys(fields)
        for key in data.keys() - fields.keys():
            self.bad((*place, key), f"there is no key {key} here; there are {', '.join(fields)}")
        for key in set(required) - data.keys():
            self.bad(place, f"the key {key} is missing")
        return {key: parse(data[key], (*place, key)) if key in data else None for key, parse in fields.items()}

    def named(self, data: Any, place: Place) -> list[tuple[Place, Any]]:
        if not isinstance(data, dict):
            self.bad(place, "expected a name for each: `cli: {box: [8, 8, 96, 48]}`")
            return []
        for key in data:
            if not NAME.fullmatch(key):
                self.bad((*place, key), f"the name {key} is not in small letters, digits and hyphens")
        return [((*place, key), value) for key, value in data.items()]

    def items(self, data: Any, place: Place) -> list[tuple[Place, Any]]:
        if not isinstance(data, list):
            self.bad(place, "expected a list, each item behind a hyphen")
            return []
        return [((*place, index), value) for index, value in enumerate(data)]

    def number(self, data: Any, place: Place) -> float | None:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.bad(place, f"expected a number, not {data!r}")
            return None
        return data

    def numbers(self, data: Any, place: Place, count: int) -> tuple[float, ...] | None:
        if not isinstance(data, list) or len(data) != count:
            self.bad(place, f"expected a list of {count} numbers")
            return None
        got = [self.number(item, (*place, index)) for index, item in enumerate(data)]
        found = tuple(number for number in got if number is not None)
        return found if len(found) == count else None

    def point(self, data: Any, place: Place) -> Point | None:
        numbers = self.numbers(data, place, 2)
        return (numbers[0], numbers[1]) if numbers else None

    def size(self, data: Any, place: Place) -> Point | None:
        point = self.point(data, place)
        if point and min(point) <= 0:
            self.bad(place, "a size is [width, height], both above 0")
            return None
        return point

    def points(self, data: Any, place: Place) -> list[Point]:
        return [point for item in self.items(data, place) if (point := self.point(item[1], item[0]))]

    def rect(self, data: Any, place: Place) -> Rect | None:
        numbers = self.numbers(data, place, 4)
        if numbers and min(numbers[2:]) <= 0:
            self.bad(place, "a box is [x, y, width, height], the last two above 0")
            return None
        return Rect(*numbers) if numbers else None

    def one_of(self, choices: Collection[str]) -> Parser:
        def parse(data: Any, place: Place) -> Any:
            if data in tuple(choices):
                return data
            self.bad(place, f"{data!r} is none of {', '.join(choices)}")
            return None

        return parse

    def end(self, places: Mapping[str, Rect]) -> Parser:
        def parse(data: Any, place: Place) -> End | None:
            if isinstance(data, list):
                point = self.point(data, place)
                return End(point) if point else None
            match = END.fullmatch(data) if isinstance(data, str) else None
            if not match:
                self.bad(place, "an end is `box.left`, `box.top+16` or a point [x, y]")
                return None
            if match[1] not in places:
                self.bad(place, f"there is no box or zone {match[1]}")
                return None
            offset = float(match[3] or 0)
            return End(places[match[1]].side(match[2], offset), match[1], match[2], offset)

        return parse

    def text(self, data: Any, place: Place) -> Text:
        """The lines of a text in each language: one text for all, {es, en}, or a list of lines of these."""
        lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for index, line in enumerate(data if isinstance(data, list) and data else [data]):
            spot = (*place, index) if isinstance(data, list) and data else place
            if isinstance(line, dict):
                for key in line.keys() - set(LANGUAGES):
                    self.bad((*spot, key), f"{key} is no language of the book: {', '.join(LANGUAGES)}")
            for language in LANGUAGES:
                words = line.get(language) if isinstance(line, dict) else line
                if isinstance(line, dict) and language not in line:
                    self.bad(spot, f"the text is missing in {language}", "figure-language")
                    continue
                for part in words if isinstance(words, list) and words else [words]:
                    if part is None or (isinstance(part, str) and not part.strip()):
                        self.bad(spot, "empty: write it")
                    elif not isinstance(part, str):
                        self.bad(spot, f"{part!r} is no text: put it in quotes")
                    else:
                        lines[language].append(part)
        return {language: tuple(words) for language, words in lines.items()}
