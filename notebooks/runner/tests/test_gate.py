"""After a cell failed, those that follow say in one line which to run again, and draw nothing of an earlier run."""

import random
import statistics
import time

import pytest
from conftest import java_notebook
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient

from heapwood_runner import environment, kernelspec, kit


@pytest.fixture
def client(tmp_path):
    """A kernel of its own."""
    with open(kit.TARGET / "test-kernel.log", "a", encoding="utf-8") as log:
        manager, client = start_new_kernel(
            kernel_name=kernelspec.NAME, startup_timeout=120, cwd=str(tmp_path), env=environment.clean_environ(), stdout=log, stderr=log
        )
        yield Notebook(manager, client)
        client.stop_channels()
        manager.shutdown_kernel()


class Notebook:
    """Cells by their names, sent as JupyterLab does: all at once, each with its id."""

    def __init__(self, manager, client):
        self.manager, self.client = manager, client
        self.cells = {}

    def send(self, name, with_id=True):
        content = {"code": self.cells[name], "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": name} if with_id else {})
        self.client.session.send(self.client.shell_channel.socket, message)
        return message["header"]["msg_id"]

    def run(self, *names, with_id=True):
        """Runs some cells, all sent before the first ends; gives the error's lines of each, empty if it ended well, and what each showed."""
        requests = {self.send(name, with_id): name for name in names}
        return self.answers(requests)

    def answers(self, requests):
        errors, shown, waiting = dict.fromkeys(requests.values(), ""), {name: [] for name in requests.values()}, dict(requests)
        self.printed = dict.fromkeys(requests.values(), "")
        while waiting:
            message = self.client.get_iopub_msg(timeout=120)
            name = requests.get(message["parent_header"].get("msg_id"))
            if not name:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                errors[name] = "\n".join(content["traceback"])
                assert content["evalue"] or content["ename"]
            elif message["msg_type"] in ("display_data", "execute_result"):
                shown[name].append(content["data"])
            elif message["msg_type"] == "stream":
                self.printed[name] += content["text"]
            elif content.get("execution_state") == "idle":
                waiting.pop(message["parent_header"]["msg_id"])
        replied = dict(requests)
        while replied:
            reply = self.client.get_shell_msg(timeout=60)
            if name := replied.pop(reply["parent_header"]["msg_id"], None):
                assert (reply["content"]["status"] == "error") == bool(errors[name]), (name, reply["content"])
                assert reply["content"]["execution_count"] > 0
        self.shown = shown
        return errors


CELLS = {
    "imports": "import heapwood.notebook.*;\nimport java.util.*;",
    "parameters": 'String scale = "smoke";  // smoke | laptop | paper\nint depth = 50;',
    "setup": 'Scale at = Scale.of(scale);\nParameters.inRange("depth", depth, 1, 500);',
    "run": "List<Integer> sizes = List.of(depth, at.pick(1, 2, 3));",
    "more": "import java.nio.file.*;",
    "alone": "int other = 7;\nother",
    "picture": 'Plot plot = Plot.titled("A finding").x("n").y("m");\nplot.curve("c", Look.series(0)).point(1, sizes.get(0));\nplot',
}


def test_what_follows_a_failed_cell_is_not_run_and_says_so_in_one_line(client):
    client.cells = dict(CELLS)
    assert not any(client.run(*CELLS).values())
    assert "image/png" in client.shown["picture"][-1]

    client.cells["parameters"] = CELLS["parameters"].replace("smoke", "smok", 1)
    errors = client.run(*CELLS)
    assert 'unknown scale "smok"' in errors["setup"]
    assert not errors["imports"] and not errors["parameters"] and not errors["more"]
    for name in ("run", "alone", "picture"):
        assert errors[name] == 'cell [10] "Scale at = Scale.of(scale);" failed: run it again first', name
        assert client.shown[name] == []

    # One by one, later: what needs nothing of it runs, the picture does not.
    assert not client.run("alone")["alone"]
    assert 'failed: run it again first' in client.run("picture")["picture"]
    client.cells["parameters"] = CELLS["parameters"]
    assert not any(client.run("parameters").values())
    assert 'failed: run it again first' in client.run("picture")["picture"]
    assert not any(client.run("setup").values())
    assert client.run("picture")["picture"] == 'cell [11] "List<Integer> sizes = List.of(depth, at.pick(1, 2…" was not run: run it again first'
    assert not any(client.run("run", "picture").values())


def test_a_misspelt_parameter_does_not_keep_its_old_value(client):
    client.cells = dict(CELLS)
    assert not any(client.run(*CELLS).values())
    client.cells["parameters"] = CELLS["parameters"].replace("depth", "dept")
    errors = client.run(*CELLS)
    assert errors["setup"].startswith('cell [9] "String scale = "smoke";') and "declares dept and no longer depth: is it misspelt?" in errors["setup"]
    assert "\n" not in errors["setup"] and "run it again first" in errors["picture"]
    assert client.shown["picture"] == []
    client.cells["parameters"] = CELLS["parameters"]
    assert not any(client.run(*CELLS).values())


def test_a_cell_that_was_interrupted_keeps_the_others_from_running(client):
    client.cells = dict(CELLS) | {"run": 'List<Integer> sizes = List.of(depth, at.pick(1, 2, 3));\nSystem.out.println("running");\nThread.sleep(600_000);'}
    requests = {client.send(name): name for name in CELLS}
    while not client.client.get_iopub_msg(timeout=120)["content"].get("text", "").startswith("running"):
        pass
    client.manager.interrupt_kernel()
    errors = client.answers({request: name for request, name in requests.items() if name not in ("imports", "parameters", "setup")})
    assert "nterrupt" in errors["run"]
    assert errors["picture"] == 'cell [4] "List<Integer> sizes = List.of(depth, at.pick(1, 2…" was interrupted: run it again first'


@pytest.mark.parametrize("statements", [['System.out.println({});', "Thread.sleep(300);"] * 30, ['System.out.println({});'] * 200], ids=["sleeps", "short ones"])
def test_an_interrupt_at_any_moment_stops_a_cell_of_many_statements(client, request, statements):
    tries, chance, times = request.config.getoption("--interrupts"), random.Random(12), []
    lines = sum("{}" in statement for statement in statements)
    numbers = iter(range(lines))
    client.cells = {"before": "1 + 1", "long": "\n".join(statement.format(next(numbers)) if "{}" in statement else statement for statement in statements), "after": "2 + 2"}
    assert not any(client.run("before").values())
    for _ in range(tries):
        requests = {client.send(name): name for name in ("long", "after")}
        while client.client.get_iopub_msg(timeout=120)["msg_type"] != "stream":
            pass
        time.sleep(chance.uniform(0, 0.5))
        interrupted = time.monotonic()
        client.manager.interrupt_kernel()
        errors = client.answers(requests)
        times.append(time.monotonic() - interrupted)
        assert "nterrupt" in errors["long"] and errors["after"].endswith("was interrupted: run it again first"), errors
        assert max(map(int, client.printed["long"].split()), default=0) < lines * 3 / 4, "it was not stopped before its end"
    print(f"\nSeconds from interrupt to idle, {tries} tries: median {statistics.median(times):.3f}, most {max(times):.3f}", end="")


def test_an_interrupt_between_two_cells_stops_those_that_wait(client):
    client.cells = {"before": "1 + 1"} | {f"short {number}": f"{number} + 1" for number in range(200)}
    assert not any(client.run("before").values())
    requests = {client.send(name): name for name in client.cells}
    time.sleep(1)
    client.manager.interrupt_kernel()
    errors = client.answers(requests)
    assert "nterrupt" in next(error for error in errors.values() if error)
    assert errors["short 199"].endswith("run it again first")
    assert not client.run("before", "short 199")["short 199"], "what is sent later is run"


def test_cells_that_are_run_out_of_order_get_out_of_it(client):
    client.cells = dict(CELLS)
    assert "cannot find symbol" in client.run("picture")["picture"]
    assert not any(client.run("imports", "parameters", "setup", "run", "more", "alone", "picture").values())


def test_a_first_cell_that_fails_counts(client):
    client.cells = {"first": "int size = 1 / 0;", "second": "size + 1", "third": "1 + 1"}
    errors = client.run("first", "second", "third")
    assert "by zero" in errors["first"]
    assert errors["second"] == errors["third"] == 'cell [1] "int size = 1 / 0;" failed: run it again first'
    client.cells["first"] = "int size = 1 / 1;"
    assert not any(client.run("first", "second", "third").values())


def test_a_client_that_sends_no_ids_corrects_a_cell_by_sending_it_changed(client):
    client.cells = {"first": 'heapwood.notebook.Scale at = heapwood.notebook.Scale.of("smok");', "second": "at.pick(1, 2, 3)"}
    assert "unknown scale" in client.run("first", with_id=False)["first"]
    assert client.run("second", with_id=False)["second"].endswith("failed: run it again first")
    client.cells["first"] = client.cells["first"].replace("smok", "smoke")
    assert not any(client.run("first", with_id=False).values())
    assert not any(client.run("second", with_id=False).values())


def test_a_notebook_that_is_executed_in_spite_of_errors_has_one_line_in_each_cell_that_needs_the_failed_one(tmp_path):
    path = java_notebook(tmp_path / "01-test.ipynb", *list(CELLS.values())[2:], parameters=CELLS["imports"] + "\n" + CELLS["parameters"].replace("smoke", "smok"))
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name=kernelspec.NAME, allow_errors=True, timeout=120, startup_timeout=120).execute()
    errors = ["".join(output.traceback) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs if output.output_type == "error"]
    assert len(errors) == 3 and "unknown scale" in errors[0]
    assert [error.count("\n") for error in errors[1:]] == [0, 0]
    assert all("run it again first" in error for error in errors[1:])
