"""What the build executed: every notebook, without an error, with its pictures. Nothing is executed here again."""

import base64
import io

import nbformat
import pytest
from conftest import NOTEBOOKS, SCALE
from PIL import Image

from heapwood_runner import plan

every_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def executed(notebook):
    copy = plan.copy_of(notebook, SCALE)
    assert copy.is_file(), f"{copy} is not there: run `mvn` first"
    return nbformat.read(copy, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@every_notebook
def test_the_executed_copy_was_made_from_what_is_there_now(notebook):
    made = plan.read_metadata(plan.copy_of(notebook, SCALE))
    assert made["scale"] == SCALE
    assert made["fingerprint"] == plan.fingerprint_of(notebook, made["parameters"], plan.shared_inputs())


@every_notebook
def test_every_cell_was_executed_without_an_error(notebook):
    cells = code_cells(executed(notebook))
    assert all(cell.execution_count for cell in cells)
    errors = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert not errors
    red = [output.text for cell in cells for output in cell.outputs if output.get("name") == "stderr"]
    assert not red


@every_notebook
def test_the_copy_was_executed_by_the_java_kernel(notebook):
    copy = executed(notebook)
    assert copy.metadata.kernelspec.name == "java"
    assert copy.metadata.language_info.name.lower() == "java"


@every_notebook
def test_there_is_a_picture_with_something_on_it_and_words_beside_it(notebook):
    pictures = [output.data for cell in code_cells(executed(notebook)) for output in cell.outputs if "image/png" in output.get("data", {})]
    assert pictures
    for data in pictures:
        assert data.get("text/plain", "").strip()
        image = Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).convert("L")
        darkest, lightest = image.getextrema()
        assert lightest - darkest > 100


@every_notebook
def test_the_notebook_has_the_form_that_notebooks_have(notebook):
    source = nbformat.read(notebook, as_version=4)
    nbformat.validate(source)
    assert (source.nbformat, source.nbformat_minor) >= (4, 5)
    assert source.metadata.kernelspec.name == "java"
    assert source.cells[0].cell_type == "markdown" and source.cells[0].source.startswith("# ")
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in source.cells) == 1
    identifiers = [cell.id for cell in source.cells]
    assert len(set(identifiers)) == len(identifiers)
    magics = [line for cell in code_cells(source) for line in cell.source.splitlines() if line.startswith("%")]
    assert not magics
