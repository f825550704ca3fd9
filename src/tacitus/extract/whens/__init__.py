"""When a happening took place, and when the page was written."""

from tacitus.extract.whens.dating import date_of
from tacitus.extract.whens.local import ZoneOf, with_day, with_zone
from tacitus.extract.whens.opening import favour_opening
from tacitus.extract.whens.whens import assumed_when, find_whens

__all__ = [
    "ZoneOf",
    "assumed_when",
    "date_of",
    "favour_opening",
    "find_whens",
    "with_day",
    "with_zone",
]
