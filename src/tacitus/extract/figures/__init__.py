"""How many people were killed, injured, taken: counts with bounds, of whom, and one toll a happening.

Words of harm (`harm_words`) are tied to people (`groups`) in `casualties`; `figures` states what is written,
`tolls` adds up.
"""

from tacitus.extract.figures.casualties import Casualty, find_casualties
from tacitus.extract.figures.figures import find_figures
from tacitus.extract.figures.tolls import Toll, count_people, read_people, toll

__all__ = [
    "Casualty",
    "Toll",
    "count_people",
    "find_casualties",
    "find_figures",
    "read_people",
    "toll",
]
