"""Reports to clusters: which reports tell of one happening, by readable scores and by decisions."""

from tacitus.link.cluster import Clustering, link
from tacitus.link.compare import Score
from tacitus.link.pool import Pool
from tacitus.link.signature import Signature, sign
from tacitus.link.voices import Sketch, Text, fold, sketch

__all__ = ["Clustering", "Pool", "Score", "Signature", "Sketch", "Text", "fold", "link", "sign", "sketch"]
