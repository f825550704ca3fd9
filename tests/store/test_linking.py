"""Linking a batch at a time gives what linking everything at once gives, whatever the order, the batches and
what is taken out, read anew or judged on the way."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.link import Linker, News, Rarity, Signature, Text, fold, link, sketch, verdicts
from tacitus.link.voices import Sketch
from tacitus.model import Decision, Place, When
from tacitus.store import LinkIndex, Store, open_store

START = date(2021, 3, 1)
WORDS = [
    f"{a}{b}" for a in ("bar", "dem", "gul", "kor", "lis", "mon") for b in ("vano", "tesk", "rilo", "zunt")
]
TOWNS = [
    Place(
        name=f"Town{n}", country="TR", lat=36.0 + 2 * n, lon=30.0 + n, precision="town", gazetteer_id=str(n)
    )
    for n in range(3)
]


def make(chance: random.Random, count: int) -> dict[int, tuple[Sketch, tuple[Signature, ...]]]:
    """Pages of few happenings in few towns and words, so that much meets: number -> page, its reports.

    Some are copies of an earlier page, some tell of two happenings, some in passing, some give no day."""
    made: dict[int, tuple[Sketch, tuple[Signature, ...]]] = {}
    texts: list[str] = []
    for number in range(1, count + 1):
        if texts and chance.random() < 0.2:
            text = chance.choice(texts)
            if chance.random() < 0.7:
                text = " ".join(text.split()[chance.randrange(6) :])
        else:
            text = " ".join(chance.choices(WORDS, k=30))
        texts.append(text)
        page = f"doc-{chance.randrange(10**9):09}"
        day = START + timedelta(days=chance.randrange(12))
        url = f"https://news.example/{chance.randrange(3 * count)}"
        published = day.isoformat() if chance.random() < 0.9 else ""
        told = tuple(report(chance, page, text, day) for _ in range(chance.choice((1, 1, 1, 2))))
        made[number] = sketch(Text(document=page, published=published, url=url, text=text)), told
    return made


def report(chance: random.Random, page: str, text: str, day: date) -> Signature:
    happened = day - timedelta(days=chance.randrange(3))
    names = tuple(sorted(set(chance.sample(text.split(), 4))))
    return Signature(
        report=f"rep-{chance.randrange(10**9):09}", document=page, voice=page,
        role=chance.choice(("main", "main", "main", "background", "aftermath")), published=day,
        day=When(earliest=happened, latest=happened) if chance.random() < 0.8 else None,
        places=(chance.choice(TOWNS),) if chance.random() < 0.8 else (), types=("bombing",),
        names=names, phrases=(" ".join(names[:2]),) if chance.random() < 0.3 else (),
        words=tuple(sorted((word, text.split().count(word)) for word in set(text.split()))),
    )  # fmt: skip


def from_scratch(
    pages: Mapping[int, tuple[Sketch, tuple[Signature, ...]]], decisions: Iterable[Decision]
) -> tuple[tuple[tuple[str, ...], ...], dict[str, str]]:
    """The clusters, and the voice of each report."""
    voices = fold(page for page, _ in pages.values())
    told = [replace(s, voice=voices[s.document]) for _, found in pages.values() for s in found]
    return link(told, list(decisions)).clusters, {s.report: s.voice for s in told}


class Kept:
    """What a store knows after each change: clusters by their reports, voices."""

    def __init__(self, store: Store, pages: Mapping[int, tuple[Sketch, tuple[Signature, ...]]]) -> None:
        self.store, self.pages = store, pages
        self.cluster_of: dict[str, tuple[str, ...]] = {}
        self.voices: dict[str, str] = {}
        self.standing: set[int] = set()

    def number(self, page: int, place: int) -> int:
        return 10 * page + place

    def update(self, *, gone: set[int], came: set[int], decisions: Iterable[Decision]) -> None:
        self.standing = (self.standing - gone) | came
        reports = {
            self.number(n, k): (n, signature) for n in came for k, signature in enumerate(self.pages[n][1])
        }
        news = News(
            gone=gone,
            texts={n: self.pages[n][0] for n in came},
            reports=reports,
            verdicts=verdicts(decisions),
        )
        with self.store.atomic():
            index = LinkIndex(self.store)
            index.reports.find = self.find  # type: ignore[method-assign] # no documents stand behind these
            change = Linker(index, Rarity.shipped()).update(news)
        for ident in change.gone:
            self.voices.pop(ident)
        for ident in {*change.gone, *(r for cluster in change.clusters for r in cluster)}:
            self.cluster_of.pop(ident, None)
        self.cluster_of |= {r: cluster for cluster in change.clusters for r in cluster}
        self.voices |= change.voices

    def find(self, reports: Iterable[str]) -> dict[str, int]:
        wanted = set(reports)
        return {
            s.report: self.number(n, k)
            for n in self.standing
            for k, s in enumerate(self.pages[n][1])
            if s.report in wanted
        }

    def check(self, decisions: Iterable[Decision]) -> None:
        clusters, voices = from_scratch({n: self.pages[n] for n in self.standing}, decisions)
        assert self.voices == voices
        assert tuple(sorted(set(self.cluster_of.values()))) == clusters


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("linking")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), crowd=st.sampled_from((2, 4, 12)))
def test_any_order_and_batching_gives_what_all_at_once_gives(seed: int, crowd: int, path: Path) -> None:
    chance = random.Random(seed)
    pages = make(chance, 40)
    reports = sorted(s.report for _, told in pages.values() for s in told)
    decisions: list[Decision] = []
    with pytest.MonkeyPatch.context() as patch, open_store(path / f"{seed}-{crowd}.db") as store:
        patch.setattr("tacitus.link.block._CROWD", crowd)
        patch.setattr("tacitus.link.block._CROWD_ALONE", 2 * crowd)
        kept = Kept(store, pages)
        waiting = chance.sample(sorted(pages), len(pages))
        while waiting:
            came = {waiting.pop() for _ in range(min(len(waiting), chance.choice((1, 2, 5, 15))))}
            gone = set(chance.sample(sorted(kept.standing), chance.randrange(min(3, len(kept.standing)) + 1)))
            again = {n for n in gone if chance.random() < 0.5}
            waiting += [n for n in gone - again if chance.random() < 0.3]
            if chance.random() < 0.4:
                decisions.append(decision(chance, len(decisions), reports, decisions))
            kept.update(gone=gone, came=came | again, decisions=decisions)
            kept.check(decisions)


def decision(chance: random.Random, number: int, reports: list[str], log: list[Decision]) -> Decision:
    verdict = chance.choice(("same", "different", "different", "unsure", "undo")) if log else "same"
    undone = chance.choice(log) if verdict == "undo" else None
    subject = undone.subject if undone else tuple(sorted(chance.sample(reports, 2)))
    return Decision(
        id=f"dec-{number}", subject=subject, verdict=verdict, decided_by="ada",
        decided_at=f"2031-01-01T00:{number:02}:00Z", undoes=undone.id if undone else None,
    )  # fmt: skip
