"""Executes notebooks on the Java kernel, each in a fresh one, and keeps the executed copies, failed ones too."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
import time

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.parameterize import parameterize_notebook
from papermill.utils import find_first_tagged_cell_index

from . import environment, kernelspec, kit, origin
from .kit import Problem, say
from .plan import METADATA
from .translator import JavaTranslator, ParameterError

# What the kernel's JVM prints outside of cells.
KERNEL_LOG = kit.TARGET / "kernel.log"
# Seconds for the kernel's JVM to come up on a busy machine.
START_LIMIT = 120


def execute(tasks, scale, time_limit, use=None):
    """Executes the tasks that are not up to date; gives how many failed.

    `use` gets every task as soon as its copy is good, and gives a reason if it fails.
    """
    waiting = [task for task in tasks if not task.up_to_date]
    notebooks = [read(task) for task in waiting]
    for task, notebook in zip(waiting, notebooks):
        require_known(task, notebook)

    failed = []
    for task in tasks:
        if use and task.up_to_date and (error := use(task)):
            tell(task, error)
            failed.append(task)
    for number, (task, notebook) in enumerate(zip(waiting, notebooks), 1):
        progress = Progress(f"[{number}/{len(waiting)}] {task.notebook.stem}")
        error, seconds = run(task, notebook, time_limit, progress)
        notebook.metadata[METADATA] = {
            "fingerprint": "" if error else task.fingerprint,
            "scale": scale,
            "parameters": task.parameters,
            "seconds": round(seconds, 1),
            "error": error,
            **origin.of_this_run(),
        }
        kit.write(task.copy, nbformat.writes(notebook))
        progress.end(error, scale)
        if use and not error:
            error = use(task)
        if error:
            failed.append(task)
            tell(task, error)
    if failed:
        say(f"Notebooks: {len(failed)} of {len(tasks)} failed; the copies in {failed[0].copy.parent} show where.")
    return len(failed)


def tell(task, error):
    print(f"Heapwood: {task.notebook.name} failed: {error}", file=sys.stderr, flush=True)


def read(task):
    try:
        notebook = nbformat.read(task.notebook, as_version=4)
    except Exception as error:  # whatever nbformat's JSON and schema libraries raise
        raise Problem(f"{task.notebook} is no readable notebook ({one_line(error)}): restore it from git.") from error
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])  # papermill relies on it
    return notebook


def require_known(task, notebook):
    """A misspelt or impossible parameter is told before the kernel starts."""
    index = find_first_tagged_cell_index(notebook, "parameters")
    if index < 0:
        raise Problem(f"{task.notebook.name} has no cell tagged 'parameters': add one that declares at least `String scale`.")
    if complaint := JavaTranslator.complaint(notebook.cells[index], task.parameters):
        raise Problem(f"{task.notebook.name} {complaint}")
    for name, value in task.parameters.items():
        try:
            JavaTranslator.translate(value)
        except ParameterError as error:
            raise Problem(f"{task.notebook.name}, parameter '{name}': {error}") from error


def run(task, notebook, limit, progress):
    """Executes one notebook in place, its parameters put in; gives the error, empty if none, and the seconds."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata["papermill"] = {}
    parameterized = parameterize_notebook(notebook, task.parameters, kernel_name=kernelspec.NAME, language="java")
    notebook.cells, notebook.metadata = parameterized.cells, parameterized.metadata

    started = time.monotonic()
    progress.begin(notebook)
    error = ""
    try:
        asyncio.run(run_client(notebook, limit, progress))
    except CellExecutionError as failure:
        error = f"cell {progress.cell}: {reason(failure, notebook.cells[progress.cell - 1])}"
    except TimeoutError:
        error = f"cell {progress.cell}: not done after the time limit of {limit:.0f} s (-DtimeLimit=SECONDS changes it)"
    except DeadKernelError:
        error = f"cell {progress.cell}: the kernel's JVM died (out of memory, or killed)"
    except RuntimeError as failure:
        error = f"the Java kernel did not start ({one_line(failure)}): {KERNEL_LOG} may say why"
    return error, time.monotonic() - started


async def run_client(notebook, limit, progress):
    # Not nbclient's own start and loop over the cells: they take over SIGINT and SIGTERM, so that Ctrl-C would not end the build.
    manager = AsyncKernelManager(kernel_name=kernelspec.NAME)
    client = NotebookClient(notebook, km=manager, timeout=None)
    ticking = asyncio.create_task(progress.tick(notebook))
    running = None
    KERNEL_LOG.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(KERNEL_LOG, "w", encoding="utf-8") as log:
            await manager.start_kernel(cwd=str(kit.NOTEBOOKS), env=environment.clean_environ(), stdout=log, stderr=log)
        client.kc = manager.client()
        client.kc.start_channels()
        await client.kc.wait_for_ready(timeout=START_LIMIT)
        client.kc.allow_stdin = False
        # Not wait_for: nbclient takes any cancellation for the kernel's death and raises that instead.
        running = asyncio.create_task(run_cells(client, progress))
        finished, _ = await asyncio.wait([running], timeout=limit)
        if not finished:
            raise TimeoutError
        running.result()
    finally:
        ticking.cancel()
        if running:
            running.cancel()
            with contextlib.suppress(Exception, asyncio.CancelledError):
                await running
        await end_kernel(client, manager)


async def run_cells(client, progress):
    client.reset_execution_trackers()
    information = await client.async_wait_for_reply(client.kc.kernel_info())
    client.nb.metadata["language_info"] = information["content"]["language_info"]
    for index, cell in enumerate(client.nb.cells):
        progress.enter_cell(cell, index)
        await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
    client.set_widgets_metadata()


async def end_kernel(client, manager):
    group = getattr(manager.provisioner, "pgid", None)
    try:
        if client.kc is not None:
            client.kc.stop_channels()
        if manager.has_kernel:
            # A kernel that is only asked to end stays for seconds: idle threads of its own keep its JVM alive.
            await manager.provisioner.terminate()
            await manager.shutdown_kernel()
    finally:
        # Whatever the kernel started and did not end: it leads a process group of its own.
        if group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)


class Progress:
    """What is running, for somebody who waits: one changing line on a terminal, a line now and then elsewhere."""

    def __init__(self, label):
        self.label = label
        self.cell = 0
        self.cells = 0
        self.heading = ""
        self.started = time.monotonic()
        self.live = sys.stdout.isatty()
        self.said = 0.0

    def begin(self, notebook):
        self.cells = len(notebook.cells)
        self.started = self.said = time.monotonic()
        if not self.live:
            say(f"{self.label}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells to run")

    def enter_cell(self, cell, index):
        self.cell = index + 1
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+\s+(.*)$", cell.source, re.MULTILINE)
            self.heading = headings[-1].strip() if headings else self.heading

    async def tick(self, notebook):
        while True:
            await asyncio.sleep(1)
            now = time.monotonic()
            if self.live or now - self.said >= 10:
                self.said = now
                self.show(notebook)

    def show(self, notebook):
        doing = latest_text(notebook.cells[self.cell - 1]) if 0 < self.cell <= len(notebook.cells) else "starting the Java kernel"
        parts = [f"{time.monotonic() - self.started:.0f} s", f"cell {self.cell} of {self.cells}", self.heading, doing]
        line = f"{self.label}: {', '.join(part for part in parts if part)}"
        if self.live:
            print(f"\r\033[K{shortened(line, shutil.get_terminal_size().columns - 1)}", end="", flush=True)
        else:
            say(shortened(line, 150))

    def end(self, error, scale):
        if self.live:
            print("\r\033[K", end="")
        say(f"{self.label}: {'FAILED' if error else 'done'} after {time.monotonic() - self.started:.1f} s at scale {scale}")


def latest_text(cell):
    """The last line that a running cell has shown: its own progress, if it reports any."""
    for output in reversed(cell.get("outputs", [])):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if lines:
            return lines[-1]
    return ""


def shortened(text, width):
    return text if len(text) <= width else text[: width - 2] + " …"


def reason(failure, cell):
    """A Java error in one line: the exception and its message, or what the compiler said and about which line."""
    if failure.ename == "CompilationException":
        trace = [line for output in cell.outputs for line in plain("\n".join(output.get("traceback", []))).splitlines() if line.strip()]
        code = [line.strip("| ") for line in trace if line.startswith("|")]
        said = [line for line in trace if not line.startswith("|")]
        return shortened(one_line(f"{' '.join(said)}, in: {' '.join(code)}"), 300)
    lines = [line.strip() for line in plain(failure.evalue).splitlines() if line.strip()]
    return shortened(f"{failure.ename}: {lines[0] if lines else 'no message'}", 300)


def one_line(error):
    return " ".join(plain(error).split())


def plain(text):
    """Without a terminal's colors."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text))
