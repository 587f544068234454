"""Writes the report: a site of the executed notebooks that opens from disk and needs no network."""

import base64
import contextlib
import io
import os
import re
import shutil

import nbformat
from sphinx.cmd.build import build_main

from . import kit, plan, report
from .kit import Problem

SITE = kit.RUNNER / "heapwood_runner" / "site"


def write(scale):
    """Builds the site beside the old one and puts it in its place only when it is complete."""
    stamp = report.stamp(scale)
    source = fresh(kit.TARGET / "report-source")
    beside = fresh(kit.REPORT.parent / "report.new")
    pages = report.pages(scale)
    for name in ("conf.py", "static"):
        copy = shutil.copytree if (SITE / name).is_dir() else shutil.copyfile
        copy(SITE / name, source / name)
    formulas = False
    entries = []
    for page in pages:
        notebook = nbformat.read(page.copy, as_version=4) if page.copy else None
        entries.append(entry(page, notebook, source))
        if notebook:
            formulas |= has_formulas(notebook)
            annotate(notebook)
            kit.write(source / page.notebook.name, nbformat.writes(notebook))
    kit.write(source / "index.md", index(pages, entries))
    build(source, beside, formulas)
    kit.write(beside / report.STAMP, stamp)
    replace(beside, kit.REPORT)
    shutil.rmtree(source)


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def replace(beside, there):
    """Two renames: a directory can't be moved over another one."""
    old = there.with_name("report.old")
    shutil.rmtree(old, ignore_errors=True)
    if there.exists():
        there.rename(old)
    beside.rename(there)
    shutil.rmtree(old, ignore_errors=True)


def build(source, out, formulas):
    os.environ["HEAPWOOD_REPORT_MATH"] = "yes" if formulas else ""
    log = kit.TARGET / "report.log"
    doctrees = kit.TARGET / "report-doctrees"
    shutil.rmtree(doctrees, ignore_errors=True)
    # Its warnings go to the log alone (with -Q they would go nowhere).
    with contextlib.redirect_stderr(io.StringIO()):
        code = build_main(["-q", "-b", "html", "-d", str(doctrees), "-w", str(log), str(source), str(out)])
    shutil.rmtree(doctrees, ignore_errors=True)
    if code != 0 or not (out / "index.html").is_file():
        raise Problem(f"The report could not be built: {log} says why.")
    (out / ".buildinfo").unlink(missing_ok=True)
    # MathJax comes in a dozen ready-made combinations of a megabyte or two; the pages load this one.
    for combination in (out / "_static" / "mathjax").glob("*-*.js"):
        if combination.name != "tex-chtml.js":
            combination.unlink()
    # Preloading is for servers: a browser refuses it for fonts of a page that is opened from disk.
    for page in out.rglob("*.html"):
        kit.write(page, re.sub(r'<link rel="preload"[^>]*>\s*', "", page.read_text(encoding="utf-8")))


def index(pages, entries):
    lines = [
        "# Heapwood",
        "",
        "What does a big tree of stack traces cost a garbage-collected program, and what does it cost when the tree is not",
        "made of objects? Each notebook asks one part of that question and was executed on this machine; here is what came of it.",
        "",
        *entries,
        "```{toctree}",
        ":hidden:",
        *[page.name for page in pages if page.copy],
        "```",
        "",
    ]
    return "\n".join(lines)


def entry(page, notebook, source):
    """A notebook on the index: its title, how it was run, its first words and its key picture."""
    if notebook is None:
        return f"## {page.name}\n\nNot executed yet: `mvn -Dnotebook={page.name[:2]}`.\n"
    made = notebook.metadata.get(plan.METADATA, {})
    lines = [f"## [{title(notebook) or page.name}]({page.name})", "", f"*{how(made)}*", ""]
    if made.get("error"):
        lines += [":::{error}", f"It failed: {escape(made['error'])}", ":::", ""]
    if text := first_paragraph(notebook):
        lines += [text, ""]
    if picture := key_picture(notebook):
        folder = source / "pictures"
        folder.mkdir(exist_ok=True)
        (folder / f"{page.name}.png").write_bytes(picture)
        lines += [f"[![Picture of {page.name}](pictures/{page.name}.png)]({page.name})", ""]
    return "\n".join(lines)


def how(made):
    parameters = {name: value for name, value in made.get("parameters", {}).items() if name != "scale"}
    changed = "".join(f", {name} = {value}" for name, value in parameters.items())
    return f"Scale {made.get('scale', 'unknown')}{changed}, {made.get('seconds', 0):.0f} s"


def annotate(notebook):
    """Says under the page's title how it was run, and what went wrong if anything did."""
    made = notebook.metadata.get(plan.METADATA, {})
    text = f"*{how(made)}. The notebook itself is behind the download button above.*"
    if made.get("error"):
        text += f"\n\n:::{{error}}\nThis notebook failed: {escape(made['error'])}\n:::"
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            heading, _, rest = cell.source.partition("\n")
            cell.source = f"{heading}\n\n{text}\n\n{rest.strip()}"
            return


def title(notebook):
    match = re.search(r"^# +(.+)$", markdown(notebook), re.MULTILINE)
    return match.group(1).strip() if match else ""


def first_paragraph(notebook):
    paragraphs = (text.strip() for text in markdown(notebook).split("\n\n"))
    return next((text for text in paragraphs if text and not text.startswith(("#", "|", "-", "!", "<", "`"))), "")


def markdown(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def key_picture(notebook):
    """The last picture: notebooks lead up to it."""
    pictures = [
        output.data["image/png"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    return base64.b64decode(pictures[-1]) if pictures else None


def has_formulas(notebook):
    return re.search(r"\$\$|\$[^\s$][^$\n]*[^\s$]\$|\$[^\s$]\$", markdown(notebook)) is not None


def escape(text):
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", text)
