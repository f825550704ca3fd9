"""The public surface: what `tacitus` gives, in order, each name there."""

import importlib
import pkgutil

import pytest

import tacitus

PACKAGES = ["tacitus", *(f"tacitus.{m.name}" for m in pkgutil.iter_modules(tacitus.__path__) if m.ispkg)]


def in_order(name: str) -> tuple[bool, bool, str]:
    """Constants first, then what is a class, then the rest: the order that ruff keeps (RUF022)."""
    return not name.isupper(), not name[0].isupper(), name


@pytest.mark.parametrize("name", PACKAGES)
def test_every_name_behind_a_door_is_there_and_in_order(name: str) -> None:
    door = importlib.import_module(name)
    names = getattr(door, "__all__", [])
    assert list(names) == sorted(names, key=in_order)
    assert all(hasattr(door, each) for each in names)


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="oracle"):
        tacitus.oracle  # noqa: B018
