"""Tables of words and codes: TOML files in tacitus/data, one subject each, every table with its source.

In lexicons/ a language is a set of such files; no grammar holds words of its own. In formats/ are the columns
and codes of other data sets.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tacitus.errors import DataError


@cache
def load(name: str, folder: str = "lexicons") -> MappingProxyType[str, Any]:
    """The table `name`, read-only at the top. Raises DataError where it is missing or damaged."""
    path = resources.files("tacitus.data") / folder / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{folder}/{name}: {error}") from error
    if "source" not in table:
        raise DataError(f"{folder}/{name} does not name its source")
    return MappingProxyType(table)
