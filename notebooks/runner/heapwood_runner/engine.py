"""What papermill loads when it is imported, so that plain `papermill` knows Java. Only papermill imports this."""

from papermill.engines import NBClientEngine

from . import translator  # noqa: F401 (importing it registers the translator)


class JavaEngine(NBClientEngine):
    """Papermill's own engine, under a name that papermill finds among the installed packages."""
