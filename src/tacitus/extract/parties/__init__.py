"""Who did it, to whom, with what, and what came of it; who is said to be behind it, by whom and how firmly.

READ `parties` FIRST: a document becomes scenes (sentences with noun phrases from `chunks` and frames from
`deeds`), and each slot has a reader of scenes.
"""

from tacitus.extract.parties.parties import find_parties, weigh_parties

__all__ = ["find_parties", "weigh_parties"]
