"""Equal parts of many signatures held once: a page's words are mostly those of other pages."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TypeVar

from tacitus.link.signature import Signature

T = TypeVar("T", bound=Hashable)


class Pool:
    """Everything that was seen, once. It lives as long as the list of signatures is being made."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, Hashable] = {}

    def shared(self, signature: Signature) -> Signature:
        """The same signature; its words, names and places are those seen first."""
        return replace(
            signature,
            places=self._each(signature.places),
            types=self._each(signature.types),
            names=self._each(signature.names),
            phrases=self._each(signature.phrases),
            people=self._each(signature.people),
            title=self._each(signature.title),
            words=tuple(self._one((self._one(word), count)) for word, count in signature.words),
        )

    def _each(self, parts: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(map(self._one, parts))

    def _one(self, part: T) -> T:
        return self._seen.setdefault(part, part)  # type: ignore[return-value]
