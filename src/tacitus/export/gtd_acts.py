"""GTD-style columns of what was done: attack types, targets, weapons, captives."""

from __future__ import annotations

from tacitus.export.cells import Sheet
from tacitus.export.codes import table
from tacitus.export.happening import Happening, Standing
from tacitus.export.tolls import headline, side

_TAKEN = ("kidnapping", "hostage_barricade", "hijacking")
_NO_LIST = ("other", "unknown", "robbery")


def put_acts(sheet: Sheet, found: Happening) -> None:
    """Up to three attack types in the codebook's order of rank."""
    codes = table("gtd")
    by_code: dict[int, list[str]] = {}
    for standing in found.all("type"):
        if standing.value not in _NO_LIST and standing.value in codes.data["type_codes"]:
            by_code.setdefault(codes.data["type_codes"][standing.value], []).extend(standing.claims)
    order = codes.data["type_order"]["codes"]
    ranked = sorted(by_code, key=order.index)[:3]
    if not ranked:
        sheet.constant("attacktype1", 9)
        sheet.constant("attacktype1_txt", codes.text("attacktype", 9))
    for k, code in enumerate(ranked, 1):
        rule = "the type, in the codebook's order of rank; which type is which is recalled"
        mark = "V" if code == 8 and "chemical_attack" in found.values("type") else "R"
        sheet.put(f"attacktype{k}", code, by_code[code], rule, mark=mark)
        sheet.put(f"attacktype{k}_txt", codes.text("attacktype", code), by_code[code], rule, mark=mark)


def put_targets(sheet: Sheet, found: Happening) -> None:
    """Up to three targets of different kinds, in the order in which the voices name them."""
    codes, kinds = table("gtd"), table("gtd").data["target_codes"]
    unchecked = codes.data["target_codes_unchecked"]
    by_code: dict[int, Standing] = {}
    for standing in found.all("target"):
        code = {**kinds, **unchecked}.get(standing.value["kind"] or "unknown")
        if code is not None and code != kinds["unknown"]:
            by_code.setdefault(code, standing)
    if not by_code:
        sheet.constant("targtype1", kinds["unknown"])
        sheet.constant("targtype1_txt", codes.text("targtype", kinds["unknown"]))
    for k, (code, standing) in enumerate(list(by_code.items())[:3], 1):
        mark = "R" if standing.value["kind"] in unchecked else "V"
        rule = f"the kind of the target: {standing.value['kind']}"
        sheet.put(f"targtype{k}", code, standing.claims, rule, mark=mark)
        sheet.put(f"targtype{k}_txt", codes.text("targtype", code), standing.claims, rule, mark=mark)
        sub = _by_words(codes.data["target_words"].get(str(code), {}), standing.value["name"])
        if sub is not None:
            said = "the last word of the target's name"
            sheet.put(f"targsubtype{k}", sub, standing.claims, said)
            sheet.put(f"targsubtype{k}_txt", codes.text("targsubtype", sub), standing.claims, said, mark="R")
        sheet.put(f"target{k}", standing.value["name"], standing.claims, "the words of the page")


def put_weapons(sheet: Sheet, found: Happening) -> None:
    """Up to four weapons of different kinds, and all their words."""
    codes = table("gtd")
    kinds = codes.data["weapon_codes"]
    by_code: dict[tuple[int, int | None], list[str]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for standing in found.all("weapon"):
        code = kinds[standing.value["kind"] or "unknown"]
        sub = _by_words(codes.data["weapon_words"].get(str(code), {}), standing.value["as_written"])
        words.setdefault(standing.value["as_written"], standing.claims)
        if code != kinds["unknown"]:
            by_code.setdefault((code, sub), []).extend(standing.claims)
    several = {code for code, sub in by_code if sub is not None}
    chosen = [key for key in by_code if key[1] is not None or key[0] not in several][:4]
    if not chosen:
        sheet.constant("weaptype1", kinds["unknown"])
        sheet.constant("weaptype1_txt", codes.text("weaptype", kinds["unknown"]))
    for k, (code, sub) in enumerate(chosen, 1):
        told = by_code[code, sub]
        sheet.put(f"weaptype{k}", code, told, "the kind of the weapon")
        sheet.put(f"weaptype{k}_txt", codes.text("weaptype", code), told, "the kind of the weapon")
        if sub is not None:
            sheet.put(f"weapsubtype{k}", sub, told, "the words for the weapon")
            text = codes.text("weapsubtype", sub)
            sheet.put(f"weapsubtype{k}_txt", text, told, "the words for the weapon", mark="R")
    told_words = [c for claims in words.values() for c in claims]
    sheet.put("weapdetail", "; ".join(words), told_words, "the words of the page")


def _by_words(table_: dict[str, str], name: str) -> int | None:
    """The subtype whose words hold the last word of `name`."""
    last = name.casefold().split()[-1:]
    return next((int(code) for code, words in table_.items() if set(last) & set(words.split())), None)


def put_captives(sheet: Sheet, found: Happening) -> None:
    """Hostages: how many were taken, and how it ended, where a page says so."""
    kinds = [s for s in found.all("type") if s.value in _TAKEN]
    taken = headline(found, "hostages_taken")
    if not kinds and taken is None:
        sheet.constant("ishostkid", -9)
        sheet.constant("ransom", -9)
        return
    told = [c for s in kinds for c in s.claims] + list(taken.claims if taken else ())
    sheet.put("ishostkid", 1, told, "a page tells of hostages or of a kidnapping")
    if taken is not None:
        sheet.put("nhostkid", taken.best, taken.claims, taken.rule)
    sheet.constant("nhours", -99)
    sheet.constant("ndays", -99)
    _put_ransom(sheet, found)
    _put_outcome(sheet, found)


def _put_ransom(sheet: Sheet, found: Happening) -> None:
    asked = [s for s in found.all("demand") if "ransom" in s.value.casefold().split()]
    if asked:
        sheet.put(
            "ransom", 1, [c for s in asked for c in s.claims], "a page tells of a ransom that is demanded"
        )
        sheet.put("ransomnote", asked[0].value, asked[0].claims, "the words of the page")
    else:
        sheet.constant("ransom", -9)


def _put_outcome(sheet: Sheet, found: Happening) -> None:
    codes = table("gtd")
    ends = {
        code: toll
        for slot, code in codes.data["outcome_codes"].items()
        if (toll := headline(found, slot) or side(found, slot, "victims")) and toll.best > 0
    }
    code = next(iter(ends)) if len(ends) == 1 else 6 if ends else 7
    claims = [c for toll in ends.values() for c in toll.claims]
    if code == 7:
        sheet.constant("hostkidoutcome", 7)
        sheet.constant("hostkidoutcome_txt", codes.text("hostkidoutcome", 7))
    else:
        rule = "what became of the hostages; 6 where it was not the same for all"
        sheet.put("hostkidoutcome", code, claims, rule)
        sheet.put("hostkidoutcome_txt", codes.text("hostkidoutcome", code), claims, rule)
    released = ends.get(codes.data["outcome_codes"]["hostages_released"])
    if released:
        sheet.put("nreleased", released.best, released.claims, released.rule)
    else:
        sheet.constant("nreleased", -99)
