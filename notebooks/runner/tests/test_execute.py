"""Notebooks are executed on the real kernel: what fails is told and kept, what is up to date is left."""

import json
import signal
import subprocess
import sys
import time
import zipfile

import nbformat
import pytest
from conftest import PARAMETERS, java_notebook

from heapwood_runner import execute, kit, plan
from heapwood_runner.kit import Problem
from heapwood_runner.plan import Task


def task(tmp_path, name, *cells, parameters=None, declared=PARAMETERS):
    notebook = java_notebook(tmp_path / f"{name}.ipynb", *cells, parameters=declared)
    return Task(notebook, tmp_path / "executed" / f"{name}.ipynb", {"scale": "smoke", **(parameters or {})}, f"fingerprint of {name}", False)


def test_a_notebook_that_fails_is_told_and_kept_and_the_others_still_run(tmp_path, capsys):
    before = time.time()
    failing = task(tmp_path, "01-failing", "int a = 1;", 'throw new IllegalStateException("no forest\\nsecond line");', "int never = 2;")
    wrong = task(tmp_path, "02-wrong", "int b = missing;")
    dying = task(tmp_path, "03-dying", "Runtime.getRuntime().halt(3);")
    right = task(tmp_path, "04-right", 'System.out.println(scale + " " + count);', parameters={"count": 4})

    assert execute.execute([failing, wrong, dying, right], "smoke", 120) == 3

    out, err = capsys.readouterr()
    errors = err.splitlines()
    assert len(errors) == 3
    assert errors[0].startswith("Heapwood: 01-failing.ipynb failed: cell 5: ") and "IllegalStateException" in errors[0] and "no forest" in errors[0]
    assert "02-wrong.ipynb failed: cell 4: cannot find symbol symbol: variable missing, in: int b = missing;" in errors[1]
    assert "03-dying.ipynb failed: cell 4: the kernel's JVM died" in errors[2]
    assert "[4/4] 04-right: done after" in out
    assert "3 of 4 failed" in out

    kept = nbformat.read(failing.copy, as_version=4)
    assert [output.output_type for output in kept.cells[4].outputs] == ["error"]
    assert kept.metadata.heapwood.fingerprint == "" and "no forest" in kept.metadata.heapwood.error
    done = nbformat.read(right.copy, as_version=4)
    assert done.cells[-1].outputs[0].text == "smoke 4\n"
    assert done.metadata.heapwood.fingerprint == right.fingerprint
    assert right.copy.stat().st_mtime >= before
    assert right.notebook.read_text().count("injected-parameters") == 0


def test_a_notebook_that_hangs_meets_its_time_limit_and_leaves_no_process(tmp_path, capsys):
    child = 'new ProcessBuilder("sleep", "987.25").inheritIO().start(); Thread.sleep(600_000);'
    assert execute.execute([task(tmp_path, "01-hanging", child)], "smoke", 12) == 1
    assert "cell 4: not done after the time limit of 12 s" in capsys.readouterr().err
    left = subprocess.run(["pgrep", "-f", "sleep 987.25"], capture_output=True, text=True).stdout
    assert left == ""


def test_a_misspelt_parameter_is_told_with_those_there_are(tmp_path):
    with pytest.raises(Problem, match="01-test.ipynb has no parameter 'cuont': it has scale, count."):
        execute.execute([task(tmp_path, "01-test", parameters={"cuont": 4})], "smoke", 60)


def test_a_parameter_without_a_counterpart_in_java_is_told(tmp_path):
    with pytest.raises(Problem, match="01-test.ipynb, parameter 'count': it has no value"):
        execute.execute([task(tmp_path, "01-test", parameters={"count": None})], "smoke", 60)


def test_a_notebook_without_parameters_is_told(tmp_path):
    written = task(tmp_path, "01-test")
    notebook = nbformat.read(written.notebook, as_version=4)
    notebook.cells[1].metadata.tags = []
    nbformat.write(notebook, written.notebook)
    with pytest.raises(Problem, match="no cell tagged 'parameters'"):
        execute.execute([written], "smoke", 60)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"cells": 3}'])
def test_a_damaged_notebook_is_told(tmp_path, content):
    damaged = tmp_path / "01-damaged.ipynb"
    damaged.write_text(content)
    with pytest.raises(Problem, match="01-damaged.ipynb is no readable notebook .*: restore it from git"):
        plan.fingerprint_of(damaged, {}, "")


def test_a_notebook_is_executed_again_when_it_or_its_inputs_change_and_not_when_it_is_saved(tmp_path):
    notebook = java_notebook(tmp_path / "01-test.ipynb", "int a = 1;")
    first = plan.fingerprint_of(notebook, {"scale": "smoke"}, "inputs")

    opened = nbformat.read(notebook, as_version=4)
    opened.cells[2].outputs = [nbformat.v4.new_output("stream", text="1")]
    opened.cells[2].execution_count = 4
    opened.metadata["language_info"] = {"name": "java", "version": "99"}
    nbformat.write(opened, notebook)
    assert plan.fingerprint_of(notebook, {"scale": "smoke"}, "inputs") == first

    assert plan.fingerprint_of(notebook, {"scale": "paper"}, "inputs") != first
    assert plan.fingerprint_of(notebook, {"scale": "smoke", "count": 3}, "inputs") != first
    assert plan.fingerprint_of(notebook, {"scale": "smoke"}, "others") != first
    opened.cells[2].source = "int a = 2;"
    nbformat.write(opened, notebook)
    assert plan.fingerprint_of(notebook, {"scale": "smoke"}, "inputs") != first


def test_a_jar_counts_by_its_contents(tmp_path):
    def jar(name, content, year):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a/B.class", (year, 1, 1, 0, 0, 0)), content)
        return plan.contents_of(tmp_path / name)

    assert jar("one.jar", b"same", 2024) == jar("two.jar", b"same", 2025)
    assert jar("one.jar", b"same", 2024) != jar("two.jar", b"other", 2024)


def test_the_library_the_data_and_the_packages_are_inputs(tmp_path, monkeypatch):
    for name in ("heapwood.jar", "other.jar"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("a/B.class", name)
    (tmp_path / "data").mkdir()
    (tmp_path / "environment.yml").write_text("name: heapwood\ndependencies:\n  - pip:\n      - one==1\n")
    monkeypatch.setattr(kit, "JAR", tmp_path / "heapwood.jar")
    monkeypatch.setattr(kit, "DEPENDENCIES", tmp_path / "dependencies")
    monkeypatch.setattr(kit, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(kit, "ENVIRONMENT_FILE", tmp_path / "environment.yml")
    seen = {plan.shared_inputs()}
    assert plan.shared_inputs() in seen

    def changed():
        found = plan.shared_inputs()
        new = found not in seen
        seen.add(found)
        return new

    (tmp_path / "data" / "profile").write_text("a;b 1")
    assert changed()
    (tmp_path / "other.jar").replace(tmp_path / "heapwood.jar")
    assert changed()
    (tmp_path / "dependencies").mkdir()
    (tmp_path / "dependencies" / "one.jar").write_bytes((tmp_path / "heapwood.jar").read_bytes())
    assert changed()
    (tmp_path / "environment.yml").write_text("name: heapwood\ndependencies:\n  - pip:\n      - one==2\n")
    assert changed()
    assert not changed()


def test_progress_names_notebook_cell_section_and_what_it_reports(capsys):
    progress = execute.Progress("[2/5] 06-gc-pauses")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## The run\ntext"), nbformat.v4.new_code_cell("run();")])
    progress.begin(notebook)
    progress.enter_cell(notebook.cells[0], 0)
    progress.enter_cell(notebook.cells[1], 1)
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", {"text/plain": "trials: 3 of 7; 4 s\n"})]
    progress.show(notebook)
    assert capsys.readouterr().out.splitlines()[-1] == "[2/5] 06-gc-pauses: 0 s, cell 2 of 2, The run, trials: 3 of 7; 4 s"


def test_ctrl_c_ends_the_build_and_the_kernel(tmp_path):
    """As Ctrl-C does it: a signal while a cell runs."""
    notebook = java_notebook(tmp_path / "01-long.ipynb", f'new ProcessBuilder("touch", "{tmp_path}/running").start(); Thread.sleep(600_000);')
    program = (
        "import sys; from pathlib import Path; from heapwood_runner import execute; from heapwood_runner.plan import Task\n"
        f"execute.execute([Task(Path({str(notebook)!r}), Path({str(tmp_path / 'out.ipynb')!r}), {json.dumps({'scale': 'smoke'})}, '', False)], 'smoke', 300)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # A build in a shell's background ignores the signal, and what it starts would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 90
    while not (tmp_path / "running").exists():
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.2)
    kernels = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
    assert kernels
    process.send_signal(signal.SIGINT)
    assert process.wait(60) != 0
    for kernel in kernels:
        assert subprocess.run(["ps", "-p", kernel], capture_output=True).returncode != 0
    assert not (tmp_path / "out.ipynb").exists()
