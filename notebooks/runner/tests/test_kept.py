"""The outputs that the notebooks are committed with: of a paper run, of these very cells, fit for everyone to see."""

import base64
import io
import re
import subprocess

import nbformat
import pytest
from conftest import java_notebook
from nbformat.v4 import new_output
from PIL import Image, ImageChops

from heapwood_runner import execute, kept, kit, main, origin, plan
from heapwood_runner.plan import Task


@pytest.mark.parametrize("notebook", kit.notebooks(), ids=lambda path: path.stem)
def test_the_outputs_committed_are_a_paper_runs_of_these_cells(notebook):
    complaints = kept.complaints(notebook)
    assert not complaints, "\n".join(complaints)


CELLS = (
    'display(scale + " " + count, "text/plain");',
    """var image = new java.awt.image.BufferedImage(80, 60, java.awt.image.BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 80; x++) for (int y = 0; y < 60; y++) image.setRGB(x, y, x << 17 | y << 10 | (x ^ y));
    heapwood.notebook.Picture.of("test", "A picture", "", image)""",
)


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A notebook executed at scale paper and kept: its task, and its text before."""
    folder = tmp_path_factory.mktemp("kept")
    notebook = java_notebook(folder / "01-test.ipynb", *CELLS)
    before = notebook.read_text(encoding="utf-8")
    task = Task(notebook, folder / "executed" / "01-test.ipynb", {"scale": "paper"}, "fingerprint", False)
    assert execute.execute([task], "paper", 120, kept.keep) == 0
    return task, before


@pytest.fixture
def notebook(executed, tmp_path):
    """A copy of the notebook that was kept, to be spoilt."""
    task, _ = executed
    path = tmp_path / "01-test.ipynb"
    path.write_bytes(task.notebook.read_bytes())
    return path


def changed(path, change):
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)
    return kept.complaints(path)


def test_a_kept_notebook_has_the_copys_outputs_and_its_own_cells(executed):
    task, before = executed
    source, now = nbformat.reads(before, as_version=4), nbformat.read(task.notebook, as_version=4)
    assert [(cell.cell_type, cell.source, cell.metadata, cell.id) for cell in now.cells] == [
        (cell.cell_type, cell.source, cell.metadata, cell.id) for cell in source.cells
    ]
    assert [cell.execution_count for cell in now.cells[1:]] == [1, 2, 3]
    assert now.cells[2].outputs[0].data["text/plain"] == "paper 20"
    assert now.cells[3].outputs[-1].execution_count == 3
    assert kept.complaints(task.notebook) == []


def test_a_kept_notebook_says_where_its_outputs_come_from(executed):
    notebook = nbformat.read(executed[0].notebook, as_version=4)
    record = notebook.metadata.heapwood
    assert record.scale == "paper" and record.cells == plan.checksum_of_cells(executed[0].notebook)
    assert record.machine == origin.machine() and record.commit == origin.commit_of_the_kit()[0]
    said = notebook.cells[1].outputs[0].data
    assert said["text/plain"].startswith("The outputs in this notebook are of a run with scale = paper: ")
    for word in (record.machine, record.jdk, record.date, record.commit):
        assert word in said["text/plain"] and word in said["text/html"]


def test_a_kept_picture_is_smaller_and_looks_the_same(executed):
    task, _ = executed
    large, small = (
        base64.b64decode(next(output.data["image/png"] for output in nbformat.read(path, as_version=4).cells[-1].outputs if "image/png" in output.data))
        for path in (task.copy, task.notebook)
    )
    assert len(small) < len(large)
    one, other = (Image.open(io.BytesIO(png)).convert("RGB") for png in (large, small))
    assert one.size == other.size
    far = ImageChops.difference(one, other).convert("L").point(lambda level: 255 * (level > 40)).histogram()[255]
    assert far < one.width * one.height / 100


def test_a_copy_that_is_up_to_date_is_kept_without_being_executed_again(executed, tmp_path):
    task, before = executed
    notebook = tmp_path / "01-test.ipynb"
    notebook.write_text(before, encoding="utf-8")
    assert execute.execute([Task(notebook, task.copy, task.parameters, task.fingerprint, True)], "paper", 1, kept.keep) == 0
    assert kept.complaints(notebook) == []


def edit(notebook):
    notebook.cells[2].source += " "


def import_a_package_more(notebook):
    notebook.cells[2].source = "import heapwood.lab.plan.*;\nimport static java.lang.Math.*;\n" + notebook.cells[2].source


def move_a_class(notebook):
    notebook.cells[3].source = notebook.cells[3].source.replace("heapwood.notebook.Picture", "heapwood.lab.rows.Picture")


def take_another_class(notebook):
    notebook.cells[3].source = notebook.cells[3].source.replace("heapwood.notebook.Picture", "heapwood.notebook.Plot")


def add_to_an_import_line(notebook):
    notebook.cells[2].source = "import heapwood.lab.plan.*; int more = 1;\n" + notebook.cells[2].source


@pytest.mark.parametrize("change", [import_a_package_more, move_a_class])
def test_packages_of_classes_are_no_change_of_the_cells(notebook, change):
    before = nbformat.read(notebook, as_version=4)
    assert changed(notebook, change) == []
    assert nbformat.read(notebook, as_version=4) != before


def untag(notebook):
    notebook.cells[2].metadata.tags = ["parameters"]


def turn(notebook):
    notebook.cells[0] = nbformat.v4.new_raw_cell(notebook.cells[0].source)


def strip_outputs(notebook):
    for cell in notebook.cells[1:]:
        cell.outputs, cell.execution_count = [], None


def strip_everything(notebook):
    strip_outputs(notebook)
    del notebook.metadata["heapwood"]


def forget(notebook):
    del notebook.metadata["heapwood"]


def shrink(notebook):
    notebook.metadata.heapwood.scale = "smoke"


def output(*args, **kwargs):
    return lambda notebook: notebook.cells[2].outputs.append(new_output(*args, **kwargs))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (edit, "its cells have changed since its outputs were made"),
        (take_another_class, "its cells have changed"),
        (add_to_an_import_line, "its cells have changed"),
        (untag, "its cells have changed"),
        (turn, "its cells have changed"),
        (strip_outputs, "outputs are missing"),
        (strip_everything, "it has no outputs"),
        (forget, "its outputs are of no run at scale paper"),
        (shrink, "its outputs are of no run at scale paper"),
        (output("error", ename="E", evalue="e", traceback=[]), "cell 3 carries an error"),
        (output("stream", name="stderr", text="red"), "cell 3 carries an error"),
        (output("stream", text="in /home/someone/heapwood"), r"names a path .* \(/home/someone\)"),
        (output("stream", text="/tmp/x.jfr"), r"names a path .* \(/tmp/x.jfr\)"),
        (output("display_data", {"text/html": "<b>/Users/me</b>"}), "names a path"),
        (output("display_data", {"text/plain": r"C:\Users\me"}), "names a path"),
        (output("display_data", {"text/html": "<iframe srcdoc='x'></iframe>"}), "untrusted viewers strip"),
    ],
)
def test_what_is_wrong_is_told_with_the_command_that_mends_it(notebook, change, told):
    complaints = "\n".join(changed(notebook, change))
    assert re.search(told, complaints), complaints
    assert all(line.startswith("01-test.ipynb: ") for line in complaints.splitlines())
    assert "run `mvn -Dscale=paper -Dkeep -Dnotebook=01` and commit the notebook" in complaints


@pytest.mark.parametrize("text", ["java/lang/tmp/x", "https://example.org/home/page", ";root;work", "CPU/work/s", "and/or"])
def test_what_only_looks_like_a_path_is_let_be(notebook, text):
    assert changed(notebook, output("stream", text=text)) == []


def test_a_copy_with_a_path_in_it_is_not_kept(executed, tmp_path, capsys):
    task, before = executed
    notebook, copy = tmp_path / "01-test.ipynb", tmp_path / "copy.ipynb"
    notebook.write_text(before, encoding="utf-8")
    spoilt = nbformat.read(task.copy, as_version=4)
    spoilt.cells[-1].outputs.append(new_output("stream", text="/home/someone/x"))
    nbformat.write(spoilt, copy)
    assert execute.execute([Task(notebook, copy, task.parameters, task.fingerprint, True)], "paper", 1, kept.keep) == 1
    assert "01-test.ipynb failed: cell 4 names a path" in capsys.readouterr().err
    assert notebook.read_text(encoding="utf-8") == before


def test_only_paper_runs_of_a_committed_kit_are_kept(runner, monkeypatch):
    code, _, err = runner("check", "--keep=true", "--scale=laptop")
    assert (code, err.count("\n")) == (2, 1) and "this is laptop: `mvn -Dscale=paper -Dkeep`" in err
    for answer, told in ((("unknown", False), "use a clone"), (("abc", True), "files differ from abc: commit them")):
        monkeypatch.setattr(origin, "commit_of_the_kit", lambda: answer)
        with pytest.raises(kit.Problem, match=told):
            main.require_keepable("paper")
    monkeypatch.setattr(origin, "commit_of_the_kit", lambda: ("abc", False))
    main.require_keepable("paper")


def test_a_changed_notebook_is_no_change_of_the_kit_and_another_file_is(tmp_path):
    def git(*arguments):
        subprocess.run(["git", "-C", tmp_path, "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], check=True, capture_output=True)

    (tmp_path / "notebooks").mkdir()
    notebook, other = tmp_path / "notebooks" / "01-test.ipynb", tmp_path / "pom.xml"
    for file in (notebook, other):
        file.write_text("before")
    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    notebook.write_text("after")
    commit, dirty = origin.commit_of_the_kit(tmp_path)
    assert len(commit) == 12 and not dirty
    other.write_text("after")
    assert origin.commit_of_the_kit(tmp_path) == (commit, True)
    assert origin.commit_of_the_kit(tmp_path / "nowhere") == ("unknown", False)
