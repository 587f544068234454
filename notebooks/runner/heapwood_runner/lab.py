"""Opens JupyterLab on the notebooks. Nothing is executed; the kernel is there."""

import os
import sys

from . import kit
from .kit import say


def command(arguments=(), python=sys.executable):
    """JupyterLab as the kit starts it; `arguments` come last, so they win."""
    first = kit.notebooks()
    chosen = [
        python,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={kit.NOTEBOOKS}",
        # The build's own files are no reading for a notebook's reader.
        "--ContentsManager.hide_globs=['__pycache__', '.*', 'runner', 'target', 'pom.xml']",
        # Its question after Ctrl-C would never be seen behind Maven.
        "--ServerApp.answer_yes=True",
    ]
    if first:
        chosen.append(f"--LabApp.default_url=/lab/tree/{first[0].name}")
    if os.geteuid() == 0:
        chosen.append("--allow-root")  # in a container, say; otherwise it refuses to start
    return [*chosen, *arguments]


def open_lab(arguments):
    say("JupyterLab opens in the browser; Ctrl-C here ends it.")
    words = command([argument for argument in arguments if argument])
    os.execv(words[0], words)
