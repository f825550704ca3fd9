"""Who said what: quotations, reported speech, their speakers, and which statements dispute each other.

`units` cuts the page; `attributions` reads who says what, with `cues` and the clause grammar beside it;
`statements` makes the records.
"""

from tacitus.extract.statements.attributions import find_attributions
from tacitus.extract.statements.disputes import find_disputes
from tacitus.extract.statements.quotes import find_quotes, paragraphs
from tacitus.extract.statements.rivals import find_denied, find_rivals
from tacitus.extract.statements.statements import find_statements

__all__ = [
    "find_attributions",
    "find_denied",
    "find_disputes",
    "find_quotes",
    "find_rivals",
    "find_statements",
    "paragraphs",
]
