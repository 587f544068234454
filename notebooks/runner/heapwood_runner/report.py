"""What the report shows, and whether the one on disk shows it already. Standard library only; pages.py writes it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from . import kit, plan

INDEX = kit.REPORT / "index.html"
STAMP = ".made-from"
DATA = (".csv", ".json")


@dataclass(frozen=True)
class Page:
    """One notebook in the report: whether it carries outputs that hold, and its executed copy, None if there is none to show."""

    notebook: Path
    kept: bool
    copy: Path | None

    @property
    def name(self):
        return self.notebook.stem

    @property
    def run(self):
        """The page of the copy: the notebook's own where no outputs are kept."""
        return f"{self.name}-run" if self.kept else self.name

    @property
    def data(self):
        """What this notebook's runs on this machine measured."""
        return sorted(path for path in (kit.NOTEBOOKS / "results").glob(f"{self.name[:2]}-*") if path.suffix in DATA)


def pages(scale):
    """Each notebook, with its copy at this scale or else the one of another scale that still holds, the largest first."""
    inputs = plan.shared_inputs()
    found = []
    for notebook in kit.notebooks():
        copies = [plan.copy_of(notebook, scale)]
        copies = [copy for copy in copies if copy.is_file()] or [
            copy for copy in (plan.copy_of(notebook, other) for other in reversed(kit.SCALES)) if still_holds(notebook, copy, inputs)
        ]
        made = plan.read_metadata(notebook)
        kept = bool(made) and made.get("cells") == plan.checksum_of_cells(notebook)
        # The copy that the outputs were taken from is no second run.
        copies = [copy for copy in copies if not (kept and is_the_same_run(made, plan.read_metadata(copy)))]
        found.append(Page(notebook, kept, copies[0] if copies else None))
    return found


def is_the_same_run(one, other):
    return all(one.get(name) == other.get(name) for name in ("scale", "parameters", "machine", "date", "seconds"))


def still_holds(notebook, copy, inputs):
    made = plan.read_metadata(copy)
    return bool(made) and made.get("fingerprint") == plan.fingerprint_of(notebook, made.get("parameters"), inputs)


def stamp(scale):
    """A checksum of everything that is in the report."""
    checksum = hashlib.sha256()
    sources = [path for path in sorted(Path(__file__).parent.rglob("*")) if path.suffix in (".py", ".css")]
    for path in sources:
        checksum.update(path.read_bytes())
    for page in pages(scale):
        checksum.update(json.dumps([page.name, page.kept, str(page.copy)]).encode())
        for path in filter(None, [page.kept and page.notebook, page.copy, *page.data]):
            checksum.update(hashlib.sha256(path.read_bytes()).digest())
    return checksum.hexdigest()


def is_up_to_date(scale):
    try:
        return INDEX.is_file() and (kit.REPORT / STAMP).read_text(encoding="utf-8") == stamp(scale)
    except OSError:
        return False
