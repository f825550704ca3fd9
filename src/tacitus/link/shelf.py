"""What an index of linked texts and reports has to offer; tacitus.store keeps one in its tables.

Texts and reports are known by numbers that the owner of the index gives and never gives twice; nothing that
comes out depends on them. A *mark* of a text is the hash of its address, of its words, or of one of its keys;
a *seat* of a report is that of link/block.py. All methods take many at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol


class Head(Protocol):
    """A text without its runs: what its voice is chosen by."""

    @property
    def number(self) -> int: ...
    @property
    def document(self) -> str: ...
    @property
    def published(self) -> str: ...
    @property
    def voice(self) -> str: ...


class Filed(Protocol):
    """A report as it is filed: of which text, as which kind of copy, stood for by which report (0: not
    known yet)."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> int: ...
    @property
    def report(self) -> str: ...
    @property
    def kind(self) -> int: ...
    @property
    def node(self) -> int: ...


class Texts(Protocol):
    """The texts that were folded into voices."""

    def heads(self, numbers: Collection[int]) -> Mapping[int, Head]: ...
    def runs(self, numbers: Collection[int]) -> dict[int, Sequence[int]]: ...
    def marks(self, numbers: Collection[int]) -> dict[int, Sequence[int]]: ...
    def members(self, voices: Collection[str]) -> dict[str, list[int]]: ...
    def holders(self, marks: Collection[int]) -> dict[int, list[int]]: ...
    def add(
        self,
        rows: Iterable[tuple[int, str, str, Sequence[int], Sequence[int]]],
        held: Iterable[tuple[int, int]],
    ) -> None:
        """Rows of number, document, day of publication, marks and runs; `held`: which (mark, number) to
        note."""

    def drop(self, numbers: Collection[int]) -> None: ...
    def call(self, voices: Mapping[int, str]) -> None: ...


class Reports(Protocol):
    """The reports that were linked, and what joins them."""

    def of_texts(self, texts: Collection[int]) -> Sequence[Filed]: ...
    def of_kinds(self, kinds: Collection[int]) -> Sequence[Filed]: ...
    def filed(self, numbers: Collection[int]) -> Mapping[int, Filed]: ...
    def find(self, reports: Collection[str]) -> dict[str, int]: ...
    def signatures(self, numbers: Collection[int]) -> dict[int, bytes]: ...
    def add(self, rows: Iterable[tuple[int, int, str, int, bytes]]) -> None:
        """Rows of number, text, report, kind and signature."""

    def drop(self, numbers: Collection[int]) -> None: ...
    def refile(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Rows of number, kind and signature."""

    def stand(self, nodes: Mapping[int, int]) -> None: ...


class Seats(Protocol):
    """Who takes which seat. Of a seat that very many hold, only a number that is not too large is kept."""

    def held(self, seats: Collection[int]) -> tuple[dict[int, list[int]], dict[int, int]]:
        """Seat -> its holders, and seat -> how many hold it at the least."""

    def put(self, held: Mapping[int, Sequence[int]], many: Mapping[int, int], known: Collection[int]) -> None:
        """Keep both; `known`: the seats that were there before."""

    def search(self, seats: Collection[int]) -> dict[int, list[int]]:
        """The holders of seats that very many held: goes through all reports."""

    def of(self, numbers: Collection[int]) -> dict[int, Sequence[int]]: ...
    def take(self, seats: Mapping[int, Sequence[int]]) -> None:
        """Note the seats of these reports, with the reports alone."""

    def leave(self, numbers: Collection[int]) -> None: ...


class Edges(Protocol):
    """Pairs of reports that reach JOIN, and people's verdicts as they stood at the last linking."""

    def around(self, numbers: Collection[int]) -> Sequence[tuple[int, int, float]]: ...
    def add(self, edges: Iterable[tuple[int, int, float]]) -> None: ...
    def drop(self, pairs: Iterable[tuple[int, int]]) -> None: ...
    def verdicts(self) -> dict[tuple[int, int], str]: ...
    def set_verdicts(self, verdicts: Mapping[tuple[int, int], str]) -> None: ...


class Index(Protocol):
    """The whole index."""

    @property
    def texts(self) -> Texts: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def seats(self) -> Seats: ...
    @property
    def edges(self) -> Edges: ...
