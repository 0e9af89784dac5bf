"""The bad example of a rule raises it on its line and nothing else; its good twin raises nothing.

The examples stand beside the rules, in `scripts/book/lint/rules/`: the page on the linter shows the same ones.
"""

import pytest

from book.model import rules

EXAMPLES = {name: rule for name, rule in rules.table().items() if "bad" in rule}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bad_example_raises_its_rule_on_its_line_and_nothing_else(name, places):
    rule = EXAMPLES[name]
    assert places(rule["bad"]) == [f"{rule['at']} {name}"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_good_twin_raises_nothing(name, said):
    rule = EXAMPLES[name]
    files = rule["bad"] | rule["good"]
    assert said({file: content for file, content in files.items() if content is not None}) == []
