"""The public surface: what `tacitus` gives, in order, each name there."""

import importlib
import pkgutil

import pytest

import tacitus

PACKAGES = ["tacitus", *(f"tacitus.{m.name}" for m in pkgutil.iter_modules(tacitus.__path__) if m.ispkg)]


@pytest.mark.parametrize("name", PACKAGES)
def test_every_name_behind_a_door_is_there_and_in_order(name: str) -> None:
    door = importlib.import_module(name)
    names = getattr(door, "__all__", [])
    assert list(names) == sorted(names)
    assert all(hasattr(door, each) for each in names)


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="oracle"):
        tacitus.oracle  # noqa: B018
