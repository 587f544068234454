"""The kit's Java kernel: JJava on the JDK that Maven runs on, with the library on its class path.

JJava's wheel brings a kernel named `java` that knows nothing of the library; the kit's takes its place in the kit's
environment, and only there. Standard library only.
"""

import json
import os
import re
import shutil
from pathlib import Path

from . import kit
from .kit import Problem

NAME = "java"
DISPLAY_NAME = "Java (Heapwood)"
# Drawing needs little memory; JJava reads JShell's insides; JOL attaches to its own JVM.
JVM_FLAGS = (
    "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
    "-Xmx2g",
    "-XX:+EnableDynamicAgentLoading",
    "-Djdk.attach.allowAttachSelf=true",
    "-Djol.magicFieldOffset=true",
    "-Djava.awt.headless=true",
)


def java_home(environ=os.environ):
    """The JDK that Maven runs on (it says so), or else JAVA_HOME's, or else the one on the path."""
    home = environ.get("HEAPWOOD_JAVA_HOME") or environ.get("JAVA_HOME")
    if not home:
        java = shutil.which("java", path=environ.get("PATH"))
        if not java:
            raise Problem("No Java found: install a JDK 17 or later and set JAVA_HOME to it.")
        home = Path(os.path.realpath(java)).parent.parent
    home = Path(home)
    if not os.access(home / "bin" / "java", os.X_OK):
        raise Problem(f"{home} has no bin/java: set JAVA_HOME to a JDK 17 or later.")
    return home


def require_jdk(home):
    """Too old a JDK, or one without the compiler that the kernel needs, is told before a kernel fails to start."""
    properties = release(home)
    version = re.match(r'"?(?:1\.)?(\d+)', properties.get("JAVA_VERSION", ""))
    if version and int(version.group(1)) < 17:
        raise Problem(f"{home} is Java {version.group(1)}, and Heapwood needs 17 or later: set JAVA_HOME to a newer JDK.")
    if "MODULES" in properties and "jdk.jshell" not in properties["MODULES"]:
        raise Problem(f"{home} is no full JDK (it lacks the module jdk.jshell): set JAVA_HOME to a JDK 17 or later.")


def release(home):
    """What the JDK says of itself in its file `release`; empty if it has none."""
    try:
        lines = (Path(home) / "release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def specification(home):
    for path in (home, kit.ROOT):
        if os.pathsep in str(path):
            raise Problem(f"Java can't use a path with '{os.pathsep}' in it: move {path} elsewhere.")
    class_path = ["{resource_dir}/jjava.jar", str(kit.JAR)]
    return {
        "argv": [
            str(home / "bin" / "java"),
            *JVM_FLAGS,
            "-cp",
            os.pathsep.join(class_path),
            "org.dflib.jjava.distro.JJava",
            "{connection_file}",
        ],
        "display_name": DISPLAY_NAME,
        "language": "java",
        "interrupt_mode": "message",
        "env": {},
        "metadata": {},
    }


def install(environment):
    """Writes the kernel's specification where it differs from what is there; gives the specification."""
    folder = environment.kernels / NAME
    if not (folder / "jjava.jar").is_file():
        environment.mark.unlink(missing_ok=True)
        raise Problem(f"{folder} has no jjava.jar: the environment is damaged; delete {environment.prefix}, then run this again.")
    home = java_home()
    require_jdk(home)
    wanted = specification(home)
    file = folder / "kernel.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if found != wanted:
        kit.write(file, json.dumps(wanted, indent=2) + "\n")
    return wanted
