"""What linking costs in stores of up to a million reports: made-up reports, no pages, so that the linker and
its index alone are measured.

Days go by with as many happenings each, in towns of the world; a happening is told by one to four reports in
its own rare words and names among common ones, a tenth of them copies of another. Pages come in the order of
their days, a batch to a transaction, as `tacitus ingest` links them.
"""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path

from benchmarks.invented import SYLLABLES, towns
from tacitus.archive import LINKED
from tacitus.lang.lexicon import load
from tacitus.link import Linker, News, Rarity, Signature, link
from tacitus.link.voices import Sketch
from tacitus.model import Figure, Place, When
from tacitus.store import LinkIndex, open_store

A_DAY = 200
"""Reports a day: a million are some fourteen years."""
COPIES = 10
"""Of a hundred reports so many are copies of the one before."""
COMPARED = 10_000
"""Reports for which linking from scratch is done too, and has to give the same."""
_WINDOW = 10
"""Batches over which a cost is the median."""

Told = tuple[Sketch, Signature]


def run_scale_links(sizes: tuple[int, ...]) -> int:
    """Print one line a size; exit code 1 where linking from scratch gives other clusters."""
    print(f"{'reports':>9} {'reports/s':>9} {'us each, now':>12} {'peak MB':>8} {'bytes each':>10}")
    clusters: dict[str, tuple[str, ...]] = {}
    costs, done = [0.0], 0
    some: list[Signature] = []
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "links.db") as store:
        linker_cost, linker = 0.0, None
        told = stories(max(sizes))
        while batch := list(islice(told, LINKED)):
            before = time.process_time()
            numbered = dict(enumerate(batch, done + 1))
            news = News(
                texts={n: text for n, (text, _) in numbered.items()},
                reports={n: (n, signature) for n, (_, signature) in numbered.items()},
                verdicts={},
            )
            with store.atomic():
                index = LinkIndex(store)
                linker = linker or Linker(index, Rarity.shipped())
                change = linker.update(news, index)
            costs.append((time.process_time() - before) / len(batch))
            linker_cost += time.process_time() - before
            done += len(batch)
            if done <= COMPARED:
                some += [replace(s, voice=change.voices[s.report]) for _, s in batch]
                clusters |= {report: cluster for cluster in change.clusters for report in cluster}
            if done in sizes:
                store.checkpoint()
                disk = (Path(folder) / "links.db").stat().st_size
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                each = statistics.median(costs[-_WINDOW:])
                print(
                    f"{done:>9} {done / linker_cost:>9.0f} {each * 1e6:>12.0f} {peak:>8.0f}"
                    f" {disk / done:>10.0f}",
                    flush=True,
                )
    same = tuple(sorted(set(clusters.values()))) == link(some).clusters
    print(f"all at once: {'the same' if same else 'OTHER'} clusters of {len(some)} reports")
    return 0 if same else 1


def stories(count: int) -> Iterator[Told]:
    """`count` reports with their texts, by day. The same for the same count."""
    chance = random.Random(1)
    places = towns()
    pages_with = {word: n for word, n in load("word_pages")["pages_with"].items() if word.isalpha()}
    common = list(pages_with), list(accumulate(pages_with.values()))
    made, day = 0, date(2000, 1, 1)
    while True:
        today: list[Told] = []
        while len(today) < A_DAY:
            today += _happening(chance, day, places, common)
        for told in chance.sample(today, len(today)):
            if made == count:
                return
            made += 1
            yield told
        day += timedelta(days=1)


def _happening(
    chance: random.Random, day: date, places: list[Place], common: tuple[list[str], list[int]]
) -> list[Told]:
    town, killed = chance.choice(places), chance.randrange(9)
    own = [_name(chance) for _ in range(12)]
    victim = f"{_name(chance)} {_name(chance)}"
    made: list[Told] = []
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        published = day + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 9)))
        words = [
            *dict.fromkeys(chance.choices(common[0], cum_weights=common[1], k=120)),
            *chance.sample(own, 8),
        ]
        words += [_name(chance) for _ in range(6)]
        names = {*words[-14:], *victim.split()}
        signature = Signature(
            report="", document="", voice="", role="main", published=published,
            day=When(earliest=day, latest=day), places=(town,), types=("bombing",),
            killed=Figure(low=killed, high=killed), names=tuple(sorted(names)), phrases=(victim,),
            people=(victim,) if chance.random() < 0.5 else (), title=tuple(sorted(words[70:84])),
            words=tuple(sorted((word, 1) for word in {*words, *names, *town.name.lower().split()})),
        )  # fmt: skip
        made.append(_told(chance, signature, None))
        if chance.randrange(100) < COPIES:
            made.append(_told(chance, signature, made[-1][0]))
    return made


def _told(chance: random.Random, signature: Signature, copied: Sketch | None) -> Told:
    ident = f"{chance.getrandbits(80):020x}"
    runs = copied.runs if copied else array("I", sorted(set(array("I", chance.randbytes(800)))))
    text = Sketch(
        document=f"doc-{ident}", published=str(signature.published), url=f"https://news.example/{ident}",
        whole=blake2b(ident.encode(), digest_size=16).digest(), runs=runs,
    )  # fmt: skip
    return text, replace(signature, report=f"rep-{ident}", document=text.document, voice=text.document)


def _name(chance: random.Random) -> str:
    """Some names are common, most are rare."""
    return "".join(SYLLABLES[int(len(SYLLABLES) * chance.random() ** 1.5)] for _ in range(4))
