"""Reports to clusters: which reports tell of one happening, by readable scores and by decisions."""

from tacitus.link.cluster import Clustering, link
from tacitus.link.compare import Score
from tacitus.link.signature import Signature, sign
from tacitus.link.voices import Text, fold

__all__ = ["Clustering", "Score", "Signature", "Text", "fold", "link", "sign"]
