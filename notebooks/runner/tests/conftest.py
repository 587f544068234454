"""What the tests share: small Java notebooks, a real kernel, a browser."""

import contextlib
import itertools
import os
import shutil
import socket
import sys
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client.connect import LocalPortCache
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from heapwood_runner import environment, kernelspec, kit

SCREENSHOTS = kit.TARGET / "screenshots"
# The scale that this build executed; a build of one notebook executed no other.
SCALE = os.environ.get("HEAPWOOD_SCALE") or "smoke"
NOTEBOOKS = kit.select(os.environ.get("HEAPWOOD_NOTEBOOK"))

PARAMETERS = 'String scale = "laptop";  // smoke | laptop | paper\nint count = 20;  // bars, 1 to 50'

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    str(Path.home() / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    str(Path.home() / "Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def pytest_addoption(parser):
    parser.addoption("--interrupts", type=int, default=4, help="how often a long cell is interrupted")
    parser.addoption("--every-combination", action="store_true", help="notebooks with every combination of their parameters' ends")


def pytest_configure():
    """Two processes that look for free ports at once may find the same, so each takes those of its kernels from a range of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        # Below the ports that the system gives away by itself, from 32,768 on.
        ports = itertools.cycle(range(first := 20_000 + 6_000 * (int(worker.removeprefix("gw")) % 2), first + 6_000))
        LocalPortCache.find_available_port = lambda self, ip: next(port for port in ports if is_free(ip, port))


def is_free(ip, port):
    with socket.socket() as tried:
        try:
            tried.bind((ip, port))
        except OSError:
            return False
    return True


def pytest_collection_modifyitems(items):
    """With two processes, a file's tests stay in one, for they share a kernel or a browser; those that share none say so by `alone`."""
    for item in items:
        if "alone" not in item.keywords:
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def java_notebook(path, *cells, parameters=PARAMETERS):
    """Writes a Java notebook: a title, the parameters cell, then these code cells."""
    notebook = new_notebook(metadata={"kernelspec": {"name": "java", "display_name": "Java (Heapwood)", "language": "java"}})
    notebook.cells = [
        new_markdown_cell("# A test"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *map(new_code_cell, cells),
    ]
    nbformat.write(notebook, path)
    return path


def workplace(home):
    """A folder for kernels whose rows and pictures are not to be the build's; it has what the build measured, so as not to measure it again."""
    folder = home / "notebooks"
    (folder / "results").mkdir(parents=True)
    (folder / "data").symlink_to(kit.NOTEBOOKS / "data")
    (home / "lib").symlink_to(kit.ROOT / "lib")
    for rows in (kit.NOTEBOOKS / "results").glob("*-trials.csv"):
        shutil.copy(rows, folder / "results")
    return folder


def living_children(process):
    """The processes that it started, and those that they did, without the dead that nobody has asked for yet."""
    found = []
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            found += [child] if child.status() != psutil.STATUS_ZOMBIE else []
    return found


def browser_path():
    named = os.environ.get("CHROME_BIN")
    return next((found for found in map(shutil.which, [named, *BROWSERS] if named else BROWSERS) if found), None)


@pytest.fixture(scope="module")
def browser():
    """A headless browser, for one module only: as long as it is there, its event loop keeps asyncio.run() from working.

    Where none is found, what needs it is skipped and says so.
    """
    found = browser_path()
    if not found:
        pytest.skip("no Chromium or Chrome found: install one (Debian: apt-get install chromium) or set CHROME_BIN to it")
    from playwright.sync_api import sync_playwright

    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # which the browser demands of root
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def kernel():
    """The real Java kernel, started by its name as Jupyter does."""
    from jupyter_client.manager import start_new_kernel

    log = open(kit.TARGET / "test-kernel.log", "w", encoding="utf-8")
    manager, client = start_new_kernel(
        kernel_name=kernelspec.NAME, startup_timeout=120, cwd=str(kit.NOTEBOOKS), env=environment.clean_environ(), stdout=log, stderr=log
    )
    yield client
    client.stop_channels()
    manager.shutdown_kernel()
    log.close()


@pytest.fixture
def java(kernel):
    """Runs a line of Java in the real kernel; gives its value's text."""

    def run(code):
        values = []

        def keep(message):
            content = message["content"]
            if message["msg_type"] == "execute_result":
                values.append(content["data"]["text/plain"])

        reply = kernel.execute_interactive(code, output_hook=keep, allow_stdin=False, timeout=120)["content"]
        if reply["status"] != "ok":
            raise AssertionError(f"{reply.get('ename')}: {reply.get('evalue')}")
        return values[-1] if values else None

    return run


@pytest.fixture
def runner():
    """Runs `python3 notebooks/runner ...` as Maven does; gives exit code, standard output and standard error."""
    import subprocess

    def run(*arguments, python=sys.executable, folder=kit.RUNNER, **variables):
        environ = {name: value for name, value in os.environ.items() if name != environment.ENTERED} | variables
        done = subprocess.run([python, str(folder), *arguments], capture_output=True, text=True, env=environ, timeout=300)
        return done.returncode, done.stdout, done.stderr

    return run
