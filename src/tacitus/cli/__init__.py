"""The command line: arguments to calls, and errors to exit codes: 0 done, 1 an input failed, 2 wrong use.

Heavy imports stay inside the commands, so that `tacitus --help` answers at once.
"""

from tacitus.cli import desk, exports, pages, record  # noqa: F401 - each adds its commands to the application
from tacitus.cli.app import app, main

__all__ = ["app", "main"]
