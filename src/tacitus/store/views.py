"""The read face of the store: everything that link, reconcile, the command line, desk and exports look at.

* pages.py: `reports`, `reports_by_id`, `records`, `tellings`, `document`, `documents`, `search`,
  `failures`, `is_current`; counting.py: `counts`, `number`, `methods`
* triage.py: `untriaged`, `untriaged_count`
* whereabouts.py: `whereabouts`, `incidents_of`, `pages_of`, `reports_of`, `languages`; search.py: `holds`
* subjects.py: `subject`, `incidents_about`
* pictures.py: `points`, `months`
* happenings.py: `incidents`, `incident`, `find_incident`, `incident_stream`, `incident_count`, `facets`,
  `memberships`;
  `incident_tellings`, `row_of` and `fits` for what is resolved on demand
* changes.py: `truth`, `linked`, `changed_since`: whether the incidents are those of what is kept
* derived.py: `holding`, `voices_of`: what linking made before
* assemble.py: `relation_data`, `seen_from`: relations between incidents as plain data, as one end shows them
* people.py: `standing_decisions`, `orphaned_decisions`, `orphaned_claims`, `decision_log`,
  `decisions_on`, `not_undone`

Each takes an open Store first and gives frozen records; an incident whole is plain data in the shape of
`tacitus show ID --json`. Outside `store.atomic()` and `store.snapshot()` each call sees the moment it is
made.
"""

from tacitus.store.assemble import ALL_PROFILES, Lens, Telling, relation_data, seen_from
from tacitus.store.changes import Changed, Mark, changed_since, left_to_link, linked, truth
from tacitus.store.counting import Counts, counts, methods, number
from tacitus.store.derived import DEFAULT_PROFILE, facets_of, holding, voices_of
from tacitus.store.happenings import (
    IncidentFilter,
    IncidentRow,
    Order,
    count,
    facets,
    find_incident,
    fits,
    incident,
    incident_count,
    incident_stream,
    incident_tellings,
    incidents,
    memberships,
    review_counts,
    row_of,
)
from tacitus.store.pages import (
    DocumentFilter,
    DocumentRow,
    Failure,
    Hit,
    Page,
    ReportRow,
    document,
    documents,
    documents_whole,
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
    decisions_on,
    not_undone,
    orphaned_claims,
    orphaned_decisions,
    standing_decisions,
)
from tacitus.store.pictures import Point, months, points
from tacitus.store.search import holds
from tacitus.store.subjects import incidents_about, subject
from tacitus.store.triage import untriaged, untriaged_count
from tacitus.store.whereabouts import (
    Whereabout,
    incidents_of,
    languages,
    pages_of,
    reports_of,
    whereabouts,
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
    "Lens",
    "Mark",
    "Order",
    "Orphan",
    "Page",
    "Point",
    "ReportRow",
    "Telling",
    "Whereabout",
    "changed_since",
    "count",
    "counts",
    "decision_log",
    "decisions_on",
    "document",
    "documents",
    "documents_whole",
    "facets",
    "facets_of",
    "failures",
    "find_incident",
    "fits",
    "holding",
    "holds",
    "incident",
    "incident_count",
    "incident_stream",
    "incident_tellings",
    "incidents",
    "incidents_about",
    "incidents_of",
    "is_current",
    "languages",
    "left_to_link",
    "linked",
    "memberships",
    "methods",
    "months",
    "not_undone",
    "number",
    "orphaned_claims",
    "orphaned_decisions",
    "pages_of",
    "points",
    "records",
    "relation_data",
    "reports",
    "reports_by_id",
    "reports_of",
    "review_counts",
    "row_of",
    "search",
    "seen_from",
    "standing_decisions",
    "subject",
    "tellings",
    "truth",
    "untriaged",
    "untriaged_count",
    "voices_of",
    "whereabouts",
]
