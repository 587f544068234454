"""A single notebook as one HTML file to send someone: `jupyter nbconvert --to page`, or JupyterLab's menu *File*.

Pictures and styles are inside, and no script; a browser asks no network for anything.
"""

import re
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from traitlets import default

SITE = Path(__file__).parent / "site"


class PageExporter(HTMLExporter):
    """Nbconvert's own page less what it would load; links to other notebooks, which do not travel along, are plain text."""

    export_from_notebook = "Page"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self):
        return [str(SITE)]

    @default("template_name")
    def _template_name_default(self):
        return "page"

    @default("embed_images")
    def _embed_images_default(self):
        return True

    def from_notebook_node(self, nb, resources=None, **kw):
        page, resources = super().from_notebook_node(nb, resources, **kw)
        page = re.sub(r"""<a\b[^>]*\bhref=["'](?![a-z]+:|#)[^"']*["'][^>]*>(.*?)</a>""", r"\1", page, flags=re.DOTALL)
        return page, resources
