"""The bad example of a rule raises it on its line and nothing else; its good twin raises nothing.

The examples stand beside the rules, in `scripts/book/lint/rules/`: the page on the linter shows the same ones.
"""

import pytest

from book.lint import rules
from book.lint.__main__ import lint
from book.model import Book

EXAMPLES = {name: rule for name, rule in rules.table().items() if "bad" in rule}


def said(root, files):
    """Write the files below a folder that holds nothing else; return `file:line rule` of what is wrong there."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    problems, _ = lint(Book(root), [root])
    return [f"{problem.path.relative_to(root)}:{problem.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bad_example_raises_its_rule_on_its_line_and_nothing_else(name, tmp_path):
    rule = EXAMPLES[name]
    assert said(tmp_path, rule["bad"]) == [f"{rule['at']} {name}"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_good_twin_raises_nothing(name, tmp_path):
    rule = EXAMPLES[name]
    files = rule["bad"] | rule["good"]
    assert said(tmp_path, {file: content for file, content in files.items() if content is not None}) == []
