"""One notebook as one HTML file: complete, without a script, and asking no network for anything."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import NOTEBOOKS, SCALE, SCREENSHOTS
from nbconvert.exporters import get_export_names

from heapwood_runner import plan


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The last notebook as the command exports it."""
    folder = tmp_path_factory.mktemp("export")
    notebook = plan.copy_of(NOTEBOOKS[-1], SCALE)
    command = [Path(sys.executable).parent / "jupyter", "nbconvert", "--to", "page", "--output-dir", folder, notebook]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder / f"{notebook.stem}.html"


def test_jupyterlabs_menu_offers_it():
    assert "page" in get_export_names()


def test_the_file_is_all_there_is_and_holds_no_script(page):
    text = page.read_text(encoding="utf-8")
    assert [path.name for path in page.parent.iterdir()] == [page.name]
    assert "<script" not in text and "<iframe" not in text
    assert re.findall(r'<a\b[^>]*href="(?!https?:|#)[^"]*"', text) == []
    assert all(image.get("alt") for image in BeautifulSoup(text, "html.parser").find_all("img"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_shows_every_picture_and_asks_for_nothing(page, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    shown, asked = context.new_page(), []
    shown.on("request", lambda request: None if request.url.startswith(("data:", "blob:")) else asked.append(request.url))
    shown.goto(page.as_uri(), wait_until="load")
    shown.screenshot(path=SCREENSHOTS / f"page-{width}.png", full_page=True)
    assert asked == [page.as_uri()]
    pictures = shown.evaluate("() => [...document.images].map(image => image.complete && image.naturalWidth > 0)")
    assert pictures and all(pictures)
    assert shown.evaluate("() => document.documentElement.scrollWidth") <= width
    context.close()
