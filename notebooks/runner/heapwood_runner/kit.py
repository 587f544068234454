"""What every command shares: where things are, which scales and notebooks there are, how a problem is told.

Standard library only: the bootstrap uses it before any package is installed.
"""

import contextlib
import os
import re
import tempfile
from pathlib import Path

RUNNER = Path(__file__).resolve().parent.parent
NOTEBOOKS = RUNNER.parent
ROOT = NOTEBOOKS.parent

ENVIRONMENT_FILE = ROOT / "environment.yml"
JAR = ROOT / "lib" / "target" / "heapwood.jar"
DEPENDENCIES = ROOT / "lib" / "target" / "dependencies"
TARGET = NOTEBOOKS / "target"
EXECUTED = TARGET / "executed"
REPORT = ROOT / "target" / "report"

SCALES = ("smoke", "laptop", "paper")


class Problem(Exception):
    """Something that a person can put right: its text is one line that says what is wrong and what to do."""


def scale(text):
    """The scale of that name; a Problem names the ones there are."""
    if text in SCALES:
        return text
    raise Problem(f"Unknown scale '{text}': use one of {', '.join(SCALES)}, as in `mvn -Dscale=laptop`.")


def notebooks(folder=NOTEBOOKS):
    """The kit's notebooks in their order: files that start with two digits."""
    return sorted(path for path in Path(folder).glob("[0-9][0-9]-*.ipynb"))


def select(wanted, folder=NOTEBOOKS):
    """The notebooks that `wanted` names, comma-separated: a number (06), a name or a file. Empty means all."""
    every = notebooks(folder)
    names = [name.strip() for name in (wanted or "").split(",") if name.strip()]
    if not names:
        return every
    chosen = []
    for name in names:
        stem = re.sub(r"\.ipynb$", "", name.rsplit("/", 1)[-1])
        found = [path for path in every if stem in (path.stem, path.stem[:2], path.stem[3:], path.stem[:2].lstrip("0"))]
        if not found:
            there = ", ".join(path.stem for path in every) or "none yet"
            raise Problem(f"Unknown notebook '{name}': use a number or a name of {there}, as in `mvn -Dnotebook=01`.")
        chosen += found
    return [path for path in every if path in chosen]


def write(path, text):
    """Writes a text file whole or not at all: beside it first, then moved over it."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def say(text):
    """One line of progress, seen at once even when Maven or a pipe reads it."""
    print(text, flush=True)
