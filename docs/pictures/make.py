"""Make the pictures of the desk from the demonstration set: .venv/bin/python docs/pictures/make.py

Needs Chromium, the extra `desk`, and the scripts that `make scripts` takes from npm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tacitus.store import open_store, views

HERE = Path(__file__).parent
PORT = 8766
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def main() -> None:
    """The incidents, the incident with most pages, and one of its documents."""
    tacitus = [sys.executable, "-m", "tacitus.cli"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        subprocess.run([*tacitus, "demo", "--store", path], check=True, capture_output=True)
        with open_store(path, read_only=True) as store:
            rows = views.incidents(store, limit=100).rows
            most = max(rows, key=lambda row: (row.report_count, row.id)).id
            page = min(report["document"] for report in views.incident(store, most)["reports"])
        desk = subprocess.Popen([*tacitus, "serve", "--store", path, "--port", str(PORT)])
        try:
            shoot(
                {
                    "incidents": "/incidents",
                    "incident": f"/incidents/{most}",
                    "document": f"/documents/{page}",
                }
            )
        finally:
            desk.terminate()
            desk.wait()


def shoot(pages: dict[str, str]) -> None:
    """A picture of each address, under its name."""
    address = f"http://127.0.0.1:{PORT}"
    for _ in range(300):
        try:
            urlopen(f"{address}/guide").close()
            break
        except OSError:
            time.sleep(0.2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for name, path in pages.items():
            page.goto(address + path)
            page.wait_for_timeout(3_000)
            if name == "incident":
                page.locator("details.value summary").first.click()
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
