"""A notebook as a person sees and uses it in JupyterLab: its menus, its cells, what is drawn below them."""

import base64
import io
import re
import time

import pytest
from PIL import Image, ImageChops

MINUTE = 60_000
# A picture of a page cannot be higher in Chromium.
HIGHEST = 16_000

CELLS = """cells => cells.map(cell => ({
    prompt: cell.querySelector('.jp-InputPrompt').textContent.trim(),
    errors: [...cell.querySelectorAll("[data-mime-type$='jupyter.stderr'], [data-mime-type$='jupyter.error']")].map(each => each.innerText),
    text: [...cell.querySelectorAll('.jp-OutputArea-output')].map(each => each.innerText).join('\\n')}))"""


class NotebookPage:
    """One notebook in a window of its own; closing it leaves its kernel to be ended by the server."""

    def __init__(self, browser, lab, name):
        self.lab, self.name = lab, name
        self.context = browser.new_context(viewport={"width": 1400, "height": 1000})
        self.page = self.context.new_page()
        # A workspace of its own, so that no other notebook is opened with it.
        self.page.goto(f"{lab.url}/lab/workspaces/{name.partition('.')[0]}/tree/{name}?token={lab.token}")
        self.page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=2 * MINUTE)
        self.wait(lambda: any(session["path"] == name for session in lab.ask("/api/sessions")), 120, "its kernel to be started")
        # Not for "Idle": a Java kernel's status is unknown until its first run.

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()
        self.lab.end_kernels()

    def choose(self, menu, item):
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        # By its label: an item's name has its shortcut, too.
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def type_into(self, number, text):
        """Puts a text in the place of what is in the code cell of that number, from 0."""
        self.page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def cells(self):
        """Of each code cell: its prompt's text, its errors' texts, and the text of all that is below it."""
        return self.page.locator(".jp-CodeCell").evaluate_all(CELLS)

    def start(self):
        """Runs all cells in the kernel that is there; asks again where JupyterLab, not yet connected to it, did nothing."""
        deadline = time.monotonic() + 120
        while not self.waits():
            assert time.monotonic() < deadline, f"{self.name}: waited for a cell to run; its cells: {self.prompts()}"
            self.choose("Run", "Run All Cells")
            soon = time.monotonic() + 15
            while not self.waits() and time.monotonic() < soon:
                time.sleep(0.1)

    def restart(self):
        """Runs all cells in a fresh kernel."""
        self.choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.wait(self.waits, 120, "a cell to run after a restart")

    def waits(self):
        """Whether a cell runs or waits for its turn."""
        return any("*" in prompt for prompt in self.prompts())

    def run(self, start, again=None):
        """Starts and waits until every code cell has a number; an error is told at once.

        Seen once in some dozens of runs: all cells wait for a kernel that was sent none of them, or that dropped them after an
        interrupt. A person would run them again, and so does this, once.
        """
        start()
        if not self.ends():
            (again or start)()
            assert self.ends(), f"{self.name}: run twice, and the kernel took no cell: {self.prompts()}"

    def ends(self):
        """Whether the cells are taken by the kernel; waits until they are done. The first ones only import and set."""
        began = time.monotonic()
        while True:
            cells = self.cells()
            done = [bool(re.fullmatch(r"\[\d+\]:", cell["prompt"])) for cell in cells]
            errors = [error for cell, is_done in zip(cells, done) if is_done for error in cell["errors"]]
            assert not errors, f"{self.name}: {errors[0]}"
            if all(done):
                return True
            seconds = time.monotonic() - began
            if not any("*" in cell["prompt"] for cell in cells) or (seconds > 90 and not any(done)):
                return False
            assert seconds < 480, f"{self.name}: waited for its cells to be done: {self.prompts()}"
            time.sleep(0.3)

    def save(self):
        """Saves it by the menu, and waits until the file has the outputs that are seen."""
        file, before = self.lab.folder / self.name, (self.lab.folder / self.name).stat().st_mtime_ns
        self.choose("File", "Save Notebook")
        self.wait(lambda: file.stat().st_mtime_ns != before, 60, "the file to be saved")
        return file

    def prompts(self):
        return [cell["prompt"] for cell in self.cells()]

    def pictures(self):
        images = self.page.locator(".jp-OutputArea-output img[src^='data:image/png']")
        sources = images.evaluate_all("images => images.map(image => image.src)")
        return [Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("RGB") for source in sources]

    def loaded_pictures(self):
        """Of each picture below a cell, whether it was loaded and is not empty."""
        return self.page.locator(".jp-OutputArea-output img").evaluate_all("images => images.map(image => image.complete && image.naturalWidth > 0)")

    def is_untrusted(self):
        """What the status bar says."""
        return self.page.locator("#jp-main-statusbar [title*='trusted: 0 of ']").count() > 0

    def tables(self):
        """The tables that are seen, each as rows of texts."""
        return self.page.locator(".jp-OutputArea-output table").evaluate_all(
            "tables => tables.filter(table => table.checkVisibility()).map(table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))"
        )

    def screenshot_of(self, locator, path):
        """What a window shows around the last such element."""
        self.page.locator(locator).last.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)

    def screenshot(self, path):
        """The whole notebook, not only what a window shows of it."""
        panel = self.page.locator(".jp-NotebookPanel-notebook .jp-WindowedPanel-outer")
        height = panel.evaluate(
            "panel => [...panel.querySelectorAll('.jp-Cell')].reduce((most, cell) => Math.max(most, cell.getBoundingClientRect().bottom + panel.scrollTop), 0)"
        )
        self.page.set_viewport_size({"width": 1400, "height": min(round(height) + 80, HIGHEST)})
        panel.evaluate("panel => panel.scrollTo(0, 0)")
        self.page.wait_for_timeout(500)
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": 1400, "height": 1000})

    def wait(self, condition, seconds, what):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"{self.name}: waited {seconds} s for {what}; its cells: {self.prompts()}")
            time.sleep(0.2)


def is_drawn(image):
    """Neither blank nor filled: some of its pixels differ from its ground, and not nearly all."""
    ground = image.getpixel((2, 2))
    other = ImageChops.difference(image, Image.new("RGB", image.size, ground)).convert("L").point(lambda level: 255 * (level > 40))
    share = other.histogram()[255] / (image.width * image.height)
    return 0.001 < share < 0.98


def differ(one, other):
    return one.size != other.size or ImageChops.difference(one, other).getbbox() is not None
