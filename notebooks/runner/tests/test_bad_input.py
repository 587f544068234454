"""Bad input ends with one clear line and a code that isn't 0, before anything is made."""

import pytest

from heapwood_runner import kit


def one_line(answer):
    code, out, err = answer
    assert code == 2
    assert out == ""
    assert err.startswith("Heapwood: ") and err.count("\n") == 1, err
    return err


@pytest.mark.parametrize("command", ["check", "execute", "report", "build"])
def test_an_unknown_scale_is_told_with_those_there_are(runner, command):
    assert "Unknown scale 'huge': use one of smoke, laptop, paper" in one_line(runner(command, "--scale=huge"))


@pytest.mark.parametrize("command", ["check", "execute", "build"])
def test_an_unknown_notebook_is_told_with_those_there_are(runner, command):
    err = one_line(runner(command, "--notebook=77"))
    assert "Unknown notebook '77'" in err
    for notebook in kit.notebooks():
        assert notebook.stem in err


@pytest.mark.parametrize("assignment", ["window", "=3", "1st=2", "a b=3"])
def test_what_is_no_parameter_is_told(runner, assignment):
    assert "use NAME=VALUE" in one_line(runner("execute", "-p", assignment))


def test_a_java_that_is_not_there_is_told(runner):
    assert "has no bin/java: set JAVA_HOME" in one_line(runner("check", HEAPWOOD_JAVA_HOME="/nowhere"))


@pytest.mark.parametrize(
    ("release", "told"),
    [
        ('JAVA_VERSION="11.0.2"\n', "is Java 11, and Heapwood needs 17 or later"),
        ('JAVA_VERSION="1.8.0_402"\n', "is Java 8, and Heapwood needs 17 or later"),
        ('JAVA_VERSION="17.0.1"\nMODULES="java.base java.desktop"\n', "lacks the module jdk.jshell"),
    ],
)
def test_a_java_that_will_not_do_is_told(runner, tmp_path, release, told):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch(mode=0o755)
    (tmp_path / "release").write_text(release)
    assert told in one_line(runner("check", HEAPWOOD_JAVA_HOME=str(tmp_path)))


def test_notebooks_are_selected_by_number_name_or_file(tmp_path):
    for name in ("00-start-here.ipynb", "06-gc-pauses.ipynb", "notes.ipynb"):
        (tmp_path / name).touch()

    def selected(wanted):
        return [path.stem for path in kit.select(wanted, tmp_path)]

    assert selected("") == selected(None) == selected(" , ") == ["00-start-here", "06-gc-pauses"]
    assert selected("06") == selected("6") == selected("gc-pauses") == selected("notebooks/06-gc-pauses.ipynb") == ["06-gc-pauses"]
    assert selected("06, 00") == ["00-start-here", "06-gc-pauses"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        kit.write(file, "new \ud800")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
