"""The Python side of Heapwood: its environment, its kernel, the executed notebooks, the report, JupyterLab."""
