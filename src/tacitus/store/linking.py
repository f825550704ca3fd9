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
    link_crowds,
    link_edges,
    link_marks,
    link_reports,
    link_seats,
    link_texts,
    link_verdicts,
    reports,
)


class LinkIndex:
    """The index of one store, inside one transaction."""

    def __init__(self, store: Store) -> None:
        tables = Tables(store)
        self.texts, self.reports = Texts(tables), Reports(tables)
        self.seats, self.edges = Seats(tables), Edges(tables)


class Tables:
    """Rows by lists of numbers, alike on both databases."""

    def __init__(self, store: Store) -> None:
        self._connection = store.writing()
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

    def all(self, query: sa.Select[Any]) -> Sequence[Any]:
        return self._connection.execute(query).all()

    def add(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def change(self, statement: sa.Update | sa.Delete, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)

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
        return _grouped(self._tables.rows(sa.select(link_marks), link_marks.c.mark, marks))

    def add(
        self,
        rows: Iterable[tuple[int, str, str, Sequence[int], Sequence[int]]],
        held: Iterable[tuple[int, int]],
    ) -> None:
        made = [
            {"number": number, "document": document, "published": published, "voice": "",
             "marks": _packed("q", marks), "runs": _packed("I", runs)}
            for number, document, published, marks, runs in rows
        ]  # fmt: skip
        self._tables.add(link_texts, made)
        self._tables.add(link_marks, [{"mark": mark, "text": text} for mark, text in sorted(held)])

    def drop(self, numbers: Collection[int]) -> None:
        held = [{"_mark": mark, "_text": n} for n, marks in self.marks(numbers).items() for mark in marks]
        this = (link_marks.c.mark == sa.bindparam("_mark"), link_marks.c.text == sa.bindparam("_text"))
        self._tables.change(sa.delete(link_marks).where(*this), held)
        self._tables.drop(link_texts, link_texts.c.number, numbers)

    def call(self, voices: Mapping[int, str]) -> None:
        rows = [{"_number": number, "voice": voice} for number, voice in sorted(voices.items())]
        this = link_texts.c.number == sa.bindparam("_number")
        self._tables.change(sa.update(link_texts).where(this).values(voice=sa.bindparam("voice")), rows)


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
        names = ("number", "text", "report", "kind", "signature")
        made = [dict(zip(names, row, strict=True), node=0, seats=None) for row in rows]
        self._tables.add(link_reports, made)

    def refile(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        values: dict[str, Any] = {name: sa.bindparam(name) for name in ("kind", "signature")}
        made = [{"_number": number, "kind": kind, "signature": packed} for number, kind, packed in rows]
        self._tables.change(sa.update(link_reports).where(_THIS).values(values), made)

    def drop(self, numbers: Collection[int]) -> None:
        self._tables.drop(link_reports, link_reports.c.number, numbers)

    def stand(self, nodes: Mapping[int, int]) -> None:
        rows = [{"_number": number, "node": node} for number, node in sorted(nodes.items())]
        self._tables.change(sa.update(link_reports).where(_THIS).values(node=sa.bindparam("node")), rows)


class Seats:
    """link_seats, link_crowds and the seats of each report."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def crowds(self, seats: Collection[int]) -> dict[int, int]:
        found = self._tables.rows(sa.select(link_crowds), link_crowds.c.seat, seats)
        return {row.seat: row.holders for row in found}

    def set_crowds(self, counts: Mapping[int, int], limit: int) -> None:
        """Note how many hold these seats; those with no more than `limit` holders are forgotten."""
        self._tables.drop(link_crowds, link_crowds.c.seat, counts)
        kept = [{"seat": seat, "holders": count} for seat, count in sorted(counts.items()) if count > limit]
        self._tables.add(link_crowds, kept)

    def holders(self, seats: Collection[int]) -> dict[int, list[int]]:
        return _grouped(self._tables.rows(sa.select(link_seats), link_seats.c.seat, seats))

    def of(self, numbers: Collection[int]) -> dict[int, Sequence[int]]:
        query = sa.select(link_reports.c.number, link_reports.c.seats).where(
            link_reports.c.seats.is_not(None)
        )
        return {
            n: _unpacked("q", data) for n, data in self._tables.rows(query, link_reports.c.number, numbers)
        }

    def take(self, seats: Mapping[int, Sequence[int]]) -> None:
        rows = sorted((seat, number) for number, found in seats.items() for seat in found)
        self._tables.add(link_seats, [{"seat": seat, "report": number} for seat, number in rows])
        self._set({number: _packed("q", found) for number, found in seats.items()})

    def leave(self, seats: Mapping[int, Sequence[int]]) -> None:
        rows = [{"_seat": seat, "_report": number} for number, found in seats.items() for seat in found]
        this = (link_seats.c.seat == sa.bindparam("_seat"), link_seats.c.report == sa.bindparam("_report"))
        self._tables.change(sa.delete(link_seats).where(*this), rows)
        self._set(dict.fromkeys(seats))

    def _set(self, seats: Mapping[int, bytes | None]) -> None:
        rows = [{"_number": number, "seats": found} for number, found in sorted(seats.items())]
        self._tables.change(sa.update(link_reports).where(_THIS).values(seats=sa.bindparam("seats")), rows)


class Edges:
    """link_edges and link_verdicts."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def around(self, numbers: Collection[int]) -> Sequence[Any]:
        return self._tables.rows(sa.select(link_edges), link_edges.c.one, numbers)

    def add(self, edges: Iterable[tuple[int, int, float]]) -> None:
        both = sorted((x, y, total) for a, b, total in edges for x, y in ((a, b), (b, a)))
        self._tables.add(link_edges, [{"one": a, "other": b, "total": total} for a, b, total in both])

    def drop(self, pairs: Iterable[tuple[int, int]]) -> None:
        both = {(x, y) for a, b in pairs for x, y in ((a, b), (b, a))}
        this = (link_edges.c.one == sa.bindparam("_one"), link_edges.c.other == sa.bindparam("_other"))
        self._tables.change(sa.delete(link_edges).where(*this), [{"_one": a, "_other": b} for a, b in both])

    def verdicts(self) -> dict[tuple[int, int], str]:
        return {(row.one, row.other): row.verdict for row in self._tables.all(sa.select(link_verdicts))}

    def set_verdicts(self, verdicts: Mapping[tuple[int, int], str]) -> None:
        self._tables.clear(link_verdicts)
        rows = [{"one": a, "other": b, "verdict": verdict} for (a, b), verdict in verdicts.items()]
        self._tables.add(link_verdicts, rows)


_FILED = sa.select(*(link_reports.c[name] for name in ("number", "text", "report", "kind", "node")))
_THIS = link_reports.c.number == sa.bindparam("_number")


def _grouped(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, number in rows:
        found[key].append(number)
    return found


def _packed(kind: str, numbers: Sequence[int]) -> bytes:
    return _little(array(kind, numbers)).tobytes()


def _unpacked(kind: str, data: bytes) -> array[int]:
    return _little(array(kind, data))


def _little(numbers: array[int]) -> array[int]:
    """The same in the byte order of the file, which may go from machine to machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
