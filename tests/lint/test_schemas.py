"""What `scripts/lint` says of Compose files and workflows that do not fit their schema, and of what they name."""

import pytest

WORKFLOW = ".github/workflows/check.yml"
COMPOSE = {
    "web:\n    image: nginx:1.30\n    build: {contex: ., dockerfile_inline: FROM a}": [
        "compose.yaml:4 compose-spec services.web.build has no key contex; did you mean context?"
    ],
    "web:\n    image: nginx:1.30\n    network: front": [
        "compose.yaml:4 compose-spec services.web has no key network; did you mean networks?"
    ],
    "web:\n    image: nginx:1.30\n    depends_on: db": [
        'compose.yaml:4 compose-spec services.web.depends_on: "db" is text, and a list or keys with values belong here'
    ],
    "web:\n    image: nginx:1.30\n    healthcheck: {test: [CMD, x], interval: 10}": [
        "compose.yaml:4 compose-spec services.web.healthcheck.interval: 10 is a number, and text belongs here; "
        "put it in quotes"
    ],
    "web:\n  image: nginx:1.30": [
        "compose.yaml:2 compose-spec services.web: this is empty; write what belongs here, or remove it",
        "compose.yaml:3 compose-spec image is a key of a service, and a service's name belongs here; "
        "indent it below its service",
    ],
    "web:\n    image: nginx:1.30\n  volumes:\n    data: {}": [
        "compose.yaml:5 compose-spec services.volumes has no key data; "
        "if volumes is no service, move it to the margin, out of services:"
    ],
    "volumes:\n    image: nginx:1.30\n    port: 80": [
        "compose.yaml:4 compose-spec services.volumes has no key port; did you mean ports?"
    ],
    "web:\n    image: nginx:1.30\n    environment: !reset null\n    ports: !override []": [],
}


@pytest.mark.parametrize("text", COMPOSE)
def test_the_form_that_was_meant_is_the_one_that_counts(text, said):
    assert said({"compose.yaml": f"services:\n  {text}\n"}) == COMPOSE[text]


def test_a_key_that_is_misspelt_is_not_told_as_missing_too(said):
    text = "on: {push: {branch: main}}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{use: a/b@v1}]\n"
    assert said({WORKFLOW: text}) == [
        f"{WORKFLOW}:1 github-workflows on.push has no key branch; did you mean branches?",
        f"{WORKFLOW}:5 github-workflows jobs.a.steps[0] has no key use; did you mean uses?",
    ]


def test_a_workflow_names_jobs_files_and_contexts_that_are_there(said):
    text = """on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-lastest
    steps:
      - run: |
          echo "${{ secrets.A || 'secret.b' }} ${{ hashFiles('a.b') }}"
          echo "${{ fromJSON(env.X)[0].y }} ${{ needs['a'].result }}"
          echo "${{ secret.TOKEN }}"
      - run: echo ${{ github.sha }
  call:
    needs: [build, biuld]
    uses: ./.github/workflows/missing.yml
"""
    assert said({WORKFLOW: text}) == [
        f"{WORKFLOW}:5 workflow-reference GitHub has no runner ubuntu-lastest, and the job waits for it; "
        "did you mean ubuntu-latest?",
        f"{WORKFLOW}:10 workflow-reference there is nothing called secret in an expression; did you mean secrets?",
        f"{WORKFLOW}:11 workflow-reference an expression begins with ${{{{ and nothing closes it; write }}}} behind it",
        f"{WORKFLOW}:13 workflow-reference there is no job biuld; did you mean build?",
        f"{WORKFLOW}:14 workflow-reference ./.github/workflows/missing.yml is not there; "
        "a path begins at the folder of the repository",
    ]


TAKEN = """\
on:
  push: {branches: main, tags: v*}
  workflow_dispatch:
    inputs:
permissions: {}
jobs:
  build:
    strategy: ${{ fromJSON(vars.STRATEGY) }}
    runs-on: ubuntu-24.04
    services: ${{ fromJSON(vars.SERVICES) }}
    steps: [{run: make}]
  test:
    strategy: {fail-fast: false}
    runs-on: ubuntu-24.04
    steps: [{run: make}]
"""


def test_what_github_takes_beyond_its_schema_is_no_mistake(said):
    assert said({WORKFLOW: TAKEN}) == []


def test_what_a_step_lacks_is_told_in_words(said):
    text = "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
    text += "      - working-directory: app\n      - {uses: ./build, working-directory: app}\n"
    assert said({WORKFLOW: text}) == [
        f"{WORKFLOW}:7 github-workflows jobs.a.steps[0]: a step needs run, or uses; add one of them",
        f"{WORKFLOW}:8 github-workflows jobs.a.steps[1]: working-directory needs run beside it; "
        "add that, or remove working-directory",
    ]


def test_the_description_of_a_field_is_not_told_as_its_form(said):
    (found,) = said({"compose.yaml": "services:\n  web: {image: 'nginx:1.30', container_name: a}\n"})
    assert found.endswith(
        '"a" is not allowed: it must be two letters or digits at least; behind the first, also ., _ and -'
    )


INJECTED = """\
on: [issues]
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ github.event.issue.title }}"
"""


def test_what_lets_a_stranger_into_a_workflow_is_told_without_a_network(places, said):
    assert places({WORKFLOW: INJECTED}) == [f"{WORKFLOW}:7 zizmor-template-injection"]
    asked = INJECTED.replace('"${{ github.event.issue.title }}"', '"$TITLE"')
    assert said({WORKFLOW: asked + "        env: {TITLE: '${{ github.event.issue.title }}'}\n"}) == []


def test_a_workflow_that_zizmor_cannot_read_stops_nothing(places):
    assert places({WORKFLOW: "on: push\npermissions: {}\njobs: 5\n"}) == [f"{WORKFLOW}:3 github-workflows"]


def test_a_name_that_is_almost_defined_is_told(said):
    text = "services:\n  web: {image: 'nginx:1.30', depends_on: [dbs], volumes: ['db-data:/d', 'db_data:/e']}\n"
    text += "  db: {image: 'postgres:18'}\nvolumes: {db_data: {}}\n"
    assert [one.rpartition("; ")[2] for one in said({"compose.yaml": text})] == [
        "did you mean db?",
        "did you mean db_data?",
    ]


def test_a_variable_that_is_required_once_has_a_value_everywhere(said):
    text = "services:\n  a: {image: 'a:${TAG:?set it}'}\n  b: {image: 'a:${TAG}'}\n"
    assert said({"compose.yaml": text}) == []
