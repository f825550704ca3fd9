"""Which places a page names, which place on the ground is meant, and where the happening took place.

`names` finds the words, `senses` settles which place they mean, `binding` ties them to happenings.
"""

from tacitus.extract.places.binding import find_happening_places
from tacitus.extract.places.mention import PlaceMention
from tacitus.extract.places.nearby import place_before
from tacitus.extract.places.places import find_places, zone_of

__all__ = [
    "PlaceMention",
    "find_happening_places",
    "find_places",
    "place_before",
    "zone_of",
]
