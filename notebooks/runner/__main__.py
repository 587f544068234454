"""`python3 notebooks/runner <command>`: the Python side of Heapwood's build.

Only this file must be readable for every Python that someone may have, 2.7 included, so that an old one
says so in one line. Everything behind it may use what Python 3.10 brings.
"""

import sys

if sys.version_info < (3, 10):
    sys.stderr.write(
        "Heapwood needs Python 3.10 or later, and %s is %d.%d: install a newer one or name it, as in `mvn -Dpython=python3.12`.\n"
        % ((sys.executable or "this Python",) + tuple(sys.version_info[:2]))
    )
    sys.exit(2)

from heapwood_runner.main import main  # noqa: E402 (only now is it safe to read)

sys.exit(main(sys.argv[1:]))
