"""Who, whom and with what: all findings on parties of a document.

READ THIS FIRST of the readers of parties: a document becomes scenes (sentences with frames, groups and
speakers), and each reader takes from a scene what its slot needs.
"""

from __future__ import annotations

from dataclasses import replace

from tacitus.extract.findings import Finding
from tacitus.extract.joins import Sighting
from tacitus.extract.opinion import Opinion
from tacitus.extract.parties import perpetrators, victim_lists, victims
from tacitus.extract.parties.fates import find_fates, settled
from tacitus.extract.parties.follow_ups import with_follow_ups
from tacitus.extract.parties.joined import Wording, join, sightings
from tacitus.extract.parties.noun_kinds import person_names
from tacitus.extract.parties.responses import find_responses, without_repeats
from tacitus.extract.parties.responsibility import Named, find_again, find_organisations, named_groups
from tacitus.extract.parties.scenes import Scene, read_scenes
from tacitus.extract.parties.targets import find_sites, find_targets, one_of_a_kind
from tacitus.extract.parties.weapons import find_weapons
from tacitus.extract.parties.word_classes import word_set
from tacitus.model import Document, Individual, Organisation, Victim

_POLICE = word_set("parties_police")
_TAKEN = ("at_large", "detained", "released", "charged", "convicted")


def find_parties(document: Document, opinion: Opinion | None = None) -> tuple[Finding, ...]:
    """Findings of perpetrators, targets, victims, weapons, sites, damage, motive, demand, response, outcome.

    In order of the words; not yet bound to a happening. With the learned reader's `opinion` they are those
    that it bears out, and what it adds.
    """
    scenes, found = _by_rules(document)
    if opinion is not None:
        found = _on_one_side(join(scenes, found, opinion))
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.slot)))


def weigh_parties(document: Document, opinion: Opinion) -> list[tuple[Wording, Sighting]]:
    """What `find_parties` weighs of a document, for the fitting of the joins."""
    return sightings(*_by_rules(document), opinion)


def _by_rules(document: Document) -> tuple[tuple[Scene, ...], list[Finding]]:
    found: list[Finding] = []
    persons: list[str] = []
    groups: list[Named] = []
    listed: list[Finding] = []
    scenes = read_scenes(document)
    for scene in scenes:
        found += _of_scene(scene, document.text)
        found += find_again(scene, groups)
        known = {g.mention.group.name for g in groups}
        groups += [g for g in named_groups(scene) if g.mention.group.name not in known]
        persons += person_names(scene.parsed)
        listed += victim_lists.find_listed(scene)
    found = _competing(with_follow_ups(scenes, found))
    found = perpetrators.full_names(victims.full_names(found, persons))
    found += victim_lists.with_fates(victims.full_names(listed, persons), found, document.text)
    found = settled(found, find_fates(document))
    return scenes, _without_defenders(_on_one_side(without_repeats(one_of_a_kind(found))))


def _of_scene(scene: Scene, text: str) -> list[Finding]:
    return [
        *find_organisations(scene),
        *perpetrators.find_individuals(scene),
        *victims.find_victims(scene),
        *find_targets(scene),
        *find_sites(scene),
        *find_weapons(scene),
        *find_responses(scene, text),
    ]


def _on_one_side(findings: list[Finding]) -> list[Finding]:
    """Nobody is both victim and perpetrator by name.

    A name beside a word for a doer ("the gunman, X") is that of one, whatever befell them; anybody else who
    was harmed is a victim, and not accused on the shape of a sentence.
    """
    doers = {f.value.name: f.value for f in findings if isinstance(f.value, Individual) and f.value.name}
    hurt = {f.value.name for f in findings if isinstance(f.value, Victim) and f.value.name}
    marked = {n for n, v in doers.items() if n in hurt and (v.description or v.status in _TAKEN)}
    accused = hurt & set(doers) - marked
    return [
        f
        for f in findings
        if not (isinstance(f.value, Victim) and f.value.name in marked)
        and not (isinstance(f.value, Individual) and f.value.name in accused)
    ]


def _without_defenders(findings: list[Finding]) -> list[Finding]:
    """Police who shoot are doers where nobody else is one: beside an attacker they ended the attack."""
    doers = [f.value for f in findings if isinstance(f.value, Individual)]
    if not any(not _serves(v) for v in doers):
        return findings
    return [
        f
        for f in findings
        if not (isinstance(f.value, Individual) and _serves(f.value) and _is_police(f.value.description))
        and not (isinstance(f.value, Organisation) and f.value.link == "stated" and _is_police(f.value.name))
    ]


def _serves(value: Individual) -> bool:
    return bool(value.description) and str(value.description).lower().split()[-1] in perpetrators.serving()


def _is_police(name: str | None) -> bool:
    return any(w in _POLICE for w in (name or "").lower().split())


def _competing(findings: list[Finding]) -> list[Finding]:
    """Marks claims of responsibility by more than one group as competing."""
    claimants = {
        f.value.name
        for f in findings
        if isinstance(f.value, Organisation) and f.value.link == "claimed" and f.value.name
    }
    if len(claimants) < 2:
        return findings
    return [
        replace(f, value=replace(f.value, competing=True))
        if isinstance(f.value, Organisation) and f.value.link == "claimed"
        else f
        for f in findings
    ]
