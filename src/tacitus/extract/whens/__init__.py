"""When a happening took place, and when the page was written."""

from tacitus.extract.whens.dating import date_of
from tacitus.extract.whens.whens import assumed_when, find_whens

__all__ = [
    "assumed_when",
    "date_of",
    "find_whens",
]
