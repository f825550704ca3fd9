"""A user's own lists of places, beside the gazetteer that ships.

    listing = read_list(Path("villages.csv"), gazetteer)      # -> rows, and the lines that failed
    save(listing, cache, gazetteer)                           # kept in the cache, across rebuilds
    open_in(cache)                                            # -> the gazetteer with all lists

A list is CSV or TSV with a header. Columns: `name`, `lat`, `lon`, and as one likes `kind`, `country` (ISO
3166 alpha-2), `admin1` (name or GeoNames code of a first-level area), `population`, `alternate` (further
names with | between) and `id`. What is kept is the list as it was read, as TSV, and a gazetteer file made
from it; a file that another version of tacitus made is made anew. The id of a place is `LIST:ID`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tacitus.errors import DataError, InputError, NotFound, UsageError
from tacitus.lang.gazetteer import KINDS, SCHEMA, Entry, Gazetteer, Kind, normal
from tacitus.lang.gazetteer_build import Row, build, file_name, write

FOLDER = "gazetteer-lists"
NEEDED = ("name", "lat", "lon")
COLUMNS = (*NEEDED, "kind", "country", "admin1", "population", "alternate", "id")
_AS_WRITTEN = {"alternates": "alternate", "alternate names": "alternate", "alternate_names": "alternate"}
_DIGITS = 10
"""Of a population; no place has more people."""
_LIST_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as read: `rows` by column of each line that is right, `faults` of the others, in order."""

    name: str
    rows: tuple[dict[str, str], ...]
    faults: tuple[str, ...]


class _Fault(Exception):
    """A cell that does not hold what its column should: (column, what is wrong)."""


def list_name(text: str) -> str:
    """A name for a list from what a user or a file name gives. Raises UsageError where none can be made."""
    made = "-".join(normal(text).split())
    if not _LIST_NAME.fullmatch(made):
        raise UsageError(f"{text!r} is no name for a list: use letters, digits and -, 40 at most")
    return made


def read_list(path: Path, gazetteer: Gazetteer, *, name: str | None = None) -> Listing:
    """The list in a CSV or TSV file. Raises NotFound, InputError for a file that is no text, UsageError for a
    header without the needed columns or with unknown ones."""
    text = _text(path)
    tab = "\t" in text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tab else ",")
    rows: list[dict[str, str]] = []
    faults: list[str] = []
    lines: dict[str, int] = {}
    try:
        header = _header(path, next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                rows.append(_checked(header, cells, gazetteer, lines))
            except _Fault as fault:
                column, reason = fault.args
                faults.append(f"{path.name}, line {reader.line_num}, column {column}: {reason}")
            else:
                lines[rows[-1]["id"]] = reader.line_num
    except csv.Error as error:
        raise InputError(f"{path.name}, line {reader.line_num}: {error}") from error
    return Listing(name=list_name(name or path.stem), rows=tuple(rows), faults=tuple(faults))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"no file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from error


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    names = [_AS_WRITTEN.get(c.strip().lower(), c.strip().lower()) for c in cells]
    missing = [c for c in NEEDED if c not in names]
    unknown = [c for c in names if c not in COLUMNS]
    twice = sorted({c for c in names if names.count(c) > 1})
    if missing or unknown or twice:
        wrong = [
            *(f"column {c} is missing" for c in missing),
            *(f"no column is called {c!r}" for c in unknown),
            *(f"column {c} stands twice" for c in twice),
        ]
        raise UsageError(f"{path.name}, line 1: {'; '.join(wrong)} (there are: {', '.join(COLUMNS)})")
    return names


def _checked(
    header: Sequence[str], cells: Sequence[str], gazetteer: Gazetteer, lines: Mapping[str, int]
) -> dict[str, str]:
    """The cells by column, each as it is kept; `lines` are those of the ids before it. Raises _Fault."""
    if len(cells) != len(header):
        raise _Fault(
            header[min(len(cells), len(header)) - 1], f"{len(cells)} cells for {len(header)} columns"
        )
    row = dict.fromkeys(COLUMNS, "") | {
        c: " ".join(cell.split()) for c, cell in zip(header, cells, strict=True)
    }
    if not normal(row["name"]):
        raise _Fault("name", "it is empty" if not row["name"] else f"{row['name']!r} holds no letter")
    row["lat"], row["lon"] = _degrees(row, "lat", 90), _degrees(row, "lon", 180)
    row["kind"] = row["kind"].lower() or "settlement"
    if row["kind"] not in KINDS:
        raise _Fault("kind", f"{row['kind']!r} is not one of: {', '.join(KINDS)}")
    row["country"] = row["country"].upper()
    if row["country"] and gazetteer.area(row["country"]) is None:
        raise _Fault("country", f"{row['country']!r} is no country's code; write it as TR")
    row["admin1"] = _area(row, gazetteer)
    if row["population"] and not (row["population"].isdecimal() and len(row["population"]) <= _DIGITS):
        raise _Fault("population", f"{row['population']!r} is no number of people")
    row["id"] = row["id"] or f"{normal(row['name']).replace(' ', '-')}@{row['lat']},{row['lon']}"
    if row["id"] in lines:
        raise _Fault("id", f"{row['id']!r} stands in line {lines[row['id']]} already")
    return row


def _degrees(row: Mapping[str, str], column: str, most: int) -> str:
    try:
        value = float(row[column])
    except ValueError as error:
        raise _Fault(column, f"{row[column]!r} is no number of degrees") from error
    if not abs(value) <= most:
        raise _Fault(column, f"{row[column]} is not within -{most} and {most} degrees")
    return f"{value:.5f}"


def _area(row: Mapping[str, str], gazetteer: Gazetteer) -> str:
    """GeoNames code of the first-level area that is written as a code or by its name."""
    written, country = row["admin1"], row["country"]
    if not written:
        return ""
    for code in (written, f"{country}.{written}"):
        found = gazetteer.area(code)
        if found and found.kind == "admin1" and found.country == (country or found.country):
            return found.code or ""
    areas = [e for e in gazetteer.lookup(written) if e.kind == "admin1"]
    named = {e.code for e in areas if country in ("", e.country)}
    if len(named) != 1:
        what = "no first-level area" if not named else "the name of several first-level areas"
        raise _Fault("admin1", f"{written!r} is {what}{' of ' + country if country else ''}")
    return named.pop() or ""


def save(listing: Listing, cache: Path, gazetteer: Gazetteer) -> None:
    """Keep the list in `cache`, in the place of an older one of that name. Raises DataError."""
    folder = cache / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{listing.name}.tsv.part"
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([row[c] for c in COLUMNS] for row in listing.rows)
        part.replace(folder / f"{listing.name}.tsv")
    except OSError as error:
        raise DataError(f"cannot keep the list {listing.name} in {folder}: {error}") from error
    _make(folder / f"{listing.name}.tsv", gazetteer)


def remove(name: str, cache: Path) -> None:
    """Forget the list. Raises UsageError where there is none of that name."""
    if name not in names_in(cache):
        kept = ", ".join(names_in(cache)) or "none"
        raise UsageError(f"no list {name!r}; there are: {kept}")
    source = cache / FOLDER / f"{name}.tsv"
    source.unlink()
    for made in source.parent.glob(f"{name}.*.sqlite"):
        made.unlink()


def names_in(cache: Path) -> list[str]:
    """Names of the lists that are kept."""
    return sorted(path.stem for path in (cache / FOLDER).glob("*.tsv"))


def lists_in(cache: Path, gazetteer: Gazetteer) -> list[Path]:
    """The gazetteer files of the lists, made anew where another version made them."""
    found = []
    for name in names_in(cache):
        source = cache / FOLDER / f"{name}.tsv"
        made = _made_from(source)
        if not made.exists():
            _make(source, gazetteer)
        found.append(made)
    return found


def rebuild(cache: Path) -> None:
    """Make the gazetteer files of all lists anew. Raises DataError."""
    with Gazetteer.open(cache / file_name()) as gazetteer:
        for name in names_in(cache):
            _make(cache / FOLDER / f"{name}.tsv", gazetteer)


def _made_from(source: Path) -> Path:
    return source.with_name(f"{source.stem}.{SCHEMA}.sqlite")


def _make(source: Path, gazetteer: Gazetteer) -> None:
    write(_made_from(source), list(_places(source, gazetteer)))


def _places(source: Path, gazetteer: Gazetteer) -> Iterator[Row]:
    zones: dict[str, str | None] = {}
    with source.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file, delimiter="\t"):
            country = cells["country"] or cells["admin1"][:2]
            if country not in zones:
                whole: Entry | None = gazetteer.area(country) if country else None
                zones[country] = whole.zone if whole else None
            kind: Kind = next(k for k in KINDS if k == cells["kind"])
            row = Row(
                f"{source.stem}:{cells['id']}", cells["name"], kind, float(cells["lat"]), float(cells["lon"]),
                country, cells["admin1"], "", int(cells["population"] or 0), zones[country],
            )  # fmt: skip
            yield row.called([cells["name"], *filter(None, cells["alternate"].split("|"))], first=True)


def open_in(cache: Path, *, say: Callable[[str], None] = lambda _: None) -> Gazetteer:
    """The gazetteer of a cache folder with the user's lists; built there first where it is missing (some
    seconds, which `say` is told of). Raises DataError."""
    path = cache / file_name()
    if not path.exists():
        say("tacitus: building the gazetteer, once …")
        build(path)
    if not names_in(cache):
        return Gazetteer.open(path)
    with Gazetteer.open(path) as own:
        lists = lists_in(cache, own)
    return Gazetteer.open(path, lists)
