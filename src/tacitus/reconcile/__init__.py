"""Clusters to incidents: what stands for each slot, under which rule, on which claims, against which."""

from tacitus.reconcile.history import as_of
from tacitus.reconcile.incidents import Told, make_incident
from tacitus.reconcile.profiles import PROFILES
from tacitus.reconcile.resolve import occurrence, resolve
from tacitus.reconcile.testimony import Testimony

__all__ = ["PROFILES", "Testimony", "Told", "as_of", "make_incident", "occurrence", "resolve"]
