"""Documents to reports and statements: each reader a function of a document, bound together by `assemble`."""

from tacitus.extract.disputes import find_disputes
from tacitus.extract.figures import find_figures
from tacitus.extract.findings import Finding
from tacitus.extract.happenings import Happening, find_happenings
from tacitus.extract.places import PlaceMention, find_places
from tacitus.extract.relations import find_relations
from tacitus.extract.reports import assemble
from tacitus.extract.statements import find_statements
from tacitus.extract.tolls import Toll, count_people, toll
from tacitus.extract.triage import Triage, triage

__all__ = [
    "Finding",
    "Happening",
    "PlaceMention",
    "Toll",
    "Triage",
    "assemble",
    "count_people",
    "find_disputes",
    "find_figures",
    "find_happenings",
    "find_places",
    "find_relations",
    "find_statements",
    "toll",
    "triage",
]
