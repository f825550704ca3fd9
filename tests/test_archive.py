"""A store that was linked a batch at a time holds the incidents of one that was linked all at once."""

from __future__ import annotations

import random
from importlib import resources
from pathlib import Path

import pytest
import sqlalchemy as sa

from tacitus import archive, pipeline
from tacitus.lang.gazetteer import Gazetteer
from tacitus.model import Decision
from tacitus.read import InProcess
from tacitus.store import Store, add_decision, open_store, redact, schema, views
from tests.archive_pages import incidents, write_pages

AT = "2031-01-01T00:00:00+00:00"


@pytest.fixture
def tools(tiny_gazetteer: Gazetteer) -> pipeline.Tools:
    return pipeline.Tools(gazetteer=tiny_gazetteer, parser=InProcess())


def ingest(store: Store, tools: pipeline.Tools, *paths: Path) -> None:
    archive.ingest(map(str, paths), store, tools, now=lambda: AT, step=lambda _: None)


def check(store: Store) -> None:
    """What is kept is what linking all of it at once would make."""
    gathered = pipeline.gather(views.tellings(store))
    clustering, voices = pipeline.cluster(gathered, views.standing_decisions(store))
    assert tuple(sorted(reports for _, reports in views.memberships(store))) == clustering.clusters
    of = {signature.report: voices[signature.document] for signature in gathered.signatures}
    assert views.voices_of(store, sorted(of)) == of
    spoken = all_voices(store)
    assert {subject for subject in spoken if subject.startswith("rep-")} == set(of)
    with store.reading() as connection:
        held = set(connection.execute(sa.select(schema.link_reports.c.report)).scalars())
    assert held == set(of)
    left = incidents(store)
    archive.relink(store)
    assert incidents(store) == left
    assert all_voices(store) == spoken


def all_voices(store: Store) -> dict[str, str]:
    """The voice of every report, and of every claim of another voice."""
    with store.reading() as connection:
        return {row.subject: row.voice for row in connection.execute(sa.select(schema.voices))}


@pytest.mark.parametrize("seed", range(3))
def test_the_demo_set_in_any_order_with_all_that_happens_to_a_store(
    seed: int, tools: pipeline.Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(archive, "LINKED", 5)
    with (
        resources.as_file(resources.files("tacitus.data") / "demo") as folder,
        open_store(tmp_path / "demo.db") as store,
    ):
        pages = sorted(folder.iterdir())
        order = chance.sample(pages, len(pages))
        for k in range(0, len(order), 12):
            ingest(store, tools, *order[k : k + 12])
            archive.link_new(store)
            judge(store, chance, k)
        archive.link_new(store)
        check(store)
        monkeypatch.setattr(pipeline, "METHOD", "rules-en/next")
        ingest(store, tools, *order[:20])
        gone = chance.choice([row.document.id for row in views.reports(store)])
        with store.atomic():
            redact(store, gone, by="ada", at=AT, reason="r")
        with store.reading() as connection:
            erased = sa.select(schema.link_reports.c.signature).where(schema.link_reports.c.signature == b"")
            assert connection.execute(erased).first(), "its words are gone at once"
        archive.link_new(store)
        check(store)


def judge(store: Store, chance: random.Random, number: int) -> None:
    """A person's word on two reports, and now and then one taken back."""
    reports = sorted(row.id for row in views.reports(store))
    log = views.decision_log(store)
    with store.atomic():
        for k, verdict in enumerate(("same", "different", "undo")):
            undone = chance.choice(log) if verdict == "undo" and log else None
            if verdict != "undo" or undone:
                subject = undone.subject if undone else tuple(sorted(chance.sample(reports, 2)))
                made = Decision(
                    id=f"dec-{number}-{k}", subject=subject, verdict=verdict, decided_by="ada", decided_at=AT,
                    undoes=undone.id if undone else None,
                )  # fmt: skip
                add_decision(store, made)


def test_what_is_untouched_is_not_written_again(tools: pipeline.Tools, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 12)
    with open_store(tmp_path / "some.db") as store:
        ingest(store, tools, *pages[:11])
        archive.link_new(store)
        assert len(incidents(store)) == 4
        ingest(store, tools, pages[11])
        assert archive.link_new(store) == 1
        assert archive.link_new(store) == 0
        check(store)


def test_a_linker_of_another_version_begins_anew(
    tools: pipeline.Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = write_pages(tmp_path / "pages", 6)
    with open_store(tmp_path / "some.db") as store:
        ingest(store, tools, *pages)
        archive.link_new(store)
        before = incidents(store)
        monkeypatch.setattr(archive, "LINKER", "links/next")
        assert not archive.is_linked(store)
        assert archive.link_new(store) == len(before)
        assert incidents(store) == before
