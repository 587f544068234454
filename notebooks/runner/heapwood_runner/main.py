"""The commands. Arguments are checked first, then the environment is made, then its own Python does the work."""

import argparse
import json
import signal
import sys

from . import environment, kernelspec, kit, lab, origin, plan, report
from .kit import Problem, say

# Seconds for one notebook; far beyond what it should need, so that only one that hangs meets it.
TIME_LIMITS = {"smoke": 10 * 60, "laptop": 30 * 60, "paper": 4 * 60 * 60}


def parser():
    top = argparse.ArgumentParser(prog="notebooks/runner", description="The Python side of Heapwood's build.", allow_abbrev=False)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("prepare", help="make the Python environment and the Java kernel in it")
    for name, text in (
        ("check", "say whether this Python, this scale and these notebooks will do"),
        ("execute", "execute notebooks into notebooks/target/executed"),
        ("report", "write target/report from the executed notebooks"),
        ("build", "prepare, execute and report: what `mvn` does"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--scale", default="smoke", help=f"one of {', '.join(kit.SCALES)} (default: smoke)")
        if name != "report":
            command.add_argument("--notebook", default="", help="numbers or names, comma-separated (default: all)")
        if name in ("check", "execute", "build"):
            command.add_argument("--keep", default="false", choices=("true", "false"), help="put the outputs into the notebooks, to be committed")
        if name in ("execute", "build"):
            command.add_argument("--parameters", "-p", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the notebooks")
            command.add_argument("--time-limit", type=float, metavar="SECONDS", help="for each notebook (default: by scale)")
            command.add_argument("--again", action="store_true", help="execute what is up to date, too")
    commands.add_parser("lab", help="open JupyterLab on the notebooks; further arguments are JupyterLab's")
    commands.add_parser("test", help="test environment, kernel, executed notebooks and browser; further arguments are pytest's")
    return top


def main(arguments):
    # What follows these two commands is for the program behind them.
    own = arguments[:1] if arguments[:1] in (["lab"], ["test"]) else arguments
    options = parser().parse_args(own)
    rest = arguments[len(own) :]
    # A build that is told to stop ends its kernels first, as with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return run(options, arguments, rest) or 0
    except Problem as problem:
        print(f"Heapwood: {problem}", file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        print("Heapwood: interrupted; what is finished is kept.", file=sys.stderr, flush=True)
        return 130


def run(options, arguments, rest):
    # Bad input is told before anything is made.
    scale = kit.scale(options.scale) if "scale" in options else ""
    chosen = kit.select(options.notebook) if "notebook" in options else []
    parameters = parse(options.parameters) if "parameters" in options else {}
    if vars(options).get("keep") == "true":
        require_keepable(scale)
    if options.command == "check":
        environment.check()
        kernelspec.require_jdk(kernelspec.java_home())
        return 0

    place = environment.prepare()
    kernelspec.install(place)
    lab.install(place)
    if options.command == "prepare":
        say(f"The Java kernel is ready in {place.prefix}.")
    elif options.command == "lab":
        environment.enter(place, arguments)
        lab.open_lab(rest)
    elif options.command == "test":
        environment.enter(place, arguments)
        return run_tests(rest)
    else:
        return build(options, arguments, place, scale, chosen, parameters)
    return 0


def build(options, arguments, place, scale, chosen, parameters):
    tasks = plan.tasks(scale, chosen, parameters, options.again) if options.command != "report" else []
    reports = options.command != "execute"
    ready = sum(task.up_to_date for task in tasks)
    keeps = vars(options).get("keep") == "true"
    if ready == len(tasks) and not keeps and not (reports and not report.is_up_to_date(scale)):
        failed = 0  # nothing to do, and no package needed to say so
    else:
        environment.enter(place, arguments)
        from . import execute, kept, pages

        failed = execute.execute(tasks, scale, options.time_limit or TIME_LIMITS[scale], kept.keep if keeps else None) if tasks else 0
        if reports:
            pages.write(scale)
    if ready:
        say(f"Notebooks: {ready} of {len(tasks)} were up to date at scale {scale}.")
    if reports:
        say(f"Report: {report.INDEX} (open it in a browser).  JupyterLab: mvn -Plab")
    return 1 if failed else 0


def require_keepable(scale):
    """Outputs that are committed are of the largest scale, and of a kit that their commit tells in full."""
    if scale != kit.SCALES[-1]:
        raise Problem(f"Only outputs of scale {kit.SCALES[-1]} are kept, and this is {scale}: `mvn -Dscale={kit.SCALES[-1]} -Dkeep`.")
    commit, changed = origin.commit_of_the_kit()
    if commit == "unknown":
        raise Problem("Outputs are kept with the commit that made them, and git names none here: use a clone, with git installed.")
    if changed:
        raise Problem(f"Outputs are kept with the commit that made them, and files differ from {commit}: commit them, or `git stash`.")


def parse(assignments):
    """`name=value` pairs; a value is read as JSON (50, 1.5, true, [1, 2]) and is a string where it is none."""
    parameters = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise Problem(f"'{assignment}' is no parameter: use NAME=VALUE, as in `-p window=50`.")
        try:
            parameters[name] = json.loads(value)
        except ValueError:
            parameters[name] = value
    return parameters


def run_tests(arguments):
    import pytest

    # All tests take two processes: most of a test's time is one kernel's or one browser's, on one core.
    every = ["-n2", "--dist=loadgroup", str(kit.RUNNER / "tests")]
    return int(pytest.main(["-c", str(kit.RUNNER / "pyproject.toml"), *(arguments or every)]))
