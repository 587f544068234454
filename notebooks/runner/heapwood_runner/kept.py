"""The outputs that notebooks are committed with: those of a run at scale paper, and how to tell that they still belong.

`mvn -Dscale=paper -Dkeep` puts them into the notebooks; `mvn verify` asks `complaints`. Nothing else of a notebook
changes: the parameters cell keeps its defaults, and says below itself with which values the outputs were made.
"""

import base64
import html
import io
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_output
from PIL import Image

from . import kit, origin, plan

SCALE = kit.SCALES[-1]
# A picture needs no more colors: it is less than half as large, and looks the same.
COLORS = 256
# Where somebody's files lie; outputs are for everyone.
PATHS = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|tmp|work|workspace|private|var/folders|mnt|builds|__w)/[\w.-]+|\b[A-Z]:\\\w+")


def keep(task):
    """Puts an executed copy's outputs into its notebook; gives why not, or an empty text."""
    notebook, copy = nbformat.read(task.notebook, as_version=4), nbformat.read(task.copy, as_version=4)
    made = copy.metadata[plan.METADATA]
    # The commit now: an older copy is up to date only if it was made from the same library, data, kernel and cells.
    commit, _ = origin.commit_of_the_kit()
    record = {name: made[name] for name in ("scale", "parameters", "machine", "jdk", "date", "seconds")} | {"commit": commit}
    record["cells"] = plan.checksum_of_cells(task.notebook)
    notebook.metadata[plan.METADATA] = record
    executed = {cell.id: cell for cell in copy.cells if cell.cell_type == "code"}
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = number
        cell.outputs = [slim(output, number) for output in executed[cell.id].outputs]
        if "parameters" in cell.metadata.get("tags", []):
            cell.outputs = [note(record)]
    if wrong := complaints_about(notebook, record["cells"]):
        return wrong[0]
    text = nbformat.writes(notebook) + "\n"
    kit.write(task.notebook, text)
    kit.say(f"Kept in {task.notebook.name}: its outputs, {len(text.encode()) / 1000:,.0f} kB. To be committed.")
    return ""


def slim(output, number):
    """The same output with its pictures in fewer bytes, as the cell of that number's."""
    if output.output_type == "execute_result":
        output.execution_count = number
    if png := output.get("data", {}).get("image/png"):
        image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
        smaller = io.BytesIO()
        image.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(smaller, "png", optimize=True)
        output.data["image/png"] = base64.b64encode(smaller.getvalue()).decode()
    return output


def note(record):
    """What a reader sees below the parameters cell: the outputs are not of the values above."""
    values = ", ".join(f"{name} = {value}" for name, value in record["parameters"].items())
    text = f"The outputs in this notebook are of a run with {values}: {label(record)}."
    return new_output("display_data", {"text/plain": text, "text/html": f"<i>{html.escape(text)}</i>"})


def label(made):
    """Where outputs come from, in a few words."""
    return f"{made['machine']}; JDK {made['jdk']}; {made['date']}, commit {made['commit']}"


def complaints(path):
    """What is wrong with a committed notebook's outputs, each with the command that mends it; empty if they are good."""
    notebook = nbformat.read(path, as_version=4)
    command = f"run `mvn -Dscale={SCALE} -Dkeep -Dnotebook={Path(path).name[:2]}` and commit the notebook"
    return [f"{Path(path).name}: {text}: {command}" for text in complaints_about(notebook, plan.checksum_of_cells(path))]


def complaints_about(notebook, checksum):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    record = notebook.metadata.get(plan.METADATA, {})
    if not record and not any(cell.outputs or cell.execution_count for cell in code):
        return ["it has no outputs"]
    found = []
    if record.get("scale") != SCALE:
        found.append(f"its outputs are of no run at scale {SCALE}")
    if record.get("cells") != checksum:
        found.append("its cells have changed since its outputs were made")
    if not all(cell.execution_count for cell in code) or not any(cell.outputs for cell in code[1:]):
        found.append("outputs are missing")
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            found += [f"cell {number} {text}" for text in complaints_about_output(output)]
    return found


def complaints_about_output(output):
    if output.output_type == "error" or output.get("name") == "stderr":
        yield "carries an error"
    texts = [output.get("text", ""), *output.get("data", {}).values(), str(output.get("metadata", ""))]
    if "image/png" in output.get("data", {}):
        texts.remove(output.data["image/png"])
    for text in map(str, texts):
        if re.search(r"<(script|iframe)\b", text):
            yield "shows what untrusted viewers strip"
        if path := PATHS.search(text):
            yield f"names a path of the machine that made it ({path.group()})"
