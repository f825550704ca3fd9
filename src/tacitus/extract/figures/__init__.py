"""How many people were killed, injured, taken: counts with bounds, of whom, and one toll a happening.

Words of harm (`harm_words`) are tied to people (`groups`) in `casualties`; `figures` states what is written,
`tolls` adds up.
"""

from tacitus.extract.figures.tolls import ALIKE, Toll, read_people, toll

__all__ = [
    "ALIKE",
    "Toll",
    "read_people",
    "toll",
]
