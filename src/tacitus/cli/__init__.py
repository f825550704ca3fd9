"""The command line: arguments to calls, and errors to exit codes: 0 done, 1 an input failed, 2 wrong use.

Heavy imports stay inside the commands, so that `tacitus --help` answers at once.
"""

# Each adds its commands to the application, in the order that the help shows them.
# isort: off
from tacitus.cli import pages, record, compare, links, exports, releases, gazetteer, desk, tokens  # noqa: F401

# isort: on
from tacitus.cli.app import app, main

__all__ = ["app", "main"]
