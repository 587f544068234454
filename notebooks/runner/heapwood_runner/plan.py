"""Which notebooks have to be executed: those whose copy was made from something else than what is there now.

A copy lands in notebooks/target/executed/<scale>/ and carries a fingerprint of all that went into it. Standard library
only, and quick: a build in which nothing changed looks no further.
"""

import hashlib
import json
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from . import environment, kernelspec, kit
from .kit import Problem

# Under this name a copy's metadata say how it was made.
METADATA = "heapwood"
# Part of every fingerprint: raise it when copies by an older runner are no longer good.
FORMAT = 2

# A line of a cell that imports, and a package before the name of a class of the kit's.
IMPORT = re.compile(r"^import [\w.* ]+;[ \t]*(?:\n|$)", re.MULTILINE)
PACKAGE = re.compile(r"\bheapwood\.(?:[a-z]+\.)+(?=[A-Z])")


@dataclass(frozen=True)
class Task:
    """One notebook to be executed with these parameters into this copy."""

    notebook: Path
    copy: Path
    parameters: dict
    fingerprint: str
    up_to_date: bool


def tasks(scale, chosen, parameters, again=False):
    """A task for each notebook, in order, those that are up to date included."""
    if not kit.JAR.is_file():
        raise Problem(f"{kit.JAR} is not built yet: run `mvn`, or `mvn package -pl lib` for the library alone.")
    inputs = shared_inputs()
    values = {"scale": scale, **parameters}
    made = []
    for notebook in chosen:
        copy = copy_of(notebook, scale)
        fingerprint = fingerprint_of(notebook, values, inputs)
        made.append(Task(notebook, copy, values, fingerprint, not again and read_metadata(copy).get("fingerprint") == fingerprint))
    return made


def copy_of(notebook, scale):
    return kit.EXECUTED / scale / notebook.name


def read_json(notebook):
    try:
        content = json.loads(Path(notebook).read_text(encoding="utf-8"))
        if isinstance(content, dict) and isinstance(content.get("cells"), list):
            return content
        reason = "it has no cells"
    except OSError as error:
        reason = error.strerror
    except ValueError as error:
        reason = str(error)
    raise Problem(f"{notebook} is no readable notebook ({reason}): restore it from git.")


def read_metadata(copy):
    """How a copy was made; empty if there is none or it is damaged."""
    try:
        made = read_json(copy).get("metadata", {}).get(METADATA, {})
        return made if isinstance(made, dict) else {}
    except Problem:
        return {}


def shared_inputs():
    """A checksum of what every notebook depends on: library, its dependencies, data, Java, kernel, packages."""
    checksum = hashlib.sha256(str(FORMAT).encode())
    for jar in [kit.JAR, *sorted(kit.DEPENDENCIES.glob("*.jar"))]:
        checksum.update(jar.name.encode())
        checksum.update(contents_of(jar))
    for file in sorted((kit.NOTEBOOKS / "data").rglob("*")):
        if file.is_file():
            checksum.update(os.fsencode(file.relative_to(kit.NOTEBOOKS)))
            checksum.update(hashlib.sha256(file.read_bytes()).digest())
    home = kernelspec.java_home()
    checksum.update(json.dumps([kernelspec.specification(home), kernelspec.release(home)]).encode())
    checksum.update(environment.declared().checksum().encode())
    return checksum.hexdigest()


def contents_of(jar):
    """What a jar holds, without the times that it was packed at."""
    try:
        with zipfile.ZipFile(jar) as archive:
            entries = sorted([entry.filename, entry.CRC, entry.file_size] for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise Problem(f"{jar} is no readable jar ({error}): run `mvn clean`, then this again.") from error
    return json.dumps(entries).encode()


def fingerprint_of(notebook, parameters, inputs):
    return hashlib.sha256(json.dumps([cells_of(notebook), parameters, inputs], sort_keys=True).encode()).hexdigest()


def checksum_of_cells(notebook):
    """A checksum of the cells without their import lines, and without the packages before the names of the kit's classes.

    Outputs are kept with it, of a run that takes an hour or more. A class that moves to another package changes no figure,
    and a name that no longer leads to a class fails in every build, since each one executes the cells.
    """
    cells = [[kind, PACKAGE.sub("", IMPORT.sub("", source)), tags] for kind, source, tags in cells_of(notebook)]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def cells_of(notebook):
    """Of a notebook only its cells' kinds, sources and tags count: opening and saving it in JupyterLab changes nothing."""
    return [
        [cell.get("cell_type"), "".join(cell.get("source", "")), cell.get("metadata", {}).get("tags", [])]
        for cell in read_json(notebook)["cells"]
    ]
