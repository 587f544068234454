"""Which environment is used, when it is made anew, and that it holds what environment.yml says."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from heapwood_runner import environment, kit
from heapwood_runner.environment import Declared, Environment
from heapwood_runner.kit import Problem


@pytest.mark.parametrize(
    ("active", "expected"),
    [
        ({}, "venv"),
        ({"CONDA_DEFAULT_ENV": "heapwood", "CONDA_PREFIX": "/opt/conda/envs/heapwood"}, "conda"),
        ({"CONDA_DEFAULT_ENV": "base", "CONDA_PREFIX": "/opt/conda"}, "venv"),
        ({"CONDA_DEFAULT_ENV": "other", "CONDA_PREFIX": "/opt/conda/envs/other"}, "venv"),
        ({"CONDA_DEFAULT_ENV": "heapwood2", "CONDA_PREFIX": "/opt/conda/envs/heapwood2"}, "venv"),
        ({"CONDA_DEFAULT_ENV": "heapwood"}, "venv"),
        ({"CONDA_DEFAULT_ENV": "", "CONDA_PREFIX": ""}, "venv"),
    ],
)
def test_only_the_conda_environment_of_that_name_is_used(active, expected):
    chosen = environment.choose("heapwood", active, Path("/kit"))
    if expected == "conda":
        assert chosen == Environment(Path("/opt/conda/envs/heapwood"), owned=False)
    else:
        assert chosen == Environment(Path("/kit/.venv"), owned=True)


def test_the_environment_file_is_read_as_a_yaml_parser_reads_it():
    read = yaml.safe_load(kit.ENVIRONMENT_FILE.read_text(encoding="utf-8"))
    pins = next(item["pip"] for item in read["dependencies"] if isinstance(item, dict))
    declared = environment.declared()
    assert declared.name == read["name"]
    assert list(declared.pins) == pins


def test_every_pin_is_exact():
    for pin in environment.declared().pins:
        specifier = str(Requirement(pin).specifier)
        assert re.fullmatch(r"==[^*,]+", specifier), pin


def test_what_is_installed_is_what_the_environment_file_pins():
    requirements = [Requirement(pin) for pin in environment.declared().pins]
    pinned = {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    ).stdout
    lines = (line.partition("==") for line in frozen.splitlines() if "==" in line)
    # What comes with Python's own venv up to 3.11, or with conda.
    bundled = {"pip", "setuptools", "wheel", "distribute"}
    installed = {canonicalize_name(name): version for name, _, version in lines if canonicalize_name(name) not in bundled}
    assert installed == pinned


def test_the_installed_packages_need_nothing_else():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


PACKAGES = Declared("heapwood", ("one==1", "two==2"))


@pytest.fixture
def complete(tmp_path):
    """An environment whose mark says that it is complete."""
    place = Environment(tmp_path / ".venv", owned=True)
    (place.prefix / "bin").mkdir(parents=True)
    place.python.symlink_to(sys.executable)
    place.mark.write_text(json.dumps(environment.expected_mark(place, PACKAGES)))
    return place


def test_a_complete_environment_is_left_as_it_is(complete):
    assert environment.is_complete(complete, PACKAGES)


def test_an_environment_is_incomplete_once_the_pins_change(complete):
    assert not environment.is_complete(complete, Declared("heapwood", ("one==1", "two==3")))


def test_an_environment_is_incomplete_without_its_mark(complete):
    complete.mark.unlink()
    assert not environment.is_complete(complete, PACKAGES)


@pytest.mark.parametrize("mark", ["", "{", "[]", environment.INCOMPLETE, "3"])
def test_an_environment_is_incomplete_with_a_damaged_mark(complete, mark):
    complete.mark.write_text(mark)
    assert not environment.is_complete(complete, PACKAGES)


def test_an_environment_is_incomplete_where_it_was_moved_or_copied(complete, tmp_path):
    copied = Environment(tmp_path / "elsewhere" / ".venv", owned=True)
    shutil.copytree(complete.prefix, copied.prefix, symlinks=True)
    assert not environment.is_complete(copied, PACKAGES)
    moved = Environment(tmp_path / "moved", owned=True)
    complete.prefix.rename(moved.prefix)
    assert not environment.is_complete(moved, PACKAGES)


def test_an_environment_is_incomplete_once_its_python_is_gone(complete):
    complete.python.unlink()
    complete.python.symlink_to("/nowhere/python3")
    assert not environment.is_complete(complete, PACKAGES)


def test_an_environment_that_another_clone_used_lacks_only_the_runner(complete, monkeypatch):
    monkeypatch.setattr(kit, "RUNNER", kit.RUNNER.parent / "runner" / "..")
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"")
    assert environment.missing_parts(complete, PACKAGES) == {"runner"}


def test_an_interrupted_set_up_is_begun_anew(tmp_path):
    place = Environment(tmp_path / ".venv", owned=True)
    (place.prefix / "lib").mkdir(parents=True)
    (place.prefix / "lib" / "half a package").touch()
    (place.prefix / "lib64").symlink_to("lib")
    place.mark.write_text(environment.INCOMPLETE)
    environment.create(place)
    assert not (place.prefix / "lib" / "half a package").exists()
    assert subprocess.run([place.python, "-m", "pip", "--version"], capture_output=True).returncode == 0
    assert not environment.is_complete(place, PACKAGES)


def test_somebody_elses_environment_is_not_touched(tmp_path):
    place = Environment(tmp_path / ".venv", owned=True)
    place.prefix.mkdir()
    (place.prefix / "theirs").touch()
    with pytest.raises(Problem, match="not made by this kit"):
        environment.create(place)
    assert [path.name for path in place.prefix.iterdir()] == ["theirs"]


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_is_told(missing, monkeypatch):
    find = environment.importlib.util.find_spec
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    with pytest.raises(Problem, match=rf"no module {missing}.*apt-get install python3.*-Dpython="):
        environment.require_venv()


def test_old_pythons_can_read_the_file_that_turns_them_away():
    source = (kit.RUNNER / "__main__.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    # What no Python 2 reads, and no parser here would notice.
    assert not re.search(r"\bf\"|\bprint |[^\x00-\x7f]", source)


def test_an_old_python_is_turned_away_in_one_line():
    program = f"import runpy, sys; sys.version_info = (3, 9, 18); runpy.run_path({str(kit.RUNNER)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 2
    assert re.fullmatch(r"Heapwood needs Python 3\.10 or later, and .* is 3\.9: .*-Dpython=.*\n", done.stderr)


@pytest.fixture
def small_kit(tmp_path):
    """A copy of the kit's bootstrap whose environment needs one package."""
    copy = tmp_path / "kit"
    shutil.copytree(kit.RUNNER, copy / "notebooks" / "runner", ignore=shutil.ignore_patterns("__pycache__", "tests", ".*"))
    (copy / "environment.yml").write_text("name: heapwood\ndependencies:\n  - pip:\n      - flit-core==4.2.0\n")
    return copy


def test_without_a_network_pip_fails_in_one_line_and_the_next_run_begins_anew(small_kit, runner):
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    for _ in range(2):
        code, out, err = runner("prepare", folder=small_kit / "notebooks" / "runner", CONDA_DEFAULT_ENV="", **unreachable)
        assert code == 2
        assert "Making" in out
        assert re.fullmatch(r"Heapwood: pip could not install the packages \(.*flit-core.*\)\. Is there a network.*\n", err)
    assert (small_kit / ".venv" / environment.MARK).read_text() == environment.INCOMPLETE


def test_a_conda_environment_without_python_is_told(small_kit, runner, tmp_path):
    code, _, err = runner(
        "prepare", folder=small_kit / "notebooks" / "runner", CONDA_DEFAULT_ENV="heapwood", CONDA_PREFIX=str(tmp_path / "nothing")
    )
    assert code == 2
    assert "conda env create -f environment.yml" in err and err.count("\n") == 1
    assert not (small_kit / ".venv").exists()


def test_containers_do_what_the_build_does():
    container = json.loads((kit.ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    script = kit.ROOT / ".binder" / "postBuild"
    steps = [container["postCreateCommand"], script.read_text(encoding="utf-8")]
    for step in steps:
        assert step.index("mvn -B -q -pl lib package") < step.index("python3 notebooks/runner prepare")
    # The conda environment that Binder has under another name is taken for the kit's.
    assert f"CONDA_DEFAULT_ENV={environment.declared().name} CONDA_PREFIX=" in steps[1]
    assert os.access(script, os.X_OK) and subprocess.run(["bash", "-n", script]).returncode == 0
    assert container["postAttachCommand"].startswith("python3 notebooks/runner lab ")
