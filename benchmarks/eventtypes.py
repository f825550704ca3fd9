"""Event type of a snippet: the product's types and topics, in the words of the ACLED sub-event types."""

from __future__ import annotations

import json
from pathlib import Path

from tacitus.extract.happenings import count_topics, pull_topics, read_mentions, weigh_types
from tacitus.lang import sentences
from tacitus.lang.patterns import words_of
from tacitus.model import Document

LABELS = {
    "chemical_attack": "CHEM_WEAP",
    "suicide_bombing": "SUIC_BOMB",
    "sexual_violence": "SEX_VIOL",
    "air_or_drone_strike": "AIR_STRIKE",
    "grenade": "GRENADE",
    "mine_or_ied": "REM_EXPLOS",
    "bombing": "REM_EXPLOS",
    "shelling": "ART_MISS_ATTACK",
    "kidnapping": "ABDUCT_DISSAP",
    "enforced_disappearance": "ABDUCT_DISSAP",
    "hostage_barricade": "ABDUCT_DISSAP",
    "hijacking": "ABDUCT_DISSAP",
    "excessive_force": "FORCE_AGAINST_PROTEST",
    "violent_demonstration": "VIOL_DEMONSTR",
    "mob_violence": "MOB_VIOL",
    "armed_clash": "ARMED_CLASH",
    "armed_assault": "ATTACK",
    "assassination": "ATTACK",
    "unarmed_assault": "ATTACK",
    "torture": "ATTACK",
    "vehicle_attack": "ATTACK",
    "arson": "PROPERTY_DISTRUCT",
    "looting": "PROPERTY_DISTRUCT",
    "facility_attack": "PROPERTY_DISTRUCT",
    "robbery": "ORG_CRIME",
}
CLASH_FIRST = 1.45
"""ACLED codes an attack on armed forces as a clash, where it is an armed assault as well for us."""
TOPICS = {
    "agreement": "AGREEMENT",
    "arrest": "ARREST",
    "protest": "PEACE_PROTEST",
    "dispersal": "PROTEST_WITH_INTER",
    "diplomacy": "DIPLO",
    "attribution": "ATTRIB",
    "claim of responsibility": "ATTRIB",
    "weapons found": "DISR_WEAP",
    "territory regained": "GOV_REGAINS_TERIT",
    "territory taken": "NON_STATE_ACTOR_OVERTAKES_TER",
    "troop movement": "CHANGE_TO_GROUP_ACT",
    "withdrawal": "NON_VIOL_TERRIT_TRANSFER",
    "base set up": "HQ_ESTABLISHED",
    "crime": "ORG_CRIME",
    "displacement": "OTHER",
    "weather and nature": "NATURAL_DISASTER",
    "accidents": "MAN_MADE_DISASTER",
}


def label(text: str) -> str:
    """The heaviest label; "ATTACK" for violence without a type, "OTHER" where no table speaks."""
    document = Document(id="doc-snippet", text=text, sentences=sentences.split(text))
    tokens = words_of(document)
    mentions = read_mentions(document, tokens)
    topics = count_topics(tokens)
    scores: dict[str, float] = {}
    for name, weight in weigh_types(mentions, topics).items():
        if name in LABELS:
            first = CLASH_FIRST if name == "armed_clash" else 1.0
            scores[LABELS[name]] = max(scores.get(LABELS[name], 0.0), first * weight)
    for topic, pull in pull_topics(topics).items():
        if topic in TOPICS:
            scores[TOPICS[topic]] = max(scores.get(TOPICS[topic], 0.0), pull)
    if not scores:
        return "ATTACK" if any(m.kind.strength != "harm" for m in mentions) else "OTHER"
    return max(sorted(scores), key=lambda name: scores[name])


def predict(source: Path) -> dict[str, str]:
    """{id: label} for the snippets of a JSONL file (id, text)."""
    with source.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: label(row["text"]) for row in rows}
