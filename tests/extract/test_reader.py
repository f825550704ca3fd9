"""The learned reader as a stage: what it speaks for, against and adds, on an encoder made of a dict."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tacitus.errors import InputError
from tacitus.extract import Finding, doubted, find_happenings, find_parties
from tacitus.extract.joins import FEATURES, KINDS, Join, Joins, Sighting
from tacitus.extract.opinion import Opinion
from tacitus.extract.reader import RULES_ALONE, Reader, in_capitals, open_reader
from tacitus.extract.tagger import Proposal, Reading
from tacitus.model import Document, Individual, Organisation, Target, Victim, Weapon
from tacitus.read import document_from_text

LOUD = "GUNMEN OF THE RED FRONT BURNED THE MILL. THE GUARD ANA LOPEZ WAS KILLED WITH A MACHETE."
MIXED = "Gunmen of the Red Front burned the mill. The guard Ana Lopez was killed with a machete."


@dataclass(frozen=True)
class ByHeart:
    """The in-memory twin of the network: words -> (role, score)."""

    said: Mapping[str, tuple[str, float]]
    page: float = 0.9

    def read(self, text: str) -> Reading:
        found = [
            Proposal(role, text.find(words), text.find(words) + len(words), score)
            for words, (role, score) in self.said.items()
            if words in text
        ]
        return Reading({"relevant": self.page}, tuple(found))


def joins(**weights: float) -> Joins:
    """One join for every kind: the chance is that of the score, 0.5 for what the rules alone found."""
    made = Join(
        weights=tuple({"score": 1.0, **weights}.get(name, 0.0) for name in FEATURES),
        keep=(0.4, 0.0), add=(0.6, 0.8),
    )  # fmt: skip
    return Joins(reader="by-heart", kinds=dict.fromkeys(KINDS, made), page=(0.0, 1.0))


def opinion(text: str, page: float = 0.9, **said: tuple[str, float]) -> tuple[Document, Opinion]:
    """What a reader makes of `text`; underscores stand for blanks."""
    document = document_from_text(text, as_is=True)
    encoder = ByHeart({words.replace("_", " "): told for words, told in said.items()}, page)
    reader = Reader(encoder=encoder, joins=joins(), method="by-heart/1")
    return document, reader.read(document, "rules/1")


def told(document: Document, view: Opinion | None, kind: type) -> list[tuple[object, str | None, float]]:
    found = find_parties(document, view)
    return [(_words(f), f.method, f.confidence) for f in found if isinstance(f.value, kind)]


def _words(f: Finding) -> str | None:
    match f.value:
        case Individual() | Victim():
            return f.value.name or f.value.description
        case Organisation():
            return f.value.as_written
        case Target():
            return f.value.name
        case Weapon():
            return f.value.as_written
    return None


def test_what_the_rules_missed_is_added_in_the_readers_name() -> None:
    document, view = opinion(f"{LOUD} A CAFE STANDS NEARBY.", A_CAFE=("target", 0.9))
    assert ("CAFE", "by-heart/1", 0.9) in told(document, view, Target)
    assert "CAFE" not in [w for w, _, _ in told(document, None, Target)]


def test_a_proposal_below_the_bar_is_not_added() -> None:
    document, view = opinion(f"{LOUD} A CAFE STANDS NEARBY.", CAFE=("target", 0.5))
    assert "CAFE" not in [w for w, _, _ in told(document, view, Target)]


def test_in_capitals_what_the_encoder_speaks_against_falls() -> None:
    document, view = opinion(LOUD, MACHETE=("weapon", 0.3))
    assert [w for w, _, _ in told(document, None, Weapon)] == ["MACHETE"]
    assert told(document, view, Weapon) == []


def test_in_mixed_case_the_rules_findings_stand_with_their_own_confidence() -> None:
    document, view = opinion(MIXED, machete=("weapon", 0.3))
    (alone,) = told(document, None, Weapon)
    assert told(document, view, Weapon) == [(alone[0], "rules/1+by-heart/1", alone[2])]


def test_in_mixed_case_a_likelier_wording_takes_no_finding_of_the_rules() -> None:
    document, view = opinion(MIXED, Gunmen_of_the_Red_Front=("perpetrator_individual", 0.9))
    assert [w for w, _, _ in told(document, view, Individual)] == ["Gunmen"]


def test_of_two_wordings_of_one_thing_the_likelier_stands() -> None:
    document, view = opinion(LOUD, GUNMEN_OF_THE_RED_FRONT=("perpetrator_individual", 0.9))
    assert [w for w, _, _ in told(document, view, Individual)] == ["GUNMEN OF THE RED FRONT"]


def test_a_person_by_name_is_only_suspected() -> None:
    document, view = opinion(f"{MIXED} Pedro Ruiz lives here.", Pedro_Ruiz=("suspect_name", 0.95))
    (added,) = [f.value for f in find_parties(document, view) if f.method == "by-heart/1"]
    assert isinstance(added, Individual)
    assert (added.name, added.link, added.hedge) == ("Pedro Ruiz", "suspected", "probable")


def test_nobody_is_victim_and_perpetrator_by_a_proposal() -> None:
    document, view = opinion(MIXED, Ana_Lopez=("suspect_name", 0.95))
    assert told(document, view, Individual) == [("Gunmen", "rules/1+by-heart/1", 0.9)]


def test_a_person_whom_the_rules_read_in_one_part_gets_no_other_by_a_proposal() -> None:
    text = (
        "A bomb killed two guards. Police ruled out Pedro Ruiz as the bomber. Ruiz, the bomber, was arrested."
    )
    document, view = opinion(text, Pedro_Ruiz=("victim_name", 0.95))
    assert told(document, None, Individual)
    assert "Pedro Ruiz" not in [w for w, _, _ in told(document, view, Victim)]
    document, view = opinion(text.replace("Pedro Ruiz", "Ana Sosa", 1), Ana_Sosa=("victim_name", 0.95))
    assert "Ana Sosa" in [w for w, _, _ in told(document, view, Victim)]


def test_a_happening_is_doubted_with_the_page_in_capitals_alone() -> None:
    for text, sure in ((LOUD, [0.1]), (MIXED, [0.8])):
        document, view = opinion(text, page=0.1)
        types = [f.confidence for h in doubted(find_happenings(document), view) for f in h.types]
        assert sorted(set(types)) == sure


def test_capitals_are_told_by_the_letters() -> None:
    assert in_capitals("THE 5TH ARMY, PEDRO d'AVILA")
    assert not in_capitals("UN and NATO met in Rome")
    assert not in_capitals("1990")


def test_the_same_text_is_read_alike_again() -> None:
    document, view = opinion(LOUD, MILL=("target", 0.9), RED_FRONT=("perpetrator_organisation", 0.9))
    assert find_parties(document, view) == find_parties(document, view)


def test_a_chance_is_that_of_the_logit() -> None:
    made = joins(constant=1.0).kinds["target"]
    assert made.chance(Sighting()) == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-3)
    assert made.chance(Sighting(score=0.9, proposed=1)) > made.chance(Sighting(score=0.6, proposed=1))


def test_a_table_of_joins_is_read_and_another_file_refused(tmp_path: Path) -> None:
    kind = {
        "weights": dict.fromkeys(FEATURES, 0.5),
        "keep": {"capitals": 0.3, "mixed": 0.0},
        "add": {"capitals": 0.3, "mixed": 0.8},
    }
    whole = {"reader": "x-1", "page": {"offset": 0.1, "slope": 2.0}, "kinds": dict.fromkeys(KINDS, kind)}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    read = Joins.read(path)
    assert (read.reader, read.page, read.kinds["weapon"].add) == ("x-1", (0.1, 2.0), (0.3, 0.8))
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.json is no table of joins"):
        Joins.read(path)


def test_the_rules_can_be_asked_for_alone_and_a_missing_file_is_named(tmp_path: Path) -> None:
    assert open_reader(RULES_ALONE) is None
    with pytest.raises(InputError, match=r"no reader at .*gone\.onnx"):
        open_reader(tmp_path / "gone.onnx")
