"""Parameters in Java for papermill, which has no translator for it.

Papermill puts a cell behind the one tagged `parameters`. Ours holds plain assignments, `scale = "smoke";`, to the
variables that the notebook declared, so that the Java compiler refuses a misspelt name and a value of another type.
"""

import math
import re

from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

INT = range(-(2**31), 2**31)
LONG = range(-(2**63), 2**63)

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# `String scale = "laptop";  // smoke | laptop | paper`
_DECLARATION = re.compile(
    r"""^\s*(?:final\s+)?
        (?P<type>[A-Za-z_$][\w$.]*(?:<[^=;]*>)?(?:\[\])*)\s+
        (?P<name>[A-Za-z_$][\w$]*)\s*=\s*
        (?P<value>(?:"(?:\\.|[^"\\])*"|[^";/]|/(?!/))*?)\s*;
        \s*(?://\s*(?P<help>.*))?$""",
    re.VERBOSE,
)


class ParameterError(PapermillException, ValueError):
    """A value that has no counterpart in a Java notebook's parameters."""


class JavaTranslator(Translator):
    """Python's values as Java's: strings, int or long, double, boolean, and lists of these as `List.of(...)`."""

    @classmethod
    def translate(cls, val):
        if isinstance(val, (str, bool, int, float, list)):
            return super().translate(val)
        if isinstance(val, tuple):
            return cls.translate_list(val)
        if val is None:
            raise ParameterError("it has no value (null): give it one, or leave it out for the notebook's own.")
        raise ParameterError(f"it is a {type(val).__name__}: use a string, number, boolean or list of these.")

    @classmethod
    def translate_str(cls, val):
        # The octal form, because Java turns a \u escape into the character before it sees the string.
        return '"' + "".join(_ESCAPES.get(c) or (c if c >= " " and c != "\x7f" else f"\\{ord(c):03o}") for c in val) + '"'

    @classmethod
    def translate_int(cls, val):
        if val in INT:
            return str(val)
        if val in LONG:
            return f"{val}L"
        raise ParameterError(f"{val} does not fit into a Java long: use one between -2^63 and 2^63 - 1.")

    @classmethod
    def translate_float(cls, val):
        if not math.isfinite(val):
            raise ParameterError(f"it is {val}: use a finite number.")
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        values = list(val)
        numbers = all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in values)
        # A list has one type: its widest.
        if numbers and any(isinstance(item, float) for item in values):
            values = [float(item) for item in values]
        texts = [cls.translate(item) for item in values]
        if numbers and any(text.endswith("L") for text in texts):
            texts = [text if text.endswith("L") else text + "L" for text in texts]
        return f"java.util.List.of({', '.join(texts)})"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        return f"{name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The declared parameters, for `papermill --help-notebook` and to tell a misspelt name from a right one."""
        found = (_DECLARATION.match(line) for line in parameters_cell["source"].splitlines())
        return [
            Parameter(name=match["name"], inferred_type_name=match["type"], default=match["value"], help=(match["help"] or "").strip())
            for match in found
            if match
        ]

    @classmethod
    def complaint(cls, parameters_cell, names):
        """What is wrong with the first of these names that the cell does not declare; empty if it declares all."""
        declared = [parameter.name for parameter in cls.inspect(parameters_cell)]
        wrong = [name for name in names if name not in declared]
        return f"has no parameter '{wrong[0]}': it has {', '.join(declared) or 'none'}." if wrong else ""


papermill_translators.register("java", JavaTranslator)
