"""An example knows its files, and what the book says about it."""

import pytest

from book.model import Example
from book.model.example import examples


def write(base, texts):
    for name, text in texts.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text)


@pytest.fixture
def examples_folder(tmp_path):
    """An exercise with a solution, and an example beside it that is not run."""
    base = tmp_path / "docs/examples/docker/storage"
    write(
        base,
        {
            "exercise/01-try.console": "$ ls\n",
            "exercise/app/main.py": "print(1)\n",
            "exercise/Dockerfile": "FROM busybox:1.37\n",
            "exercise/run.json": "{}\n",
            "exercise/solution/01-done.console": "$ ls\n",
            "exercise/solution/Dockerfile": "FROM scratch\n",
            "remote/not-run.md": "es: cambia los paquetes: no\nen: it changes packages: no\n",
            "remote/waivers.yaml": "[]\n",
            "remote/setup.sh": "ls\n",
        },
    )
    return base


def test_what_lies_in_an_example_inside_belongs_to_that_one_alone(examples_folder):
    found = {one.slug: [one.name_of(path) for path in one.files] for one in examples(examples_folder)}
    assert found == {
        "docker/storage/exercise": ["01-try.console", "Dockerfile", "app/main.py"],
        "docker/storage/exercise/solution": ["01-done.console", "Dockerfile"],
        "docker/storage/remote": ["setup.sh"],
    }


def test_a_solution_runs_among_the_files_of_its_exercise(examples_folder):
    _, solution, _ = examples(examples_folder)
    assert sorted(solution.contents) == ["01-done.console", "Dockerfile", "app/main.py"]
    assert solution.texts["Dockerfile"] == "FROM scratch\n"
    (examples_folder / "exercise/app/main.py").write_text("print(2)\n")
    assert solution.contents["app/main.py"] == b"print(2)\n"


def test_what_an_example_builds_of_another_one_comes_along(examples_folder):
    built = examples_folder.parent / "compose/two"
    built.mkdir(parents=True)
    (built / "01-up.console").write_text("$ docker compose up --wait\n")
    (built / "compose.yaml").write_text("services:\n  app:\n    build: ../../storage/exercise\n")
    assert sorted(Example(built).contents) == [
        "../../storage/exercise/Dockerfile",
        "../../storage/exercise/app/main.py",
        "01-up.console",
        "compose.yaml",
    ]


def test_a_solution_has_the_place_of_its_exercise(examples_folder):
    exercise, solution, _ = examples(examples_folder)
    assert exercise.home == solution.home == exercise


def test_only_what_lies_in_the_folder_of_a_solution_is_one(examples_folder):
    assert [one.is_solution for one in examples(examples_folder)] == [False, True, False]


def test_why_an_example_is_not_run_is_said_in_both_languages(examples_folder):
    exercise, _, remote = examples(examples_folder)
    assert exercise.runs and exercise.reasons == {}
    assert not remote.runs
    assert remote.reasons == {"es": "cambia los paquetes: no", "en": "it changes packages: no"}


def test_a_namespace_is_named_after_chapter_and_example(examples_folder, tmp_path):
    assert [one.namespace for one in examples(examples_folder)] == ["storage-exercise"] * 2 + ["storage-remote"]
    assert Example(tmp_path / "alone").namespace == "alone"


def test_what_an_example_takes_from_another_one_comes_along(examples_folder, tmp_path):
    base = tmp_path / "docs/examples"
    write(
        base,
        {
            "docker/pair/two/compose.yaml": "services:\n  shop:\n    build: ../../storage/exercise\n",
            "docker/pair/two/01-up.console": "$ sh ../tell.sh\n$ cat ../../../../secret ../two/compose.yaml ../..\n",
            "docker/pair/tell.sh": '. "$(dirname "$0")/../words.sh"\n',
            "docker/words.sh": "echo\n",
        },
    )
    example = Example(base / "docker/pair/two")
    assert sorted(path.relative_to(base).as_posix() for path in example.lent) == [
        "docker/pair/tell.sh",
        "docker/storage/exercise/Dockerfile",
        "docker/storage/exercise/app/main.py",
        "docker/words.sh",
    ]
    assert example.contents["../../storage/exercise/app/main.py"] == b"print(1)\n"


def test_the_solution_of_a_lab_runs_where_students_work(tmp_path):
    lab = tmp_path / "docs/examples/labs/web"
    write(
        lab,
        {
            "check.sh": "test -f Dockerfile\n",
            "start/01-check.console": "$ sh ../check.sh\n",
            "start/app.py": "print(1)\n",
            "solution/01-check.console": "$ sh ../check.sh\n",
            "solution/Dockerfile": "FROM scratch\n",
        },
    )
    solution = Example(lab / "solution")
    assert solution.home == Example(lab / "start")
    assert sorted(solution.contents) == ["../check.sh", "01-check.console", "Dockerfile", "app.py"]
    assert solution.namespace == "web"


def test_an_example_called_start_outside_the_labs_keeps_its_name(tmp_path):
    assert Example(tmp_path / "docs/examples/kubernetes/pods/start").namespace == "pods-start"
