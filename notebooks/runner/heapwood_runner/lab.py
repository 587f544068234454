"""Opens JupyterLab on the notebooks. Nothing is executed; the kernel is there."""

import json
import os
import sys

from . import kit
from .kit import say


# A kit that needs no network asks for no news of Jupyter's.
SETTINGS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def install(environment):
    """Puts the kit's settings into an environment that has none."""
    file = environment.prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    if not file.exists():
        kit.write(file, json.dumps(SETTINGS, indent=2) + "\n")


def command(arguments=(), python=sys.executable):
    """JupyterLab as the kit starts it; an option among `arguments` stands in place of the kit's own."""
    options = [
        f"--ServerApp.root_dir={kit.NOTEBOOKS}",
        # The build's own files are no reading for a notebook's reader.
        "--ContentsManager.hide_globs=['__pycache__', '.*', 'runner', 'target', 'pom.xml']",
        # Its question after Ctrl-C would never be seen behind Maven.
        "--ServerApp.answer_yes=True",
    ]
    notebooks = kit.notebooks()
    if notebooks:
        options.append(f"--LabApp.default_url=/lab/tree/{notebooks[0].name}")
    if os.geteuid() == 0:
        options.append("--allow-root")  # in a container, say; otherwise it refuses to start
    given = {argument.partition("=")[0] for argument in arguments}
    own = [option for option in options if option.partition("=")[0] not in given]
    return [python, "-m", "jupyterlab", *own, *arguments]


def open_lab(arguments):
    say("JupyterLab opens in the browser; Ctrl-C here ends it.")
    words = command([argument for argument in arguments if argument])
    os.execv(words[0], words)
