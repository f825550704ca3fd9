"""Reports to clusters: which reports tell of one happening, by readable scores and by decisions."""

from tacitus.link.aftermath import Account, Tie, ends, is_aftermath, may_be_tied, tie, town_key
from tacitus.link.cluster import JOIN, Clustering, link, verdicts
from tacitus.link.compare import Score
from tacitus.link.linker import Change, Linker, News
from tacitus.link.origins import claim_voices
from tacitus.link.pool import Pool
from tacitus.link.rarity import Rarity
from tacitus.link.shelf import Index
from tacitus.link.signature import Signature, sign
from tacitus.link.voices import Sketch, Text, fold, sketch
from tacitus.link.why import ASK, Pair, near, pairs_between, reason, signatures_of

__all__ = [
    "ASK",
    "JOIN",
    "Account",
    "Change",
    "Clustering",
    "Index",
    "Linker",
    "News",
    "Pair",
    "Pool",
    "Rarity",
    "Score",
    "Signature",
    "Sketch",
    "Text",
    "Tie",
    "claim_voices",
    "ends",
    "fold",
    "is_aftermath",
    "link",
    "may_be_tied",
    "near",
    "pairs_between",
    "reason",
    "sign",
    "signatures_of",
    "sketch",
    "tie",
    "town_key",
    "verdicts",
]
