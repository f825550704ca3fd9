"""Releases: named, frozen folders of exports, and what changed from one to another.

A release is a folder of its name: manifest.json (what it is, the hash of every file), members.csv (the
reports of each incident) and a folder for each format. The day of release stands in the manifest alone.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tacitus.errors import InputError, NotFound, UsageError
from tacitus.export import delimited
from tacitus.export.bundle import Place, Wanted, write_bundle
from tacitus.export.codes import Field
from tacitus.export.earlier import Earlier
from tacitus.export.formats import Format
from tacitus.export.package import Circumstances, file_hash

Object = dict[str, Any]

MANIFEST, MEMBERS = "manifest.json", "members.csv"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MEMBER_FIELDS = (Field("incident"), Field("report"))


@dataclass(frozen=True, slots=True)
class Frozen:
    """A format of a release, and how it is made."""

    form: Format
    made: Circumstances


def releases_beside(store: Path) -> Path:
    """The folder in which the releases of a store lie: beside it, by its name."""
    return store.with_name(f"{store.stem}.releases")


def freeze_release(
    name: str,
    folder: Path,
    formats: Sequence[Frozen],
    found: Callable[[Circumstances], Iterable[Object]],
    wanted: Wanted,
    *,
    released: str,
) -> Object:
    """Write a release; its manifest. `found` gives the incidents as they may leave; `released` is the day
    (ISO).

    Raises UsageError for a bad name, one that is taken, and no format.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a release: letters, digits, dots, dashes, at most 64")
    if not formats:
        raise UsageError("a release needs a format")
    target, work = folder / name, folder / f".{name}.part"
    if target.exists():
        raise UsageError(f"there is a release {name} already; a release is never written again")
    shutil.rmtree(work, ignore_errors=True)
    rows = {}
    for one in formats:
        place = Place(work / one.form.name, one.form.file)
        rows[one.form.name] = write_bundle(found(one.made), one.form, place, one.made, wanted).rows
    incidents = _write_members(work / MEMBERS, found(formats[0].made))
    manifest = {
        "name": name,
        "released": released,
        **{key: asdict(formats[0].made)[key] for key in ("as_of", "version", "method", "linker")},
        "incidents": incidents,
        "formats": {
            one.form.name: {
                "profile": one.made.profile,
                "rows": rows[one.form.name],
                "files": _hashes(work / one.form.name),
            }
            for one in sorted(formats, key=lambda each: each.form.name)
        },
        "members": file_hash(work / MEMBERS),
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (work / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    work.rename(target)
    return manifest


def _write_members(path: Path, found: Iterable[Object]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        rows = delimited.Writer(out, _MEMBER_FIELDS)
        for incident in found:
            count += 1
            for report in sorted(report["id"] for report in incident["reports"]):
                rows.write({"incident": incident["id"], "report": report})
    return count


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: file_hash(path) for path in sorted(folder.iterdir())}


def manifests(folder: Path) -> Iterator[Object]:
    """The manifest of every release in a folder, by day and name."""
    found = [manifest_of(path.parent) for path in folder.glob(f"*/{MANIFEST}") if path.parent.name[0] != "."]
    yield from sorted(found, key=lambda one: (one["released"], one["name"]))


def manifest_of(release: Path) -> Object:
    """Raises NotFound, InputError."""
    path = release / MANIFEST
    if not path.is_file():
        raise NotFound(f"{release}: no release there")
    try:
        made: Object = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: no JSON: {error}") from error
    return made


def release_folder(named: str, folder: Path) -> Path:
    """The release of that name in `folder`, or the one that lies at that path. Raises NotFound."""
    for path in (folder / named, Path(named)):
        if (path / MANIFEST).is_file():
            return path
    raise NotFound(f"no release {named} in {folder}, nor a release at that path")


def members_of(release: Path) -> dict[str, set[str]]:
    """Incident -> its reports, of a release."""
    made: dict[str, set[str]] = defaultdict(set)
    with (release / MEMBERS).open(encoding="utf-8", newline="") as lines:
        for row in delimited.read(lines, _MEMBER_FIELDS, MEMBERS):
            made[row["incident"]].add(row["report"])
    return dict(made)


def earlier_of(named: str, folder: Path, form: Format) -> Earlier:
    """One format of an earlier release. Raises NotFound where the release or the format in it is not
    there."""
    release = release_folder(named, folder)
    within = release / form.name
    if not within.is_dir():
        held = ", ".join(sorted(manifest_of(release)["formats"]))
        raise NotFound(f"release {release.name} holds no {form.name}; it holds: {held}")
    return Earlier(release.name, within, members_of(release))
