"""Which happenings a document tells of, of what type, in what role, and how they stand to each other.

`happenings` is the way in; `mentions` reads the words of violence that all of it rests on.
"""

from tacitus.extract.happenings.happenings import Happening, find_happenings
from tacitus.extract.happenings.mentions import Mention, read_mentions
from tacitus.extract.happenings.relations import find_relations
from tacitus.extract.happenings.topics import count_topics, pull_topics
from tacitus.extract.happenings.triage import Triage, triage
from tacitus.extract.happenings.weighing import type_by_weapon, weigh_types

__all__ = [
    "Happening",
    "Mention",
    "Triage",
    "count_topics",
    "find_happenings",
    "find_relations",
    "pull_topics",
    "read_mentions",
    "triage",
    "type_by_weapon",
    "weigh_types",
]
