"""The Python environment of the notebooks: which one, made how, and known to be complete how.

There is one list of packages, the pip part of environment.yml. It goes into the active conda environment when that one
has environment.yml's name, and otherwise into `.venv` in the repository. A mark in the environment says what was
installed there; it is written last, so an interrupted set-up has none and is begun again.

Standard library only.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from . import kit
from .kit import Problem, say

MARK = "heapwood.json"
INCOMPLETE = "{}\n"
ENTERED = "HEAPWOOD_ENTERED"


@dataclass(frozen=True)
class Declared:
    """What environment.yml asks for: the conda environment's name and the pip requirements, in order."""

    name: str
    pins: tuple

    def checksum(self):
        return hashlib.sha256("\n".join(self.pins).encode()).hexdigest()


@dataclass(frozen=True)
class Environment:
    """A place for packages. `owned` says that the kit made it and may make it anew."""

    prefix: Path
    owned: bool

    @property
    def python(self):
        return self.prefix / "bin" / "python"

    @property
    def mark(self):
        return self.prefix / MARK

    @property
    def kernels(self):
        return self.prefix / "share" / "jupyter" / "kernels"

    def is_current(self):
        """Whether this very process runs in it."""
        return Path(sys.prefix).resolve() == self.prefix.resolve()


def declared(path=None):
    """Reads environment.yml: this one file's plain form, so that no YAML package is needed before there are packages."""
    path = path or kit.ENVIRONMENT_FILE
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Problem(f"Cannot read {path}: {error.strerror}. Restore it from git.") from error
    name, pins, pip_indent = None, [], None
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        if match := re.fullmatch(r"name:\s*(\S+)", line):
            name = match.group(1)
        elif re.fullmatch(r"\s*- pip:", line):
            pip_indent = indent
        elif pip_indent is not None and indent > pip_indent:
            pins.append(line.strip().removeprefix("- ").split(" #")[0].strip())
        else:
            pip_indent = None
    if not name or not pins:
        raise Problem(f"{path} has no name or no pip packages: restore it from git.")
    return Declared(name, tuple(pins))


def choose(name, environ=os.environ, root=kit.ROOT):
    """The active conda environment if it has that name; any other one, base included, is left alone for `.venv`."""
    if environ.get("CONDA_DEFAULT_ENV") == name and environ.get("CONDA_PREFIX"):
        return Environment(Path(environ["CONDA_PREFIX"]), owned=False)
    return Environment(Path(root) / ".venv", owned=True)


def expected_mark(environment, packages):
    """What the mark of a complete environment says. A copied or moved environment has another prefix, so it differs."""
    mark = {
        "packages": packages.checksum(),
        "prefix": str(environment.prefix.resolve()),
        "runner": f"{kit.RUNNER} {hashlib.sha256((kit.RUNNER / 'pyproject.toml').read_bytes()).hexdigest()}",
    }
    if environment.owned:
        mark["python"] = "%d.%d" % sys.version_info[:2]
    return mark


def is_complete(environment, packages):
    return not missing_parts(environment, packages)


def missing_parts(environment, packages):
    """The keys of the mark that are not as they should be; all of them if the environment's Python is gone."""
    expected, found = expected_mark(environment, packages), read_mark(environment)
    if not os.access(environment.python, os.X_OK):
        return set(expected)
    return {key for key, value in expected.items() if found.get(key) != value}


def read_mark(environment):
    try:
        mark = json.loads(environment.mark.read_text(encoding="utf-8"))
        return mark if isinstance(mark, dict) else {}
    except (OSError, ValueError):
        return {}


def check():
    """Fails at once, before anything is built, if this Python can't make the environment that is needed."""
    environment = choose(declared().name)
    if environment.owned and not os.access(environment.python, os.X_OK):
        require_venv()


def require_venv():
    missing = [module for module in ("venv", "ensurepip") if importlib.util.find_spec(module) is None]
    if missing:
        version = "%d.%d" % sys.version_info[:2]
        raise Problem(
            f"{sys.executable} has no module {' and no '.join(missing)}, so it can't make a virtual environment: install it "
            f"(Debian, Ubuntu: `apt-get install python{version}-venv`) or name another Python, as in `mvn -Dpython=python3.12`."
        )


def prepare():
    """Makes the environment complete if it is not, and gives it."""
    packages = declared()
    environment = choose(packages.name)
    with only_one_at_a_time():
        missing = missing_parts(environment, packages)
        if missing - {"runner"}:
            if environment.owned:
                create(environment)
            elif not os.access(environment.python, os.X_OK):
                raise Problem(
                    f"The active conda environment has no Python ({environment.python}): make it with "
                    "`conda env create -f environment.yml`, or `conda deactivate`."
                )
            kit.write(environment.mark, INCOMPLETE)
            install(environment, packages)
        if missing:
            install_runner(environment)
            kit.write(environment.mark, json.dumps(expected_mark(environment, packages), indent=1) + "\n")
    return environment


@contextlib.contextmanager
def only_one_at_a_time():
    """Two builds in one repository wait for each other here."""
    handle = os.open(kit.RUNNER, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another build that prepares the Python environment ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)


def create(environment):
    """An empty virtual environment, in place of what an earlier set-up of the kit left there."""
    require_venv()
    prefix = environment.prefix
    if prefix.is_symlink() or (prefix.exists() and not prefix.is_dir()):
        raise Problem(f"{prefix} is not a directory of the kit's own: move it away, then run this again.")
    if prefix.is_dir() and any(prefix.iterdir()) and not environment.mark.exists():
        raise Problem(f"{prefix} was not made by this kit: move it away or delete it, then run this again.")
    # The mark is there first and last, so that what an interruption leaves is known to be the kit's own.
    prefix.mkdir(exist_ok=True)
    kit.write(environment.mark, INCOMPLETE)
    for path in prefix.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
    say(f"Making {prefix} with Python {'%d.%d.%d' % sys.version_info[:3]} ...")
    # The Python behind this one: this one may be the environment that was just emptied.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([python, "-m", "venv", str(prefix)], capture_output=True, text=True, env=clean_environ())
    if made.returncode != 0:
        reason = last_line(made.stderr) or last_line(made.stdout) or f"exit code {made.returncode}"
        raise Problem(f"`{python} -m venv {prefix}` failed: {reason}. Name another Python, as in `mvn -Dpython=python3.12`.")


def install(environment, packages):
    say(f"Installing {len(packages.pins)} pinned packages into {environment.prefix}: a minute or two, this once ...")
    requirements = kit.TARGET / "requirements.txt"
    kit.write(requirements, "\n".join(packages.pins) + "\n")
    # The list is complete, so pip need not work out what belongs to it.
    pip(environment, ["install", "--no-deps", "--requirement", str(requirements)], len(packages.pins))


def install_runner(environment):
    """Makes the kit's translator known to the environment's papermill; the code itself stays where it is."""
    pip(environment, ["install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(kit.RUNNER)])


def pip(environment, arguments, packages=1):
    """Runs pip with a line of progress now and then; its own words go to a file."""
    command = [str(environment.python), "-m", "pip", "--no-input", "--disable-pip-version-check", *arguments]
    log = kit.TARGET / "pip.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    collected, errors, last_said = 0, [], time.monotonic()
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*command, "--progress-bar=off"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=clean_environ(),
        )
        try:
            for line in process.stdout:
                out.write(line)
                collected += line.startswith(("Collecting ", "Requirement already satisfied: "))
                if line.startswith("ERROR: "):
                    errors.append(line.removeprefix("ERROR: ").strip())
                if time.monotonic() - last_said > 10:
                    last_said = time.monotonic()
                    say(f"  {collected} of {packages} packages" + (", unpacking" if line.startswith("Installing") else ""))
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if code != 0:
        reason = errors[0] if errors else f"exit code {code}"
        raise Problem(f"pip could not install the packages ({reason}). Is there a network, and room on the disk? Details: {log}")


def clean_environ():
    """The environment variables without those that lead a Python to packages or kernels of somebody else."""
    environ = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "JUPYTER_PATH"):
        environ.pop(name, None)
    environ["PYTHONNOUSERSITE"] = "1"
    environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    return environ


def enter(environment, arguments):
    """Goes on as the environment's own Python; comes back only if this process is that already."""
    if os.environ.get(ENTERED) == str(environment.prefix):
        if environment.is_current():
            return
        raise Problem(f"{environment.python} is not the Python of {environment.prefix}: delete that directory, then run this again.")
    environ = clean_environ() | {ENTERED: str(environment.prefix)}
    os.execve(environment.python, [str(environment.python), str(kit.RUNNER), *arguments], environ)


def last_line(text):
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1] if lines else ""
