"""The index of linking in tables: what link/shelf.py asks for. Everything wants an open `store.atomic()`.

Whole lists go through one statement each: what a statement costs is then shared by hundreds of rows.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from tacitus.store.db import Store
from tacitus.store.load import SHOWN
from tacitus.store.schema import (
    documents,
    link_edges,
    link_marks,
    link_reports,
    link_seats,
    link_texts,
    link_verdicts,
    reports,
)


class LinkIndex:
    """The index of one store, inside one `atomic()`; inside one `snapshot()` where it is only looked at."""

    def __init__(self, store: Store, *, looking: bool = False) -> None:
        tables = Tables(store, looking=looking)
        self.texts, self.reports = Texts(tables), Reports(tables)
        self.seats, self.edges = Seats(tables), Edges(tables)


class Tables:
    """Rows by lists of numbers, alike on both databases."""

    def __init__(self, store: Store, *, looking: bool) -> None:
        with store.reading() as connection:  # in a transaction, its own, which outlives the block
            self._connection = connection if looking else store.writing()
        self._lite = store.is_sqlite

    def rows(
        self, query: sa.Select[Any], column: sa.ColumnElement[Any], wanted: Collection[Any]
    ) -> Sequence[Any]:
        """The rows of the query whose column is one of those wanted."""
        if not wanted:
            return ()
        return self._connection.execute(
            query.where(self._among(column)), {"wanted": self._list(wanted)}
        ).all()

    def pairs(
        self, table: sa.Table, column: sa.ColumnElement[Any], wanted: Collection[int]
    ) -> dict[int, list[int]]:
        """First column -> second, of a table of two, where the first is one of those wanted."""
        found: dict[int, list[int]] = defaultdict(list)
        for key, number in self.rows(sa.select(table), column, wanted):
            found[key].append(number)
        return found

    def all(self, query: sa.Select[Any]) -> Sequence[Any]:
        return self._connection.execute(query).all()

    def many(
        self,
        statement: sa.Insert | sa.Update | sa.Delete,
        names: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
    ) -> None:
        """The statement once for each row. SQLAlchemy's own way of it takes as long as SQLite's work."""
        if not rows:
            return
        keys = list(names) if isinstance(statement, sa.Insert) else None
        compiled = statement.compile(dialect=self._connection.dialect, column_keys=keys)
        if not compiled.positional:
            self._connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])
            return
        order = [names.index(name) for name in compiled.positiontup or ()]
        ordered = rows if order == list(range(len(names))) else [tuple(row[k] for k in order) for row in rows]
        self._connection.exec_driver_sql(compiled.string, list(ordered))

    def add(self, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows of all columns, in order."""
        self.many(sa.insert(table), table.columns.keys(), rows)

    def set(self, table: sa.Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows of the first column, which is the key, and new values of these columns."""
        statement = sa.update(table).where(next(iter(table.columns)) == sa.bindparam("_number"))
        values: dict[str, Any] = {name: sa.bindparam(f"_{name}") for name in names}
        self.many(statement.values(values), ["_number", *(f"_{name}" for name in names)], rows)

    def unpair(self, table: sa.Table, pairs: Sequence[tuple[int, int]]) -> None:
        """Drop the rows with these pairs in the first two columns."""
        one, other = list(table.columns)[:2]
        statement = sa.delete(table).where(one == sa.bindparam("_one"), other == sa.bindparam("_other"))
        self.many(statement, ("_one", "_other"), pairs)

    def drop(self, table: sa.Table, column: sa.ColumnElement[Any], wanted: Collection[Any]) -> None:
        if wanted:
            self._connection.execute(
                sa.delete(table).where(self._among(column)), {"wanted": self._list(wanted)}
            )

    def clear(self, table: sa.Table) -> None:
        self._connection.execute(sa.delete(table))

    def _among(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        if self._lite:
            listed = sa.func.json_each(sa.bindparam("wanted", type_=sa.Text)).table_valued("value")
            return column.in_(sa.select(listed.c.value))
        return column == sa.any_(sa.bindparam("wanted", type_=ARRAY(column.type)))

    def _list(self, wanted: Collection[Any]) -> Any:
        ordered = sorted(wanted)
        return json.dumps(ordered) if self._lite else ordered


class Texts:
    """link_texts and link_marks."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def heads(self, numbers: Collection[int]) -> dict[int, Any]:
        names = ("number", "document", "published", "voice")
        query = sa.select(*(link_texts.c[name] for name in names))
        return {row.number: row for row in self._tables.rows(query, link_texts.c.number, numbers)}

    def runs(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        query = sa.select(link_texts.c.number, link_texts.c.runs)
        return {n: _unpacked("I", data) for n, data in self._tables.rows(query, link_texts.c.number, numbers)}

    def marks(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        query = sa.select(link_texts.c.number, link_texts.c.marks)
        return {n: _unpacked("q", data) for n, data in self._tables.rows(query, link_texts.c.number, numbers)}

    def members(self, voices: Collection[str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {voice: [] for voice in voices}
        query = sa.select(link_texts.c.voice, link_texts.c.number)
        for voice, number in self._tables.rows(query, link_texts.c.voice, voices):
            found[voice].append(number)
        return found

    def holders(self, marks: Collection[int]) -> dict[int, list[int]]:
        return self._tables.pairs(link_marks, link_marks.c.mark, marks)

    def add(
        self,
        rows: Iterable[tuple[int, str, str, Sequence[int], Sequence[int]]],
        held: Iterable[tuple[int, int]],
    ) -> None:
        made = [
            (number, document, published, "", _packed("q", marks), _packed("I", runs))
            for number, document, published, marks, runs in rows
        ]
        self._tables.add(link_texts, made)
        self._tables.add(link_marks, sorted(held))

    def drop(self, numbers: Collection[int]) -> None:
        held = [(mark, number) for number, marks in self.marks(numbers).items() for mark in marks]
        self._tables.unpair(link_marks, held)
        self._tables.drop(link_texts, link_texts.c.number, numbers)

    def call(self, voices: Mapping[int, str]) -> None:
        self._tables.set(link_texts, ("voice",), sorted(voices.items()))


class Reports:
    """link_reports."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def of_texts(self, texts: Collection[int]) -> Sequence[Any]:
        return self._tables.rows(_FILED, link_reports.c.text, texts)

    def of_kinds(self, kinds: Collection[int]) -> Sequence[Any]:
        return self._tables.rows(_FILED, link_reports.c.kind, kinds)

    def filed(self, numbers: Collection[int]) -> dict[int, Any]:
        return {row.number: row for row in self._tables.rows(_FILED, link_reports.c.number, numbers)}

    def find(self, found: Collection[str]) -> dict[str, int]:
        """Those of these reports that are told today and were linked: report -> number."""
        query = (
            sa.select(reports.c.id, reports.c.seq)
            .join(documents, documents.c.id == reports.c.document)
            .join(link_reports, link_reports.c.number == reports.c.seq)
            .where(SHOWN)
        )
        return {row.id: row.seq for row in self._tables.rows(query, reports.c.id, found)}

    def signatures(self, numbers: Collection[int]) -> dict[int, bytes]:
        query = sa.select(link_reports.c.number, link_reports.c.signature)
        return {row.number: row.signature for row in self._tables.rows(query, link_reports.c.number, numbers)}

    def add(self, rows: Iterable[tuple[int, int, str, int, bytes]]) -> None:
        made = [(number, text, report, kind, 0, None, packed) for number, text, report, kind, packed in rows]
        self._tables.add(link_reports, made)

    def refile(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        self._tables.set(link_reports, ("kind", "signature"), list(rows))

    def drop(self, numbers: Collection[int]) -> None:
        self._tables.drop(link_reports, link_reports.c.number, numbers)

    def stand(self, nodes: Mapping[int, int]) -> None:
        self._tables.set(link_reports, ("node",), sorted(nodes.items()))


class Seats:
    """link_seats and the seats of each report."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def held(self, seats: Collection[int]) -> tuple[dict[int, list[int]], dict[int, int]]:
        held: dict[int, list[int]] = {}
        many: dict[int, int] = {}
        for seat, number, packed in self._tables.rows(sa.select(link_seats), link_seats.c.seat, seats):
            if number:
                many[seat] = number
            else:
                held[seat] = _unpacked("q", packed).tolist()
        return held, many

    def put(self, held: Mapping[int, Sequence[int]], many: Mapping[int, int], known: Collection[int]) -> None:
        rows = [(seat, 0, _packed("q", found)) for seat, found in held.items() if found]
        rows += [(seat, number, b"") for seat, number in many.items() if seat not in held]
        rows.sort()
        self._tables.add(link_seats, [row for row in rows if row[0] not in known])
        self._tables.set(link_seats, ("many", "reports"), [row for row in rows if row[0] in known])
        left = [seat for seat, found in held.items() if not found]
        self._tables.drop(link_seats, link_seats.c.seat, left)

    def search(self, seats: Collection[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {seat: [] for seat in seats}
        last: int | None = 0 if found else None  # numbers begin with 1
        number, own = link_reports.c.number, link_reports.c.seats
        while last is not None:
            query = sa.select(number, own).where(number > last).order_by(number).limit(_SEARCHED)
            rows = self._tables.all(query)
            for n, packed in rows:
                for seat in found.keys() & _unpacked("q", packed or b""):
                    found[seat].append(n)
            last = rows[-1][0] if rows else None
        return found

    def of(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        query = sa.select(link_reports.c.number, link_reports.c.seats).where(
            link_reports.c.seats.is_not(None)
        )
        return {
            n: _unpacked("q", data) for n, data in self._tables.rows(query, link_reports.c.number, numbers)
        }

    def take(self, seats: Mapping[int, Sequence[int]]) -> None:
        taken = sorted((number, _packed("q", found)) for number, found in seats.items())
        self._tables.set(link_reports, ("seats",), taken)

    def leave(self, numbers: Collection[int]) -> None:
        self._tables.set(link_reports, ("seats",), [(number, None) for number in sorted(numbers)])


class Edges:
    """link_edges and link_verdicts."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def around(self, numbers: Collection[int]) -> Sequence[Any]:
        return self._tables.rows(sa.select(link_edges), link_edges.c.one, numbers)

    def add(self, edges: Iterable[tuple[int, int, float]]) -> None:
        both = sorted((x, y, total) for a, b, total in edges for x, y in ((a, b), (b, a)))
        self._tables.add(link_edges, both)

    def drop(self, pairs: Iterable[tuple[int, int]]) -> None:
        both = {(x, y) for a, b in pairs for x, y in ((a, b), (b, a))}
        self._tables.unpair(link_edges, sorted(both))

    def verdicts(self) -> dict[tuple[int, int], str]:
        return {(row.one, row.other): row.verdict for row in self._tables.all(sa.select(link_verdicts))}

    def set_verdicts(self, verdicts: Mapping[tuple[int, int], str]) -> None:
        self._tables.clear(link_verdicts)
        self._tables.add(link_verdicts, [(*pair, verdict) for pair, verdict in sorted(verdicts.items())])


_SEARCHED = 5000
"""Reports whose seats are looked through at a time."""

_FILED = sa.select(*(link_reports.c[name] for name in ("number", "text", "report", "kind", "node")))


def _packed(kind: str, numbers: Sequence[int]) -> bytes:
    return _little(array(kind, numbers)).tobytes()


def _unpacked(kind: str, data: bytes) -> array[int]:
    return _little(array(kind, data))


def _little(numbers: array[int]) -> array[int]:
    """The same in the byte order of the file, which may go from machine to machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
