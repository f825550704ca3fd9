"""Reports to clusters: which reports tell of one happening, by readable scores and by decisions."""

from tacitus.link.cluster import Clustering, link, verdicts
from tacitus.link.compare import Score
from tacitus.link.linker import Change, Linker, News
from tacitus.link.origins import claim_voices
from tacitus.link.pool import Pool
from tacitus.link.rarity import Rarity
from tacitus.link.shelf import Index
from tacitus.link.signature import Signature, sign
from tacitus.link.voices import Sketch, Text, fold, sketch
from tacitus.link.why import ASK, Pair, near, pairs_between, reason

__all__ = [
    "ASK",
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
    "claim_voices",
    "fold",
    "link",
    "near",
    "pairs_between",
    "reason",
    "sign",
    "sketch",
    "verdicts",
]
