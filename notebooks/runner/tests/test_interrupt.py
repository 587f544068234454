"""Interrupting a cell that measures in child JVMs: it ends, no child is left, rows are kept, the next run goes on.

How fast is no matter of passing. `python3 notebooks/runner test notebooks/runner/tests/test_interrupt.py -s --interrupts=20`
prints median and most of twenty tries.
"""

import queue
import random
import re
import statistics
import time

import psutil
import pytest
from conftest import living_children
from jupyter_client.manager import start_new_kernel

from heapwood_runner import environment, kernelspec, kit

# Enough trials that none of the tries comes to their end.
TRIALS = 100
EXPERIMENT = f"""
import heapwood.lab.host.*;
import heapwood.lab.plan.*;
import heapwood.lab.run.*;
import heapwood.notebook.*;
import heapwood.workload.*;
import java.util.*;
Trial trial = Trial.of(Task.PAUSE, Forest.ofNodes(TreeKind.REFERENCE, 10_000, 40), Jdk.current(), Collector.SERIAL, 2).withCollections(3);
List<Trial> trials = trial.repeated({TRIALS});
"""


@pytest.fixture
def lab(tmp_path):
    """A kernel of its own in a folder of its own."""
    with open(kit.TARGET / "test-kernel.log", "a", encoding="utf-8") as log:
        manager, client = start_new_kernel(
            kernel_name=kernelspec.NAME, startup_timeout=120, cwd=str(tmp_path), env=environment.clean_environ(), stdout=log, stderr=log
        )
        yield Lab(manager, client, tmp_path / "results" / "trials.csv")
        client.stop_channels()
        manager.shutdown_kernel()


class Lab:
    def __init__(self, manager, client, file):
        self.manager, self.client, self.file = manager, client, file
        self.process = psutil.Process(manager.provisioner.pid)
        self.bar = ""  # what the last bar says

    def run(self, code):
        """Gives its value's text."""
        values = []

        def keep(message):
            if message["msg_type"] == "execute_result":
                values.append(message["content"]["data"]["text/plain"])

        reply = self.client.execute_interactive(code, output_hook=keep, allow_stdin=False, timeout=300)["content"]
        assert reply["status"] == "ok", reply
        return values[-1] if values else None

    def children(self):
        return living_children(self.process)

    def rows(self):
        return self.file.read_text(encoding="utf-8").splitlines()[1:] if self.file.exists() else []

    def interrupted(self, code, rows, wait):
        """Interrupts the code, once there are so many rows, while it has a child; gives the reply, and the seconds to it, to idle,
        and to no child."""
        self.bar = ""
        request = self.client.execute(code, allow_stdin=False)
        deadline = time.monotonic() + 120
        while len(self.rows()) < rows or not self.children():
            assert time.monotonic() < deadline, "no child JVM was started"
            if ended := self.reply_at_once(request):
                # A kernel may drop what is sent right after an interrupt; JupyterLab's reader would run the cell again.
                assert ended["status"] in ("abort", "aborted"), ended["evalue"] + str(ended["traceback"])
                request = self.client.execute(code, allow_stdin=False)
        time.sleep(wait)
        started = time.monotonic()
        self.manager.interrupt_kernel()
        reply = self.answer(self.client.get_shell_msg, lambda message: True, request)["content"]
        replied = time.monotonic() - started
        self.answer(self.published, lambda message: message["content"].get("execution_state") == "idle", request)
        idle = time.monotonic() - started
        while self.children():
            assert time.monotonic() - started < 60, f"still running: {self.children()}"
            time.sleep(0.005)
        return reply, replied, idle, time.monotonic() - started

    def published(self, timeout):
        """The next published message; what a bar says is kept."""
        message = self.client.get_iopub_msg(timeout=timeout)
        if message["msg_type"] in ("display_data", "update_display_data"):
            self.bar = message["content"]["data"]["text/plain"]
        return message

    def last_of_the_bar(self):
        """What the bar says once it is closed, which is after the kernel is idle."""
        while "stopped at" not in self.bar:
            self.published(timeout=30)
        return self.bar

    def reply_at_once(self, request):
        """The reply to a request if it is there already; waits no longer than it takes to look."""
        try:
            message = self.client.get_shell_msg(timeout=0.01)
        except queue.Empty:
            return None
        return message["content"] if message["parent_header"].get("msg_id") == request else None

    @staticmethod
    def answer(receive, is_it, request):
        while True:
            message = receive(timeout=60)
            if message["parent_header"].get("msg_id") == request and is_it(message):
                return message


def test_an_interrupt_ends_the_cell_and_its_children_and_loses_no_row(lab, request):
    tries = request.config.getoption("--interrupts")
    chance = random.Random(4)
    lab.run(EXPERIMENT)
    run = 'Trials.run(new Experiment("trials", "smoke", trials));'
    times, rows = [], []
    for number in range(tries):
        # In the first trial of the run, and in a later one.
        reply, *seconds = lab.interrupted(run, len(rows) + number % 2, chance.uniform(0, 1))
        times.append(seconds)
        assert reply["status"] == "error" and "Interrupted" in reply["ename"] + reply["evalue"], reply
        now = lab.rows()
        assert now[: len(rows)] == rows
        assert re.match(rf"trials: stopped at \d+ of {TRIALS} after ", lab.last_of_the_bar()), lab.bar
        rows = now
    for what, column in zip(("reply", "idle", "no child JVM left"), zip(*times)):
        print(f"\nSeconds from interrupt to {what}, {tries} tries: median {statistics.median(column):.3f}, most {max(column):.3f}", end="")

    measured = sorted({int(number) for row in rows for number in re.findall(r"repetition (\d+)", row)})
    assert measured, "no trial was finished before an interrupt"
    # The same trials and one more: only that one is measured.
    fresh = next(number for number in range(TRIALS) if number not in measured)
    chosen = ", ".join(f"trials.get({number})" for number in [*measured, fresh])
    text = lab.run(f'Laboratory.Outcome all = Trials.run(new Experiment("trials", "smoke", List.of({chosen}))); all.earlier() + "+" + all.now()')
    assert text == f"{len(measured)}+1"
    assert lab.rows()[: len(rows)] == rows
