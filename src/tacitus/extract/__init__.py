"""Documents to reports and statements: each reader a function of a document, bound together by `assemble`."""

from tacitus.extract.figures import Toll, read_people, toll
from tacitus.extract.findings import Finding
from tacitus.extract.happenings import Happening, Triage, find_happenings, find_relations, triage
from tacitus.extract.listing import list_mentions
from tacitus.extract.opinion import Opinion
from tacitus.extract.parties import find_parties
from tacitus.extract.places import (
    PlaceMention,
    find_happening_places,
    find_places,
    place_before,
    zone_of,
)
from tacitus.extract.reader import Reader, doubted, open_reader
from tacitus.extract.reports import assemble
from tacitus.extract.statements import find_denied, find_disputes, find_rivals, find_statements
from tacitus.extract.statistics import find_series, find_statistics
from tacitus.extract.whens import assumed_when, date_of, find_whens

__all__ = [
    "Finding",
    "Happening",
    "Opinion",
    "PlaceMention",
    "Reader",
    "Toll",
    "Triage",
    "assemble",
    "assumed_when",
    "date_of",
    "doubted",
    "find_denied",
    "find_disputes",
    "find_happening_places",
    "find_happenings",
    "find_parties",
    "find_places",
    "find_relations",
    "find_rivals",
    "find_series",
    "find_statements",
    "find_statistics",
    "find_whens",
    "list_mentions",
    "open_reader",
    "place_before",
    "read_people",
    "toll",
    "triage",
    "zone_of",
]
