"""Writes the report: a site of the executed notebooks that opens from disk and needs no network."""

import base64
import contextlib
import copy
import html
import io
import os
import re
import shutil

import nbformat
from nbformat.v4 import new_markdown_cell
from sphinx.cmd.build import build_main

from . import kept, kit, plan, report
from .kit import Problem

SITE = kit.RUNNER / "heapwood_runner" / "site"


def write(scale):
    """Builds the site beside the old one and puts it in its place only when it is complete."""
    stamp = report.stamp(scale)
    source = fresh(kit.TARGET / "report-source")
    beside = fresh(kit.REPORT.parent / "report.new")
    pages = report.pages(scale)
    for name in ("conf.py", "static"):
        put = shutil.copytree if (SITE / name).is_dir() else shutil.copyfile
        put(SITE / name, source / name)
    views = [View(page, source) for page in pages]
    for view in views:
        view.write()
    kit.write(source / "index.md", index(views))
    build(source, beside, formulas=any(view.has_formulas for view in views))
    copy_data(pages, fresh(beside / "data"))
    kit.write(beside / report.STAMP, stamp)
    replace(beside, kit.REPORT)
    shutil.rmtree(source)


def copy_data(pages, folder):
    for page in pages:
        for path in page.data:
            shutil.copyfile(path, folder / path.name)


class View:
    """A notebook in the report: on the index, and on a page of its own for what is kept and for this machine's run."""

    def __init__(self, page, source):
        self.page, self.source = page, source
        self.kept = nbformat.read(page.notebook, as_version=4) if page.kept else None
        self.run = nbformat.read(page.copy, as_version=4) if page.copy else None

    @property
    def names(self):
        return [name for name, notebook in ((self.page.name, self.kept), (self.page.run, self.run)) if notebook]

    @property
    def has_formulas(self):
        return any(has_formulas(notebook) for notebook in (self.kept, self.run) if notebook)

    def write(self):
        """The pages; the kept one shows this run's pictures, too, each where it belongs."""
        if self.run:
            words = f"{how(self.run)} {self.link(self.page.name, 'The outputs that were kept')}" if self.kept else how(self.run)
            self.write_page(self.page.run, self.run, words)
        if self.kept:
            words = f"{how(self.kept)} {self.link(self.page.run, 'This machine’s own run')}" if self.run else how(self.kept)
            self.write_page(self.page.name, self.with_both(), words)

    def link(self, name, text):
        return f"[{text}]({name}.ipynb) is a page of its own."

    def write_page(self, name, notebook, words):
        notebook = copy.deepcopy(notebook)
        annotate(notebook, words)
        for cell in notebook.cells:
            for _, alternative in pictures_of(cell):
                cell.metadata["mystnb"] = {"image": {"alt": one_line(alternative)}}
        kit.write(self.source / f"{name}.ipynb", nbformat.writes(notebook))

    def with_both(self):
        """The kept notebook; below each of its pictures this run's, to be unfolded."""
        notebook = copy.deepcopy(self.kept)
        if not self.run:
            return notebook
        run = {cell.id: pictures_of(cell) for cell in self.run.cells}
        cells = []
        for cell in notebook.cells:
            cells.append(cell)
            for number, (png, words) in enumerate(run.get(cell.id, []) if pictures_of(cell) else []):
                image = self.picture(f"{self.page.run}-{cell.id}-{number}", png)
                text = f"<details><summary>The same by {html.escape(whose(self.run))}</summary>\n\n![{escape(words)}]({image})\n\n</details>"
                cells.append(new_markdown_cell(text))
        notebook.cells = cells
        return notebook

    def picture(self, name, png):
        folder = self.source / "pictures"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.png").write_bytes(png)
        return f"pictures/{name}.png"

    def entry(self):
        """On the index: title, first words, the key picture of each run with where it comes from, the data."""
        notebook = self.kept or self.run
        if notebook is None:
            return f"## {self.page.name}\n\nNot executed yet: `mvn -Dnotebook={self.page.name[:2]}`.\n"
        lines = [f"## [{title(notebook) or self.page.name}]({self.page.name}.ipynb)", ""]
        if text := first_paragraph(notebook):
            lines += [text, ""]
        if error := self.run and self.run.metadata.get(plan.METADATA, {}).get("error"):
            lines += [":::{error}", f"It failed: {escape(error)}", ":::", ""]
        lines += ["::::{container} runs", ""]
        if self.kept:
            lines += self.figure(self.page.name, self.kept)
        if self.run:
            lines += self.figure(self.page.run, self.run)
        lines += ["::::", ""]
        if self.page.data:
            lines += [data_links(self.page.data), ""]
        return "\n".join(lines)

    def figure(self, name, notebook):
        pictures = [picture for cell in notebook.cells for picture in pictures_of(cell)]
        if not pictures:
            return [f"[{how(notebook)}]({name}.ipynb)", ""]
        png, words = pictures[0]  # a notebook's own question comes first
        return [f":::{{figure}} {self.picture(name, png)}", f":alt: {one_line(words)}", f":target: {name}.html", "", escape(how(notebook)), ":::", ""]


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


def index(views):
    lines = [
        "# Heapwood",
        "",
        "What does a big tree of stack traces cost a garbage-collected program, and what does it cost when the tree is not",
        "made of objects? Each notebook asks one part of that question. Pictures of the run that the notebooks are committed with",
        "come first, those of this machine's own run beside them.",
        "",
        *[view.entry() for view in views],
        "```{toctree}",
        ":hidden:",
        *[view.names[0] for view in views if view.names],
        "```",
        "",
        "```{toctree}",
        ":hidden:",
        ":caption: This machine’s own runs",
        *[name for view in views for name in view.names[1:]],
        "```",
        "",
    ]
    return "\n".join(lines)


def how(notebook):
    """Which run this is, in words: whose and of what, then where it comes from."""
    made = notebook.metadata.get(plan.METADATA, {})
    words = whose(notebook)
    origin = f" {kept.label(made)}." if "machine" in made else ""
    return f"{words[0].upper()}{words[1:]}, {made.get('seconds', 0):.0f} s.{origin}"


def whose(notebook):
    made = notebook.metadata.get(plan.METADATA, {})
    parameters = {name: value for name, value in made.get("parameters", {}).items() if name != "scale"}
    changed = "".join(f", {name} = {value}" for name, value in parameters.items())
    return f"{'the committed run' if 'cells' in made else 'this machine’s own run'}, scale {made.get('scale', 'unknown')}{changed}"


def data_links(files):
    """As HTML: the data are no part of Sphinx's sources."""
    links = [f'<a href="data/{path.name}" download>{path.name}</a> ({path.stat().st_size / 1000:,.1f} kB)' for path in files]
    return f'<p class="data">Data of the last run on this machine: {", ".join(links)}</p>'


def annotate(notebook, words):
    """Says under the page's title which run it is, and what went wrong if anything did."""
    text = f"*{words} The notebook itself is behind the download button above.*"
    if error := notebook.metadata.get(plan.METADATA, {}).get("error"):
        text += f"\n\n:::{{error}}\nThis notebook failed: {escape(error)}\n:::"
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


def pictures_of(cell):
    """A cell's pictures, each with its words."""
    return [
        (base64.b64decode(output.data["image/png"]), output.data.get("text/plain", "A picture"))
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]


def has_formulas(notebook):
    return re.search(r"\$\$|\$[^\s$][^$\n]*[^\s$]\$|\$[^\s$]\$", markdown(notebook)) is not None


def escape(text):
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", text)


def one_line(text):
    return " ".join(text.split())
