"""The rule books: which of several claims on a count stands, each a small pure function with its trace.

One file a book; what each may be asked and answers is in case.py, its rules in words in rules.py.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tacitus.reconcile.profiles.acled import acled
from tacitus.reconcile.profiles.case import Case, Count, CountRule
from tacitus.reconcile.profiles.gtd import gtd
from tacitus.reconcile.profiles.ibc import ibc
from tacitus.reconcile.profiles.maverick import conservative, informative, representative
from tacitus.reconcile.profiles.rules import Rule, rules_of
from tacitus.reconcile.profiles.tacitus import tacitus
from tacitus.reconcile.profiles.ucdp import ucdp

PROFILES: Mapping[str, CountRule] = MappingProxyType(
    {
        "tacitus": tacitus,
        "acled": acled,
        "gtd": gtd,
        "ucdp": ucdp,
        "ibc": ibc,
        "conservative": conservative,
        "informative": informative,
        "representative": representative,
    }
)
"""Every profile by name, in the order in which they are shown; the first is the default."""

__all__ = ["PROFILES", "Case", "Count", "CountRule", "Rule", "rules_of"]
