"""The report: written anew when something changed, and whole when it is opened from disk without a network."""

import re

import nbformat
import pytest
from conftest import NOTEBOOKS, SCALE, SCREENSHOTS, java_notebook

from heapwood_runner import kit, pages, plan, report

PAGES = ["index", *(path.stem for path in NOTEBOOKS), *(path.stem for path in sorted(kit.REPORT.glob("*-run.html")))]

# The smallest picture: one black pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

# Shown in another shape than drawn.
PICTURES_OUT_OF_SHAPE = """
    () => [...document.images].filter(i => i.width > 0 && Math.abs(i.width / i.height / (i.naturalWidth / i.naturalHeight) - 1) > 0.02).map(i => i.src)
"""

PICTURES_THAT_DID_NOT_LOAD = """
    () => [...document.images].filter(image => !(image.complete && image.naturalWidth > 0)).map(image => image.src)
"""


@pytest.fixture(scope="module")
def opened(browser):
    """Opens a page of the report from disk; gives the page and what went wrong while it loaded."""
    contexts = []

    def open_page(name, width=1280, height=900):
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
        contexts.append(context)
        page, wrong = context.new_page(), []
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else wrong.append(f"network: {request.url}"))
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
        page.goto((kit.REPORT / f"{name}.html").as_uri(), wait_until="load")
        # Pictures further down are loaded when they come into view.
        page.evaluate("() => Promise.all([...document.images].map(image => (image.loading = 'eager', image.decode().catch(() => null))))")
        return page, wrong

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_loads_and_no_request_fails(opened, name):
    page, wrong = opened(name)
    page.screenshot(path=SCREENSHOTS / f"report-{name}.png", full_page=True)
    assert page.evaluate("() => document.images.length") > 0
    assert page.evaluate(PICTURES_THAT_DID_NOT_LOAD) == []
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(opened, name):
    page, wrong = opened(name, width=390, height=800)
    page.screenshot(path=SCREENSHOTS / f"report-{name}-phone.png", full_page=True)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.evaluate(PICTURES_OUT_OF_SHAPE) == []
    assert wrong == []


def test_the_index_leads_to_every_notebook_and_back(opened):
    page, wrong = opened("index")
    for notebook in NOTEBOOKS:
        page.locator(f"article a[href='{notebook.stem}.html']").first.click()
        page.wait_for_load_state()
        assert page.url.endswith(f"/{notebook.stem}.html")
        page.locator(".bd-sidebar a[href='index.html']").first.click()
        page.wait_for_load_state()
    assert wrong == []


def test_the_search_works_from_disk(opened):
    page, wrong = opened("index")
    page.goto((kit.REPORT / "search.html").as_uri() + "?q=tree")
    page.locator("#search-results li a").first.wait_for(timeout=20_000)
    assert wrong == []


def test_the_report_shows_each_notebook_as_this_build_executed_it():
    shown = {page.notebook: page for page in report.pages(SCALE)}
    for notebook in NOTEBOOKS:
        copy = plan.copy_of(notebook, SCALE)
        the_same = report.is_the_same_run(plan.read_metadata(notebook), plan.read_metadata(copy))
        assert shown[notebook].copy == (None if shown[notebook].kept and the_same else copy)
    assert report.is_up_to_date(SCALE)


def test_the_command_report_leaves_a_report_that_is_up_to_date(runner):
    before = (kit.REPORT / report.STAMP).stat().st_mtime_ns
    code, out, err = runner("report", f"--scale={SCALE}")
    assert (code, err) == (0, "")
    assert out == f"Report: {report.INDEX} (open it in a browser).  JupyterLab: mvn -Plab\n"
    assert (kit.REPORT / report.STAMP).stat().st_mtime_ns == before


def test_no_page_refers_to_what_is_not_there():
    if set(NOTEBOOKS) != set(kit.notebooks()):
        pytest.skip("this build executed only some of the notebooks")
    assert (kit.TARGET / "report.log").read_text(encoding="utf-8") == ""


@pytest.fixture
def small_kit(tmp_path, monkeypatch):
    """Places for a report of one notebook; gives the notebook."""
    for name, path in {"NOTEBOOKS": "", "TARGET": "target", "EXECUTED": "target/executed", "REPORT": "report"}.items():
        monkeypatch.setattr(kit, name, tmp_path / path)
    monkeypatch.setattr(report, "INDEX", tmp_path / "report" / "index.html")
    notebooks = {"folder": tmp_path}
    monkeypatch.setattr(kit, "notebooks", lambda: sorted(notebooks["folder"].glob("[0-9][0-9]-*.ipynb")))
    return java_notebook(tmp_path / "01-test.ipynb", "int a = 1;")


def executed(notebook, scale, error=""):
    copy = nbformat.read(notebook, as_version=4)
    values = {"scale": scale}
    fingerprint = plan.fingerprint_of(notebook, values, plan.shared_inputs())
    copy.metadata["heapwood"] = {"scale": scale, "parameters": values, "seconds": 2.0, "error": error, "fingerprint": "" if error else fingerprint}
    kit.write(plan.copy_of(notebook, scale), nbformat.writes(copy))


def text_of(name="index"):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (kit.REPORT / f"{name}.html").read_text(encoding="utf-8")))


def test_a_report_is_written_anew_when_a_copy_changes(small_kit):
    assert not report.is_up_to_date("smoke")
    executed(small_kit, "smoke")
    pages.write("smoke")
    assert report.is_up_to_date("smoke")
    assert "This machine’s own run, scale smoke, 2 s" in text_of("01-test")
    executed(small_kit, "smoke", error="cell 3: no forest")
    assert not report.is_up_to_date("smoke")
    pages.write("smoke")
    assert "It failed: cell 3: no forest" in text_of()
    assert "This notebook failed: cell 3: no forest" in text_of("01-test")
    assert not (kit.REPORT.parent / "report.new").exists() and not (kit.REPORT.parent / "report.old").exists()


def keep(notebook, cells):
    """As if its outputs had been kept: a picture, and another one by this machine."""
    for path, scale in ((notebook, "paper"), (plan.copy_of(notebook, "smoke"), "smoke")):
        opened = nbformat.read(path, as_version=4)
        opened.cells[2].outputs = [nbformat.v4.new_output("display_data", {"image/png": PIXEL, "text/plain": f"a picture of {scale}"})]
        made = {"scale": scale, "parameters": {"scale": scale}, "seconds": 9.0, "machine": "AMD, 2 cores", "jdk": "17", "date": "2026-01-02", "commit": "abc"}
        opened.metadata["heapwood"] = dict(opened.metadata.get("heapwood", {})) | made | ({"cells": cells} if path == notebook else {})
        nbformat.write(opened, path)


def test_kept_outputs_come_first_and_this_machines_beside_them(small_kit):
    executed(small_kit, "smoke")
    keep(small_kit, plan.checksum_of_cells(small_kit))
    (kit.NOTEBOOKS / "results").mkdir()
    (kit.NOTEBOOKS / "results" / "01-rows.csv").write_text("a,b\n")
    pages.write("smoke")
    for name in ("index", "01-test"):
        committed = text_of(name).index("The committed run, scale paper, 9 s. AMD, 2 cores; JDK 17; 2026-01-02, commit abc")
        assert committed < text_of(name).index("his machine’s own run, scale smoke")
    assert "This machine’s own run, scale smoke, 9 s. AMD, 2 cores; JDK 17" in text_of("index")
    html = (kit.REPORT / "01-test.html").read_text(encoding="utf-8")
    assert html.index("a picture of paper") < html.index("<details>") < html.index("a picture of smoke")
    assert "This machine’s own run" in text_of("01-test-run") and "a picture of paper" not in text_of("01-test-run")
    assert 'href="data/01-rows.csv"' in (kit.REPORT / "index.html").read_text(encoding="utf-8")
    assert (kit.REPORT / "data" / "01-rows.csv").read_text() == "a,b\n"
    (kit.NOTEBOOKS / "results" / "01-rows.csv").write_text("a,b\n1,2\n")
    assert not report.is_up_to_date("smoke")


def test_outputs_of_earlier_cells_are_not_shown(small_kit):
    executed(small_kit, "smoke")
    keep(small_kit, "of earlier cells")
    pages.write("smoke")
    assert not (kit.REPORT / "01-test-run.html").exists()
    assert "a picture of paper" not in (kit.REPORT / "01-test.html").read_text(encoding="utf-8")


def test_a_notebook_without_a_copy_is_named_with_the_command_that_makes_one(small_kit):
    pages.write("smoke")
    assert "Not executed yet: mvn -Dnotebook=01" in text_of()


def test_a_copy_of_another_scale_is_shown_only_while_it_holds(small_kit):
    executed(small_kit, "paper")
    assert report.pages("smoke")[0].copy == plan.copy_of(small_kit, "paper")
    executed(small_kit, "smoke")
    assert report.pages("smoke")[0].copy == plan.copy_of(small_kit, "smoke")
    plan.copy_of(small_kit, "smoke").unlink()
    java_notebook(small_kit, "int a = 2;")
    assert report.pages("smoke")[0].copy is None


def test_a_report_that_cannot_be_built_leaves_the_old_one(small_kit, monkeypatch):
    executed(small_kit, "smoke")
    pages.write("smoke")
    before = report.INDEX.read_text(encoding="utf-8")
    executed(small_kit, "smoke", error="changed")
    monkeypatch.setattr(pages, "build_main", lambda arguments: 1)
    with pytest.raises(kit.Problem, match="The report could not be built"):
        pages.write("smoke")
    assert report.INDEX.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(("text", "formulas"), [("costs $5 or $6", False), ("$n \\log n$", True), ("$$\nx\n$$", True), ("a $x$ b", True), ("no", False)])
def test_formulas_are_recognized(text, formulas):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    assert pages.has_formulas(notebook) == formulas
