"""Where outputs come from: the kit's commit, the machine, the JDK, the date. Standard library only."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from . import kernelspec, kit

# A notebook's cells have a checksum of their own, and outputs that are being kept are no change of the kit.
NOT_THE_KIT = ":(exclude)notebooks/[0-9][0-9]-*.ipynb"


def of_this_run():
    commit, changed = commit_of_the_kit()
    return {
        "commit": commit + (" and changes" if changed else ""),
        "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
        "jdk": jdk(kernelspec.java_home()),
        "machine": machine(),
    }


def commit_of_the_kit(root=kit.ROOT):
    """The commit, `unknown` where git does not say, and whether files that git knows differ from it."""
    commit = said("git", "-C", str(root), "rev-parse", "--short=12", "HEAD")
    changed = said("git", "-C", str(root), "status", "--porcelain", "--untracked-files=no", "--", ".", NOT_THE_KIT)
    return commit or "unknown", bool(changed)


def jdk(home):
    """Version and maker, without where it lies."""
    properties = {name: value.strip('"') for name, value in kernelspec.release(home).items()}
    version = properties.get("JAVA_RUNTIME_VERSION") or properties.get("JAVA_VERSION") or "unknown"
    return f"{version} {properties.get('IMPLEMENTOR', '')}".strip()


def machine():
    """As the library names it in its rows: `AMD EPYC, 2 cores, 25 GB`."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{processor()}, {cores} {'core' if cores == 1 else 'cores'}, {memory:.0f} GB"


def processor():
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None  # not Linux
    return found.group(1).strip() if found else said("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()


def said(*command):
    """The first line that a program prints; empty if it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.partition("\n")[0].strip() if done.returncode == 0 else ""
