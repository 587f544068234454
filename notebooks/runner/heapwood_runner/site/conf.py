"""Sphinx's settings for the report: a site that is opened from disk, so nothing in it may need a network."""

import os

project = "Heapwood"
html_title = "Heapwood"
extensions = ["myst_nb"]
if os.environ.get("HEAPWOOD_REPORT_MATH"):
    extensions.append("sphinx-mathjax-offline")  # 24 MB, so only where there are formulas

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_theme_options = {
    "footer_content_items": [],
    "home_page_in_toc": True,
    "secondary_sidebar_items": {"**": ["page-toc"], "index": []},
    "show_navbar_depth": 1,
    "use_download_button": True,
    "use_fullscreen_button": False,
    "use_issues_button": False,
    "use_repository_button": False,
}
html_context = {"default_mode": "auto"}
html_static_path = ["static"]
html_css_files = ["heapwood.css"]
html_show_search_summary = False  # a page that is opened from disk can't read the others
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
