"""Parse the values of a spec: numbers, places, names, texts.

A parser takes a value and its place in the document; it returns what it understood, or None after
it has noted a problem with the line.
"""

import re
from typing import NamedTuple

from book.model import LANGUAGES

from .geometry import Rect

NAME = re.compile(r"[a-z][a-z0-9-]*")
END = re.compile(r"([a-z][a-z0-9-]*)\.(left|right|top|bottom)([+-]\d+(?:\.\d+)?)?")


class Problem(NamedTuple):
    """What is wrong with a spec, where, and the rule that says so."""

    line: int
    rule: str
    message: str


class Values:
    """Parsers that share the lines of a document and the problems found in it."""

    def __init__(self, lines):
        self.lines, self.problems = lines, []

    def bad(self, place, message, rule="figure-syntax"):
        while place not in self.lines:
            place = place[:-1]
        self.problems.append(Problem(self.lines[place], rule, message))

    def mapping(self, data, place, fields, required):
        """Each field's value, None where it is missing or wrong."""
        if not isinstance(data, dict):
            self.bad(place, f"expected the keys {', '.join(fields)}")
            return dict.fromkeys(fields)
        for key in data.keys() - fields.keys():
            self.bad((*place, key), f"there is no key {key} here; there are {', '.join(fields)}")
        for key in set(required) - data.keys():
            self.bad(place, f"the key {key} is missing")
        return {key: parse(data[key], (*place, key)) if key in data else None for key, parse in fields.items()}

    def named(self, data, place):
        if not isinstance(data, dict):
            return self.bad(place, "expected a name for each: `cli: {box: [8, 8, 96, 48]}`")
        for key in data:
            if not NAME.fullmatch(key):
                self.bad((*place, key), f"the name {key} is not in small letters, digits and hyphens")
        return [((*place, key), value) for key, value in data.items()]

    def items(self, data, place):
        if not isinstance(data, list):
            return self.bad(place, "expected a list, each item behind a hyphen")
        return [((*place, index), value) for index, value in enumerate(data)]

    def number(self, data, place):
        if isinstance(data, bool) or not isinstance(data, int | float):
            return self.bad(place, f"expected a number, not {data!r}")
        return data

    def numbers(self, count):
        def parse(data, place):
            if not isinstance(data, list) or len(data) != count:
                return self.bad(place, f"expected a list of {count} numbers")
            got = tuple(self.number(item, (*place, index)) for index, item in enumerate(data))
            return None if None in got else got

        return parse

    def points(self, data, place):
        return [point for item in self.items(data, place) or () if (point := self.numbers(2)(item[1], item[0]))]

    def rect(self, data, place):
        numbers = self.numbers(4)(data, place)
        if numbers and min(numbers[2:]) <= 0:
            return self.bad(place, "a box is [x, y, width, height], the last two above 0")
        return Rect(*numbers) if numbers else None

    def one_of(self, choices):
        def parse(data, place):
            return data if data in tuple(choices) else self.bad(place, f"{data!r} is none of {', '.join(choices)}")

        return parse

    def end(self, places):
        def parse(data, place):
            if isinstance(data, list):
                point = self.numbers(2)(data, place)
                return (None, point) if point else None
            match = END.fullmatch(data) if isinstance(data, str) else None
            if not match:
                return self.bad(place, "an end is `box.left`, `box.top+16` or a point [x, y]")
            if match[1] not in places:
                return self.bad(place, f"there is no box or zone {match[1]}")
            return match[1], places[match[1]].side(match[2], float(match[3] or 0))

        return parse

    def text(self, data, place):
        """The lines of a text in each language: one text for all, {es, en}, or a list of lines of these."""
        lines = {language: [] for language in LANGUAGES}
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
