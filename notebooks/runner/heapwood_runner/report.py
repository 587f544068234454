"""What the report shows, and whether the one on disk shows it already. Standard library only; pages.py writes it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from . import kit, plan

INDEX = kit.REPORT / "index.html"
STAMP = ".made-from"


@dataclass(frozen=True)
class Page:
    """One notebook in the report: its executed copy, or None if there is none to show."""

    notebook: Path
    copy: Path | None

    @property
    def name(self):
        return self.notebook.stem


def pages(scale):
    """Each notebook's copy at this scale, or else the one of another scale that still holds, the largest first."""
    inputs = plan.shared_inputs()
    found = []
    for notebook in kit.notebooks():
        copies = [plan.copy_of(notebook, scale)]
        copies = [copy for copy in copies if copy.is_file()] or [
            copy for copy in (plan.copy_of(notebook, other) for other in reversed(kit.SCALES)) if still_holds(notebook, copy, inputs)
        ]
        found.append(Page(notebook, copies[0] if copies else None))
    return found


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
        checksum.update(json.dumps([page.name, str(page.copy)]).encode())
        if page.copy:
            checksum.update(hashlib.sha256(page.copy.read_bytes()).digest())
    return checksum.hexdigest()


def is_up_to_date(scale):
    try:
        return INDEX.is_file() and (kit.REPORT / STAMP).read_text(encoding="utf-8") == stamp(scale)
    except OSError:
        return False
