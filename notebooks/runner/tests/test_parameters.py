"""Parameters reach a Java notebook through papermill, and the Java compiler has the last word on them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import java_notebook

from heapwood_runner import kit
from heapwood_runner.main import parse
from heapwood_runner.translator import JavaTranslator, ParameterError


@pytest.mark.parametrize(
    ("value", "java"),
    [
        ("smoke", '"smoke"'),
        ('a "b" \\c\n\t\r', '"a \\"b\\" \\\\c\\n\\t\\r"'),
        ("\x00\x1b1", '"\\000\\0331"'),
        ("\\u0041", '"\\\\u0041"'),
        ("日本 é", '"日本 é"'),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-(2**31), "-2147483648"),
        (2**31 - 1, "2147483647"),
        (2**31, "2147483648L"),
        (-(2**63), "-9223372036854775808L"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (-0.0, "-0.0"),
        ([], "java.util.List.of()"),
        ([1, 2], "java.util.List.of(1, 2)"),
        ([1, 2**40], "java.util.List.of(1L, 1099511627776L)"),
        ([1, 2.5], "java.util.List.of(1.0, 2.5)"),
        ([True, False], "java.util.List.of(true, false)"),
        (["a", "b"], 'java.util.List.of("a", "b")'),
        ([[1], [2]], "java.util.List.of(java.util.List.of(1), java.util.List.of(2))"),
    ],
)
def test_a_value_becomes_java(value, java):
    assert JavaTranslator.translate(value) == java


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), -float("inf"), 2**63, {"a": 1}, object(), [None], [float("nan")]])
def test_a_value_without_a_counterpart_is_an_error(value):
    with pytest.raises(ParameterError):
        JavaTranslator.translate(value)


def test_parameters_become_plain_assignments():
    assert JavaTranslator.codify({"scale": "smoke", "count": 3}) == '// Parameters\nscale = "smoke";\ncount = 3;\n'


def test_the_declared_parameters_are_found():
    cell = {
        "source": """// what a reader may turn
String scale = "laptop";  // smoke | laptop | paper
int count = 20;
  final long most = 1_000_000L; //objects
List<Integer> widths = List.of(1, 2);
double[] headroom = {1.3, 2, 4};  // times the live size
String path = "a;b//c";
int half = count / 2;
count = 5;
System.out.println("int x = 5;");
"""
    }
    found = [(parameter.name, parameter.inferred_type_name, parameter.default, parameter.help) for parameter in JavaTranslator.inspect(cell)]
    assert found == [
        ("scale", "String", '"laptop"', "smoke | laptop | paper"),
        ("count", "int", "20", ""),
        ("most", "long", "1_000_000L", "objects"),
        ("widths", "List<Integer>", "List.of(1, 2)", ""),
        ("headroom", "double[]", "{1.3, 2, 4}", "times the live size"),
        ("path", "String", '"a;b//c"', ""),
        ("half", "int", "count / 2", ""),
    ]


def test_values_on_the_command_line_are_json_or_else_text():
    assert parse(["a=50", "b=1.5", "c=true", "d=[1, 2]", "e=paper", "f=", 'g="7"', "h=a=b"]) == {
        "a": 50,
        "b": 1.5,
        "c": True,
        "d": [1, 2],
        "e": "paper",
        "f": "",
        "g": "7",
        "h": "a=b",
    }


def papermill(*arguments):
    return subprocess.run([Path(sys.executable).parent / "papermill", *map(str, arguments)], capture_output=True, text=True, timeout=300)


def test_plain_papermill_lists_the_parameters(tmp_path):
    done = papermill("--help-notebook", java_notebook(tmp_path / "test.ipynb"))
    assert 'count: int (default 20)' in done.stdout and "smoke | laptop | paper" in done.stdout


def test_plain_papermill_executes_with_parameters(tmp_path):
    out = tmp_path / "out.ipynb"
    done = papermill(java_notebook(tmp_path / "test.ipynb", 'scale + ":" + count'), out, "-p", "scale", "smoke", "-p", "count", "7")
    assert done.returncode == 0, done.stderr
    assert json.loads(out.read_text())["cells"][-1]["outputs"][0]["data"]["text/plain"] == ["smoke:7"]


def test_plain_papermill_fails_for_a_misspelt_parameter_and_names_those_there_are(tmp_path):
    done = papermill(java_notebook(tmp_path / "test.ipynb"), tmp_path / "out.ipynb", "-p", "cuont", "7")
    assert done.returncode != 0
    assert "the notebook has no parameter 'cuont': it has scale, count." in done.stderr


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (("-p", "scale", "huge"), ("huge", "smoke, laptop, paper")),
        (("-p", "scale", "smoke", "-p", "symbolBytes", "3"), ("symbolBytes", "from 4 to 1000")),
        (("-p", "scale", "smoke", "-p", "symbolBytes", "many"), ("incompatible types",)),
    ],
)
def test_a_notebook_tells_what_a_parameter_may_be(tmp_path, parameters, words):
    notebook = kit.NOTEBOOKS / "02-counting-objects.ipynb"
    done = papermill(notebook, tmp_path / "out.ipynb", "--cwd", kit.NOTEBOOKS, *parameters)
    assert done.returncode != 0
    assert all(word in done.stderr for word in words), done.stderr


def test_strings_arrive_in_java_as_they_are(java):
    text = 'a "b" \\c\n\t\r\x00\x1b1\\u0041\\ é 日本 🌲'
    java(f"String received = {JavaTranslator.translate(text)};")
    points = java('received.codePoints().boxed().toList().toString()')
    assert json.loads(points) == [ord(character) for character in text]


@pytest.mark.parametrize(
    ("declaration", "value", "text"),
    [
        ("long big = 1;", 2**40, "1099511627776"),
        ("long big = 1;", 5, "5"),
        ("int least = 1;", -(2**31), "-2147483648"),
        ("double share = 1;", 3, "3.0"),
        ("boolean flag = false;", True, "true"),
        ("java.util.List<Long> sizes = null;", [1, 2**40], "[1, 1099511627776]"),
        ("java.util.List<Double> shares = null;", [1, 2.5], "[1.0, 2.5]"),
    ],
)
def test_values_fit_the_declared_types(java, declaration, value, text):
    name = declaration.split(" = ")[0].split()[-1]
    java(declaration)
    java(JavaTranslator.codify({name: value}))
    assert java(f"String.valueOf({name})") == text


@pytest.mark.parametrize(("declaration", "value"), [("int n = 1;", "three"), ("int n = 1;", 2**31), ("int n = 1;", 1.5), ("String s = null;", 3)])
def test_the_compiler_refuses_a_value_of_another_type(java, declaration, value):
    java(declaration)
    with pytest.raises(AssertionError, match="CompilationException|incompatible"):
        java(JavaTranslator.codify({declaration.split()[1]: value}))
