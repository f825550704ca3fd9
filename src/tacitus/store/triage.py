"""Documents that nobody has judged yet, in an order that looks at rejected pages too."""

from __future__ import annotations

import sqlalchemy as sa

from tacitus.model.slots import TRIAGE_VERDICTS
from tacitus.store.db import Store
from tacitus.store.load import STANDS
from tacitus.store.schema import decision_subjects, decisions, documents, reports

SAMPLE = 5
"""Every so-manieth document looked at is one in which no attack was found."""


def untriaged(store: Store, *, behind: str = "") -> str | None:
    """The document to judge next, `behind` apart; None where all are judged. Ids are hashes, so their order
    is a random one that stays the same."""
    with store.reading() as connection:
        judged = connection.execute(sa.select(sa.func.count()).select_from(_judged().subquery())).scalar_one()
        tells = sa.select(reports.c.seq).where(
            reports.c.document == documents.c.id, reports.c.reading == documents.c.reading
        )
        wanted = (
            (~tells.exists(), tells.exists())
            if judged % SAMPLE == SAMPLE - 1
            else (tells.exists(), ~tells.exists())
        )
        for condition in wanted:
            query = _open().where(condition, documents.c.id != behind).order_by(documents.c.id).limit(1)
            found = connection.execute(query).first()
            if found is not None:
                return str(found[0])
    return None


def untriaged_count(store: Store) -> int:
    """How many documents nobody has judged."""
    # counted as the difference of what has an index each: the texts themselves stay in the file
    empty, judged = documents.c.text == "", documents.c.id.in_(_judged())
    standing, without, done = (
        sa.select(sa.func.count()).select_from(documents).where(STANDS, *more).scalar_subquery()
        for more in ((), (empty,), (~empty, judged))
    )
    with store.reading() as connection:
        return int(connection.execute(sa.select(standing - without - done)).scalar_one())


def _open() -> sa.Select[tuple[str]]:
    return sa.select(documents.c.id).where(STANDS, documents.c.text != "", documents.c.id.not_in(_judged()))


def _judged() -> sa.Select[tuple[str]]:
    undone = sa.select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
    return (
        sa.select(decision_subjects.c.subject)
        .join(decisions, decisions.c.id == decision_subjects.c.decision)
        .where(decisions.c.verdict.in_(TRIAGE_VERDICTS), decisions.c.id.not_in(undone))
        .distinct()
    )
