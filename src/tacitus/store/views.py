"""The read face of the store: everything that link, reconcile, the command line, desk and exports look at.

* pages.py: `reports`, `reports_by_id`, `records`, `tellings`, `document`, `documents`, `search`,
  `failures`, `counts`, `is_current`
* happenings.py: `incidents`, `incident`, `find_incident`, `incident_stream`, `incident_count`, `facets`, `memberships`
* changes.py: `truth`, `linked`, `changed_since`: whether the incidents are those of what is kept
* derived.py: `holding`, `voices_of`: what linking made before
* people.py: `standing_decisions`, `orphaned_decisions`, `orphaned_claims`, `decision_log`

Each takes an open Store first and gives frozen records; an incident whole is plain data in the shape of
`tacitus show ID --json`. Outside `store.atomic()` and `store.snapshot()` each call sees the moment it is
made.
"""

from tacitus.store.assemble import ALL_PROFILES
from tacitus.store.changes import Changed, Mark, changed_since, left_to_link, linked, truth
from tacitus.store.derived import DEFAULT_PROFILE, holding, voices_of
from tacitus.store.happenings import (
    IncidentFilter,
    IncidentRow,
    Order,
    facets,
    find_incident,
    incident,
    incident_count,
    incident_stream,
    incidents,
    memberships,
)
from tacitus.store.pages import (
    Counts,
    DocumentFilter,
    DocumentRow,
    Failure,
    Hit,
    Page,
    ReportRow,
    counts,
    document,
    documents,
    failures,
    is_current,
    records,
    reports,
    reports_by_id,
    search,
    tellings,
)
from tacitus.store.people import (
    Orphan,
    decision_log,
    orphaned_claims,
    orphaned_decisions,
    standing_decisions,
)

__all__ = [
    "ALL_PROFILES",
    "DEFAULT_PROFILE",
    "Changed",
    "Counts",
    "DocumentFilter",
    "DocumentRow",
    "Failure",
    "Hit",
    "IncidentFilter",
    "IncidentRow",
    "Mark",
    "Order",
    "Orphan",
    "Page",
    "ReportRow",
    "changed_since",
    "counts",
    "decision_log",
    "document",
    "documents",
    "facets",
    "failures",
    "find_incident",
    "holding",
    "incident",
    "incident_count",
    "incident_stream",
    "incidents",
    "is_current",
    "left_to_link",
    "linked",
    "memberships",
    "orphaned_claims",
    "orphaned_decisions",
    "records",
    "reports",
    "reports_by_id",
    "search",
    "standing_decisions",
    "tellings",
    "truth",
    "voices_of",
]
