"""JupyterLab as `mvn -Plab` starts it, used in a browser: run every notebook, change a parameter and see its chart, interrupt a cell and go on,
reopen what was saved."""

import contextlib
import json
import re
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request

import nbformat
import psutil
import pytest
from bs4 import BeautifulSoup
from conftest import NOTEBOOKS, SCALE, SCREENSHOTS, living_children, workplace
from notebook_page import NotebookPage, differ, is_drawn

from heapwood_runner import environment, kit, lab, plan


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """A server on a free port, on copies of the notebooks: a browser saves what it is shown."""
    home = tmp_path_factory.mktemp("lab")
    folder = workplace(home)
    for notebook in NOTEBOOKS:
        copy = nbformat.read(notebook, as_version=4)
        for cell in copy.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None  # whatever is seen was made here
        nbformat.write(copy, folder / notebook.name)
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Every cell is in the page, seen or not.
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = lab.command(
        [
            "--no-browser",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={folder}",
            f"--LabApp.user_settings_dir={home / 'settings'}",
            f"--LabApp.workspaces_dir={home / 'workspaces'}",
        ]
    )
    environ = environment.clean_environ() | {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    with open(kit.TARGET / "test-lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environ, cwd=folder)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/api", server)
            yield Lab(url, token, folder, server)
        finally:
            server.terminate()
            server.wait(60)


class Lab:
    def __init__(self, url, token, folder, server):
        self.url, self.token, self.folder, self.process = url, token, folder, psutil.Process(server.pid)

    def ask(self, path, token=True, method="GET"):
        request = urllib.request.Request(self.url + path, method=method)
        if token:
            request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def kernel(self):
        """The id and the process of the one kernel that runs."""
        (kernel,) = self.ask("/api/kernels")
        for process in self.process.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if f"kernel-{kernel['id']}" in " ".join(process.cmdline()):
                    return kernel["id"], process
        pytest.fail(f"kernel {kernel['id']} has no process")

    def end_kernels(self):
        for session in self.ask("/api/sessions"):
            self.ask(f"/api/sessions/{session['id']}", method="DELETE")


def wait_for(url, server):
    deadline = time.monotonic() + 120
    while True:
        assert server.poll() is None, f"JupyterLab ended: {kit.TARGET / 'test-lab.log'} says why"
        assert time.monotonic() < deadline, "JupyterLab did not come up"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)


def test_nothing_is_served_without_the_token(jupyterlab):
    with pytest.raises(urllib.error.HTTPError, match="403"):
        jupyterlab.ask("/api/kernelspecs", token=False)


def test_the_kits_kernel_is_ready_and_nothing_runs(jupyterlab):
    specification = jupyterlab.ask("/api/kernelspecs")["kernelspecs"]["java"]["spec"]
    assert specification["display_name"] == "Java (Heapwood)"
    assert str(kit.JAR) in " ".join(specification["argv"])
    assert jupyterlab.ask("/api/kernels") == []


def test_the_first_notebook_is_what_opens():
    assert f"--LabApp.default_url=/lab/tree/{kit.notebooks()[0].name}" in lab.command()


def parameters_of(path):
    """The parameters cell: its number among the code cells, and itself."""
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return next((number, cell) for number, cell in enumerate(code) if "parameters" in cell.metadata.get("tags", []))


def with_value(source, name, value):
    """The parameters cell's text with another value of that parameter."""
    changed, times = re.subn(rf"(\b{name}\s*=\s*)[^;]+;", rf"\g<1>{value};", source)
    assert times == 1, f"no parameter {name} in {source}"
    return changed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_runs_in_the_browser(jupyterlab, browser, path):
    number, cell = parameters_of(path)
    with NotebookPage(browser, jupyterlab, path.name) as notebook:
        notebook.type_into(number, with_value(cell.source, "scale", '"smoke"'))
        notebook.run(notebook.start, again=notebook.restart)
        pictures, tables = notebook.pictures(), notebook.tables()
        notebook.screenshot(SCREENSHOTS / f"lab-{path.name[:2]}.png")

    outputs = outputs_of(plan.copy_of(path, SCALE))
    assert len(pictures) == sum("image/png" in output for output in outputs) > 0
    assert all(map(is_drawn, pictures))
    assert len(tables) == sum(output.get("text/html", "").count("<table") for output in outputs) > 0
    assert all(any(re.search(r"\d", text) for row in table[1:] for text in row) for table in tables)


def outputs_of(file):
    """What a notebook's cells show, each output as its mime types and contents."""
    code = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
    return [output.get("data", {}) for cell in code for output in cell.outputs]


def chosen():
    """A notebook with a number to turn, and that number: the first that has one."""
    from heapwood_runner.translator import JavaTranslator

    for path in NOTEBOOKS:
        _, cell = parameters_of(path)
        for parameter in JavaTranslator.inspect(cell):
            if parameter.inferred_type_name in ("int", "long") and re.fullmatch(r"\d+", parameter.default):
                return path, parameter
    pytest.fail("no notebook has a number to turn")


def test_a_changed_parameter_changes_a_chart(jupyterlab, browser):
    path, parameter = chosen()
    number, cell = parameters_of(path)
    small = with_value(cell.source, "scale", '"smoke"')
    value = int(parameter.default)

    with NotebookPage(browser, jupyterlab, path.name) as notebook:
        notebook.type_into(number, small)
        notebook.run(notebook.restart)
        first = notebook.pictures()
        notebook.page.screenshot(path=SCREENSHOTS / "lab-before.png")
        notebook.type_into(number, with_value(small, parameter.name, max(value // 2, 1) if value > 1 else 2))
        notebook.run(notebook.restart)
        second = notebook.pictures()
        notebook.page.screenshot(path=SCREENSHOTS / "lab-after.png")

    assert first and len(first) == len(second)
    assert all(map(is_drawn, first + second))
    assert any(differ(*pair) for pair in zip(first, second)), f"{parameter.name} changed no chart of {path.name}"


def test_a_long_cell_is_interrupted_and_the_same_kernel_goes_on(jupyterlab, browser):
    """The long cell measures in child JVMs, once more, since what it measures is there."""
    path = next((path for path in NOTEBOOKS if measures(path)), None)
    if not path:
        pytest.skip("none of the build's notebooks measures in child JVMs")
    number, cell = parameters_of(path)
    small = with_value(cell.source, "scale", '"smoke"')
    with NotebookPage(browser, jupyterlab, path.name) as notebook:
        notebook.type_into(number, with_value(small, "again", "true"))
        notebook.start()
        notebook.wait(lambda: running(notebook), 240, "a cell to show its progress")
        kernel, process = jupyterlab.kernel()
        notebook.wait(lambda: living_children(process), 120, "a child JVM of the kernel")
        notebook.screenshot_of(".jp-OutputArea progress", SCREENSHOTS / "lab-progress.png")
        notebook.choose("Kernel", "Interrupt Kernel")
        notebook.wait(lambda: not notebook.waits(), 60, "the cells to end after an interrupt")
        notebook.wait(lambda: not living_children(process), 60, "the kernel's child JVMs to end")
        notebook.screenshot_of(".jp-OutputArea progress", SCREENSHOTS / "lab-interrupted.png")
        # The first: the kernel may go on to the cells below, which miss what this one would have made.
        stopped = next((cell for cell in notebook.cells() if cell["errors"]), {"text": "nothing failed", "errors": []})
        assert "trials: " in stopped["text"], f"another cell than the one that measures: {stopped['text']}"
        assert re.search("interrupted", "".join(stopped["errors"]), re.IGNORECASE), stopped["errors"]

        notebook.type_into(number, small)
        notebook.run(notebook.start)
        assert jupyterlab.kernel() == (kernel, process)
        pictures = notebook.pictures()
    assert pictures and all(map(is_drawn, pictures))


def measures(path):
    return "Trials.run(" in path.read_text(encoding="utf-8") and re.search(r"\bagain\s*=", parameters_of(path)[1].source)


def running(notebook):
    """Whether some cell shows which trial runs."""
    return any(re.search(r"trials: \d+ of \d+, (?!waiting)\w", cell["text"]) for cell in notebook.cells())


def test_a_saved_notebook_is_readable_where_it_is_not_trusted(jupyterlab, browser):
    path = NOTEBOOKS[0]
    number, cell = parameters_of(path)
    with NotebookPage(browser, jupyterlab, path.name) as notebook:
        notebook.type_into(number, with_value(cell.source, "scale", '"smoke"'))
        notebook.run(notebook.start, again=notebook.restart)
        saved = notebook.save()
    assert all(trust(jupyterlab, saved)), "what its maker saves is trusted"

    # Somebody else's: changed since it was signed.
    content = nbformat.read(saved, as_version=4)
    content.cells[0].source += "\n\nA line by somebody else."
    sent = jupyterlab.folder / "sent-by-mail.ipynb"
    nbformat.write(content, sent)
    assert not any(trust(jupyterlab, sent))

    with NotebookPage(browser, jupyterlab, sent.name) as notebook:
        notebook.wait(notebook.is_untrusted, 60, "JupyterLab to say that it does not trust it")
        notebook.wait(lambda: notebook.loaded_pictures(), 60, "the pictures")
        loaded, pictures, tables = notebook.loaded_pictures(), notebook.pictures(), notebook.tables()
        notebook.screenshot(SCREENSHOTS / "lab-untrusted.png")
        counts = [f"[{cell.execution_count}]:" for cell in content.cells if cell.cell_type == "code"]
        assert notebook.prompts() == counts, "something was executed"

    outputs = outputs_of(saved)
    assert loaded == [True] * sum("image/png" in output for output in outputs) != []
    assert all(map(is_drawn, pictures))
    assert tables == [texts(table) for output in outputs for table in BeautifulSoup(output.get("text/html", ""), "html.parser")("table")] != []


def trust(lab, file):
    """Whether the server trusts its cells with outputs."""
    cells = lab.ask(f"/api/contents/{file.name}")["content"]["cells"]
    return [cell["metadata"]["trusted"] for cell in cells if cell.get("outputs")]


def texts(table):
    return [[cell.get_text().strip() for cell in row(["td", "th"])] for row in table("tr")]
