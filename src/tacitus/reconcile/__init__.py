"""Clusters to incidents: what stands for each slot, under which rule, on which claims, against which."""

from tacitus.reconcile.codings import coded_day, coded_place, divided
from tacitus.reconcile.counts import headline
from tacitus.reconcile.diagnostics import diagnose, voices_say
from tacitus.reconcile.history import told_by
from tacitus.reconcile.incidents import Told, make_incident, weigh
from tacitus.reconcile.judged import Judged, judged
from tacitus.reconcile.profiles import PROFILES, Rule, rules_of
from tacitus.reconcile.resolve import occurrence, resolve
from tacitus.reconcile.rounds import (
    CODED,
    CODER,
    SEATS,
    TAKEN_BACK,
    Coding,
    Round,
    is_drawn,
    is_hidden,
    rounds,
)
from tacitus.reconcile.testimony import Testimony

__all__ = [
    "CODED",
    "CODER",
    "PROFILES",
    "SEATS",
    "TAKEN_BACK",
    "Coding",
    "Judged",
    "Round",
    "Rule",
    "Testimony",
    "Told",
    "coded_day",
    "coded_place",
    "diagnose",
    "divided",
    "headline",
    "is_drawn",
    "is_hidden",
    "judged",
    "make_incident",
    "occurrence",
    "resolve",
    "rounds",
    "rules_of",
    "told_by",
    "voices_say",
    "weigh",
]
