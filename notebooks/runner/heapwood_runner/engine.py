"""What papermill loads when it is imported, so that plain `papermill` knows Java. Only papermill imports this."""

from papermill.engines import NBClientEngine, papermill_engines
from papermill.utils import find_first_tagged_cell_index

from . import translator  # importing it registers it


class JavaEngine(NBClientEngine):
    """Papermill's own engine; a name that a Java notebook does not declare is told before the kernel starts."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *args, **kwargs):
        require_declared(nb_man.nb)
        return super().execute_managed_notebook(nb_man, kernel_name, *args, **kwargs)


def require_declared(notebook):
    given = notebook.metadata.get("papermill", {}).get("parameters") or {}
    index = find_first_tagged_cell_index(notebook, "parameters")
    if index >= 0 and notebook.metadata.get("kernelspec", {}).get("language") == "java":
        if complaint := translator.JavaTranslator.complaint(notebook.cells[index], given):
            raise translator.ParameterError(f"the notebook {complaint}")


# The one without a name is what `papermill` takes if its command line names none.
papermill_engines.register(None, JavaEngine)
