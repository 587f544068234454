"""JupyterLab as `mvn -Plab` starts it, used in a browser: open a notebook, change a parameter, run it, see its chart."""

import base64
import io
import json
import re
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from conftest import NOTEBOOKS, SCREENSHOTS
from PIL import Image, ImageChops

from heapwood_runner import environment, kit, lab

MINUTE = 60_000


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """A server on a free port, on copies of the notebooks: a browser saves what it is shown."""
    home = tmp_path_factory.mktemp("lab")
    folder = home / "notebooks"
    folder.mkdir()
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    (folder / "data").symlink_to(kit.NOTEBOOKS / "data")
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
    environ = environment.clean_environ() | {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    with open(kit.TARGET / "test-lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environ, cwd=folder)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/api", server)
            yield Lab(url, token, folder)
        finally:
            server.terminate()
            server.wait(60)


class Lab:
    def __init__(self, url, token, folder):
        self.url, self.token, self.folder = url, token, folder

    def get(self, path, token=True):
        request = urllib.request.Request(self.url + path)
        if token:
            request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


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
        jupyterlab.get("/api/kernelspecs", token=False)


def test_the_kits_kernel_is_ready_and_nothing_runs(jupyterlab):
    specification = jupyterlab.get("/api/kernelspecs")["kernelspecs"]["java"]["spec"]
    assert specification["display_name"] == "Java (Heapwood)"
    assert str(kit.JAR) in " ".join(specification["argv"])
    assert jupyterlab.get("/api/kernels") == []


def test_the_first_notebook_is_what_opens():
    assert f"--LabApp.default_url=/lab/tree/{kit.notebooks()[0].name}" in lab.command()


def chosen():
    """A notebook with a number to turn, and that number: the first that has one."""
    from heapwood_runner.translator import JavaTranslator

    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if "parameters" in cell.metadata.get("tags", []):
                for parameter in JavaTranslator.inspect(cell):
                    if parameter.inferred_type_name in ("int", "long") and re.fullmatch(r"\d+", parameter.default):
                        return path, cell.source, parameter
    pytest.fail("no notebook has a number to turn")


def test_a_notebook_runs_in_the_browser_and_a_changed_parameter_changes_its_chart(jupyterlab, browser):
    path, source, parameter = chosen()
    small = re.sub(r'(String\s+scale\s*=\s*)"\w+"', r'\1"smoke"', source)
    value = int(parameter.default)
    changed = re.sub(rf"(\b{parameter.name}\s*=\s*){value}\b", rf"\g<1>{max(value // 2, 1) if value > 1 else 2}", small)
    assert changed != small

    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(f"{jupyterlab.url}/lab/tree/{path.name}?token={jupyterlab.token}")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=2 * MINUTE)
    # Not for "Idle": a Java kernel's status is unknown until its first run.

    first = run_with(page, source, small)
    page.screenshot(path=SCREENSHOTS / "lab-before.png")
    second = run_with(page, small, changed)
    page.screenshot(path=SCREENSHOTS / "lab-after.png")
    context.close()

    assert first and len(first) == len(second)
    for image in (*first, *second):
        assert is_drawn(image)
    assert any(differ(*pair) for pair in zip(first, second)), f"{parameter.name} changed no chart of {path.name}"


def run_with(page, old, new):
    """Puts the parameters cell's text in, runs all cells in a fresh kernel, waits for the last; gives the pictures."""
    cell = page.locator(".jp-CodeCell").filter(has_text=next(line for line in old.splitlines() if "scale" in line).split(";")[0]).first
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(new)
    restart_and_run(page)
    if not begins(page):
        # Seen once in some dozens of runs: all cells wait for a kernel that was sent none of them. A person would do the same.
        restart_and_run(page)
    wait_until_done(page)
    page.locator(".jp-OutputArea-output img").last.scroll_into_view_if_needed()
    sources = page.locator(".jp-OutputArea-output img[src^='data:image/png']").evaluate_all("images => images.map(image => image.src)")
    return [Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("RGB") for source in sources]


def restart_and_run(page):
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function("() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(p => p.textContent.includes('*'))", timeout=2 * MINUTE)


def begins(page):
    """Whether a cell is done within a minute and a half; the first ones only import and set."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        if any(re.fullmatch(r"\[\d+\]:", prompt.strip()) for prompt in prompts):
            return True
        time.sleep(0.3)
    return False


def wait_until_done(page):
    """Until every code cell has a number; an error is told at once."""
    deadline = time.monotonic() + 300
    while True:
        errors = page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts()
        assert not errors, errors[0]
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        if all(re.fullmatch(r"\[\d+\]:", prompt.strip()) for prompt in prompts):
            return
        assert time.monotonic() < deadline, prompts
        time.sleep(0.3)


def is_drawn(image):
    """Neither blank nor filled: some of its pixels differ from its ground, and not nearly all."""
    ground = image.getpixel((2, 2))
    other = ImageChops.difference(image, Image.new("RGB", image.size, ground)).convert("L").point(lambda level: 255 * (level > 40))
    share = other.histogram()[255] / (image.width * image.height)
    return 0.001 < share < 0.98


def differ(one, other):
    return one.size != other.size or ImageChops.difference(one, other).getbbox() is not None
