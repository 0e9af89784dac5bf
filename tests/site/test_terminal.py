"""What a block of a terminal becomes on a page: what is typed, what is printed, what differs, what brings one there."""

import pytest
from bs4 import BeautifulSoup

from book.site.examples import name_files
from book.site.terminal import fence


def block(text: str, **options: str) -> BeautifulSoup:
    return BeautifulSoup(fence(text, "console", "console", options, None), "lxml")


def typed(page: BeautifulSoup) -> list[str]:
    return [line.get_text().rstrip("\n") for line in page.select(".command")]


def test_what_is_typed_inside_a_container_is_a_command_too():
    page = block("$ docker exec -it web sh\n# hostname\nweb\n# exit\n$ docker ps -q\n# no prompt\n")
    assert typed(page) == ["$ docker exec -it web sh", "# hostname", "# exit", "$ docker ps -q"]
    assert [prompt.get_text() for prompt in page.select(".gp")] == ["$ ", "# ", "# ", "$ "]


def test_a_command_goes_on_in_the_next_line_and_is_one():
    page = block("$ docker run \\\n>   --rm nginx\n> a quotation\n")
    assert typed(page) == ["$ docker run \\", ">   --rm nginx"]
    assert [line.get_text() for line in page.select(".command.more")] == [">   --rm nginx\n"]


def test_a_table_keeps_its_columns_and_what_follows_it_wraps():
    page = block("$ kubectl get pods\nNAME   READY   AGE\nshop   1/1     9s\nWarning: old\n\nNAME\nshop\n")
    assert [table.get_text() for table in page.select(".columns")] == ["NAME   READY   AGE\nshop   1/1     9s\n"]


@pytest.mark.parametrize(
    ("text", "different"),
    [
        ("$ docker ps -q\n9e38fab96150\n", ["9e38fab96150"]),
        ("$ kubectl get pods\nNAME   AGE\nshop   9s\n", ["9s"]),
        ("$ echo 9e38fab96150\nhello\n", []),  # what is typed does not differ
    ],
)
def test_what_differs_from_machine_to_machine_is_underlined_and_a_legend_says_so(text: str, different: list[str]):
    page = block(text)
    assert [mark.get_text() for mark in page.select("u")] == different
    assert bool(page.select(".varies")) == bool(different)


def test_the_folder_and_the_namespace_are_commands_before_the_first_and_after_the_last():
    page = block("$ kubectl get pods\n", folder="kubernetes/pods/first", makes="pods-first", removes="pods-first")
    assert typed(page) == [
        "$ cd ~/course/kubernetes/pods/first",
        "$ kubectl create namespace pods-first",
        "$ kubectl config set-context --current --namespace pods-first",
        "$ kubectl get pods",
        "$ kubectl delete namespace pods-first",
    ]


def test_what_checks_a_solution_is_typed_in_the_folder_of_its_exercise():
    include = '```console\n--8<-- "docker/first-steps/sold-out/solution/02-check.console"\n```'
    assert name_files(include, "docker/first-steps").startswith('```console folder="docker/first-steps/sold-out"\n')
    page = block("$ sh clean.sh\n", folder="docker/first-steps/sold-out", brings="solution")
    assert typed(page)[:2] == ["$ cd ~/course/docker/first-steps/sold-out", "$ cp -Rn solution/. ."]


def test_the_files_of_a_solution_are_brought_where_it_is_shown_and_only_once():
    block = '    ```console\n    --8<-- "docker/first-steps/sold-out/solution/{}.console"\n    ```\n'
    task, inside = block.format("02-check").replace("    ", ""), block.format("01-run") + block.format("02-check")
    named = name_files(f'{task}\n??? solution "Solución"\n\n{inside}', "docker/first-steps").split("\n")
    begins = [line.strip() for line in named if "```console" in line]
    assert begins == ['```console folder="docker/first-steps/sold-out"', '```console brings="solution"', "```console"]


def test_a_solution_without_files_of_its_own_brings_none():
    include = '```console\n--8<-- "containers/why-containers/capacity/solution/01-small-apps.console"\n```'
    assert "brings" not in name_files(include, "containers/why-containers")


def test_an_example_that_only_looks_at_the_cluster_has_no_namespace():
    include = '```console\n--8<-- "kubernetes/architecture/nodes/01-nodes.console"\n```'
    assert "makes" not in name_files(include, "kubernetes/architecture")


def test_the_namespace_of_an_exercise_is_not_made_again_for_its_solution():
    include = '```console\n--8<-- "kubernetes/pods/exercise/solution/01-image.console"\n```'
    assert 'enters="pods-exercise"' in name_files(include, "kubernetes/pods")


def test_a_namespace_that_is_there_is_only_gone_back_to():
    page = block("$ kubectl get pods\n", enters="pods-first")
    assert typed(page)[0] == "$ kubectl config set-context --current --namespace pods-first"
