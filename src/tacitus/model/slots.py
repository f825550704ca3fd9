"""The slots of a report, the type of value each takes, and the closed vocabularies (docs/model.md defines
each word).

Sources: event types follow GTD's attack types and ACLED's sub-event types; target and weapon kinds follow
GTD's codebook, with the kinds that aid organisations need added; actor kinds follow ACLED's eight.
"""

from __future__ import annotations

from types import MappingProxyType

from tacitus.errors import VocabularyError
from tacitus.model.values import (
    Damage,
    Figure,
    Individual,
    Organisation,
    Place,
    Site,
    Target,
    Value,
    Victim,
    Weapon,
    When,
)

ROLES = ("main", "background", "prospective", "aftermath", "aggregate")
STANCES = ("asserted", "denied", "hedged")
OCCURRENCES = ("asserted", "denied", "retracted", "staged")
STAGES = ("accomplished", "attempted", "foiled", "planned", "threatened", "warned_of")
INTENTS = ("deliberate", "mistaken_target", "accidental", "crossfire", "unclear")
TYPES = (
    "assassination", "armed_assault", "unarmed_assault", "bombing", "suicide_bombing", "grenade",
    "mine_or_ied", "air_or_drone_strike", "shelling", "chemical_attack", "arson", "vehicle_attack",
    "hijacking", "hostage_barricade", "kidnapping", "enforced_disappearance", "sexual_violence", "torture",
    "facility_attack", "looting", "armed_clash", "excessive_force", "violent_demonstration", "mob_violence",
    "robbery", "other", "unknown",
)  # fmt: skip
PRECISIONS = ("site", "town", "admin2", "admin1", "country", "region")
SIDES = ("victims", "attackers", "state_forces", "civilians", "other", "unknown")
LINKS = (
    "claimed", "admitted_in_custody", "accused", "suspected", "stated", "inspired", "denied", "ruled_out",
    "no_claim_reported",
)  # fmt: skip
ATTRIBUTORS = (
    "self", "court", "investigator", "government", "belligerent", "victim", "witness", "expert", "outlet",
    "unnamed",
)  # fmt: skip
HEDGES = ("none", "probable", "possible")
CLAIM_MODES = (
    "letter", "call_before", "call_after", "email", "note_at_scene", "video", "website", "personal", "other",
    "unknown",
)  # fmt: skip
ACTOR_KINDS = (
    "state_forces", "rebels", "political_militia", "identity_militia", "rioters", "protesters", "civilians",
    "external_forces", "unknown",
)  # fmt: skip
STATUSES = (
    "at_large", "detained", "released", "charged", "convicted", "acquitted", "killed", "misidentified",
)  # fmt: skip
EFFECTS = (
    "killed", "injured", "unhurt", "missing", "kidnapped", "freed", "escaped", "threatened", "arrested",
    "unknown",
)  # fmt: skip
TARGET_KINDS = (
    "business", "government", "police", "military", "abortion_related", "airport_aircraft", "diplomatic",
    "educational", "food_water", "journalists_media", "maritime", "ngo", "other", "private_citizens",
    "religious", "telecommunication", "militia", "tourists", "transportation", "unknown", "utilities",
    "political_party", "aid_worker", "health", "refugee_site",
)  # fmt: skip
WEAPON_KINDS = (
    "biological", "chemical", "radiological", "nuclear", "firearms", "explosives", "fake", "incendiary",
    "melee", "vehicle", "sabotage", "other", "unknown",
)  # fmt: skip
ACTS = (
    "claim_responsibility", "deny", "admit", "accuse", "suspect", "confirm", "correct", "retract", "warn",
    "threaten", "incite", "demand", "order", "condemn", "praise", "condole", "offer", "promise", "appeal",
    "announce", "sentence", "report", "assess", "other",
)  # fmt: skip
STATEMENT_KINDS = ("direct", "mixed", "indirect")
RELATION_KINDS = ("part_of", "same_operation", "retaliation_for", "aftermath_of")
LINK_VERDICTS = ("same", "different", "unsure")
VALUE_VERDICTS = ("accept", "reject")
TRIAGE_VERDICTS = ("relevant", "irrelevant", "duplicate", "restricted")
WORK_VERDICTS = ("note", "finish", "codebook")
SEALED_VERDICTS = ("code", "hand_in")
ROUND_VERDICTS = ("assign", "double", *SEALED_VERDICTS, "open", "settle")
VERDICTS = (
    *LINK_VERDICTS, *VALUE_VERDICTS, *TRIAGE_VERDICTS, *RELATION_KINDS, *WORK_VERDICTS, *ROUND_VERDICTS,
    "undo",
)  # fmt: skip
EXTENTS = ("catastrophic", "major", "minor")
FIGURE_SLOTS = (
    "killed", "injured", "missing", "hostages_taken", "hostages_released", "hostages_rescued",
    "hostages_escaped", "hostages_held", "arrested", "displaced",
)  # fmt: skip

SLOTS: MappingProxyType[str, type[Value]] = MappingProxyType(
    {
        "occurrence": str, "stage": str, "intent": str, "type": str,
        "started": When, "ended": When, "ongoing": bool, "place": Place, "site": Site,
        "target": Target, "victim": Victim, "weapon": Weapon, "damage": Damage,
        **dict.fromkeys(FIGURE_SLOTS, Figure),
        "perpetrator_individual": Individual, "perpetrator_organisation": Organisation,
        "motive": str, "demand": str, "response": str, "outcome": str,
    }
)  # fmt: skip
"""Slot -> type of its value; `motive`, `demand`, `response` and `outcome` are the words of the text."""

_CODES = {"occurrence": OCCURRENCES, "stage": STAGES, "intent": INTENTS, "type": TYPES}
_PARTS: dict[type, dict[str, tuple[str, ...]]] = {
    Place: {"precision": PRECISIONS},
    Target: {"kind": TARGET_KINDS, "effect": EFFECTS},
    Victim: {"effect": EFFECTS},
    Weapon: {"kind": WEAPON_KINDS},
    Organisation: {
        "link": LINKS,
        "by": ATTRIBUTORS,
        "hedge": HEDGES,
        "actor_kind": ACTOR_KINDS,
        "mode": CLAIM_MODES,
    },
    Individual: {"link": LINKS, "by": ATTRIBUTORS, "hedge": HEDGES, "status": STATUSES, "mode": CLAIM_MODES},
}


def choices(slot: str, part: str) -> tuple[str, ...]:
    """The closed vocabulary of a slot ("" as `part`) or of a part of its value ("kind", "of.side"); () where
    any words may stand."""
    if not part:
        return _CODES.get(slot, ())
    if part == "of.side":
        return SIDES
    if part == "extent":
        return EXTENTS
    return _PARTS.get(SLOTS[slot], {}).get(part, ())


def one_of(word: str, vocabulary: tuple[str, ...], what: str) -> None:
    """Raise VocabularyError unless `word` is in the closed `vocabulary`."""
    if word not in vocabulary:
        raise VocabularyError(f"{what} {word!r} is not one of: {', '.join(vocabulary)}")


def check_value(slot: str, value: Value) -> None:
    """Raise VocabularyError unless `slot` exists, takes this type of value, and its coded words are known."""
    one_of(slot, tuple(SLOTS), "slot")
    if not isinstance(value, SLOTS[slot]) or value == "":
        raise VocabularyError(f"slot {slot} takes a {SLOTS[slot].__name__}, not {value!r}")
    if slot in _CODES:
        one_of(str(value), _CODES[slot], slot)
    for name, words in _PARTS.get(type(value), {}).items():
        word = getattr(value, name)
        if word is not None:
            one_of(word, words, f"{slot}.{name}")
    of = getattr(value, "of", None)
    if of is not None and of.side is not None:
        one_of(of.side, SIDES, f"{slot}.of.side")
