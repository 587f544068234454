"""Every notebook at both ends of its parameters' ranges, and with every suggestion of its last cell: no error, no figure that is none.

All least values together and all most values together; `--every-combination` takes every combination of ends, which is long:
`python3 notebooks/runner test notebooks/runner/tests/test_ranges.py --every-combination`.
"""

import itertools
import json
import re

import nbformat
import pytest
from conftest import NOTEBOOKS, workplace

from heapwood_runner import execute, kit
from heapwood_runner.plan import Task
from heapwood_runner.translator import JavaTranslator

RANGE = re.compile(r'Parameters\.inRange\("(\w+)", \1, ([^,()]+), ([^,()]+)\)')
# `collector = "G1"` or `"Parallel"`, and `depth = 1, width = 6`
SUGGESTION = re.compile(r"`(\w+ = [^`]+)`((?: or `[^`=]+`)*)")
NO_FIGURE = re.compile(r"(?<![\w])(?:NaN|Infinity|∞)(?![\w])")


def ranges(notebook):
    """Of each parameter that has a range: its least and its most value."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return {name: (json.loads(least.replace("_", "")), json.loads(most.replace("_", ""))) for name, least, most in RANGE.findall(code)}


def suggestions(notebook):
    """What the last cell says to try of the notebook's parameters; the scale is the build's own matter."""
    parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    declared = {parameter.name for parameter in JavaTranslator.inspect(parameters)} - {"scale"}
    found = []
    for assignments, others in SUGGESTION.findall(notebook.cells[-1].source):
        tried = dict(assignment.split(" = ", 1) for assignment in assignments.split(", "))
        name, value = list(tried.items())[-1]
        for value in [value, *re.findall(r"`([^`]+)`", others)]:
            values = tried | {name: value}
            # A path is an example: "/path/to/yours".
            if set(values) <= declared and not any(text.startswith('"/') for text in values.values()):
                found.append({each: json.loads(text) for each, text in values.items()})
    return found


def trials(path, every=False):
    notebook = nbformat.read(path, as_version=4)
    ends = ranges(notebook)
    rows = itertools.product(*ends.values()) if every else zip(*ends.values())
    wanted = [dict(zip(ends, row)) for row in rows] + suggestions(notebook)
    # A suggestion that is one of the ends alone is run with the others at theirs.
    return [values for number, values in enumerate(wanted) if values and not any(values.items() <= other.items() for other in wanted[:number])]


def pytest_generate_tests(metafunc):
    if "values" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-combination")
        cases = [(path, values) for path in NOTEBOOKS for values in trials(path, every)]
        ids = [path.stem[:2] + "-" + ",".join(f"{name}={value}" for name, value in values.items()) for path, values in cases]
        metafunc.parametrize(("path", "values"), cases, ids=ids)


def test_ranges_and_suggestions_are_found():
    assert any(trials(path) for path in NOTEBOOKS) or len(NOTEBOOKS) == 1
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell('String scale = "smoke";\nint a = 3;\nString c = "x";', metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell('Parameters.inRange("a", a, 1, 1_000);'),
            nbformat.v4.new_markdown_cell('- `a = 7, c = "G1"` or `"ZGC"`: why?\n- `scale = "paper"`; `b = 3` elsewhere; `c = "/path"`; `a++`'),
        ]
    )
    assert ranges(notebook) == {"a": (1, 1000)}
    assert suggestions(notebook) == [{"a": 7, "c": "G1"}, {"a": 7, "c": "ZGC"}]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    return workplace(tmp_path_factory.mktemp("ranges"))


@pytest.mark.alone
def test_a_notebook_holds_at_the_ends_of_its_ranges_and_with_its_suggestions(path, values, elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(kit, "NOTEBOOKS", elsewhere)
    task = Task(path, elsewhere / path.name, {"scale": "smoke", **values}, "", False)
    failed = execute.execute([task], "smoke", 600)
    assert not failed, capsys.readouterr().err
    executed = nbformat.read(task.copy, as_version=4)
    for number, cell in enumerate(executed.cells, 1):
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            texts = [output.get("text", ""), *(text for kind, text in output.get("data", {}).items() if kind.startswith("text/"))]
            for text in texts:
                assert not (found := NO_FIGURE.search(text)), f"cell {number} shows {found.group()}: {text[:300]}"
