"""The desk in a real browser: a coder's morning, hostile pages, hard letters, and what a screen reader needs.

Needs Chromium, and for some the scripts that `make scripts` takes from npm.
"""

from __future__ import annotations

import csv
import io
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
import uvicorn
from playwright import sync_api

from tacitus import archive, double_coding
from tacitus.desk import Options, create_app
from tacitus.desk.context import VENDOR
from tacitus.desk.looking import days_said
from tacitus.judgements import Act
from tacitus.reconcile import CODED
from tacitus.store import Store, add_record, open_store, views
from tests.desk.conftest import Clock
from tests.desk.hostile import PAYLOADS, hard_texts, hostile_record, plain_record
from tests.desk.test_linking import asked_about

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


class Served:
    """A desk on a free port of this machine, in a thread of its own."""

    def __init__(self, store: Store) -> None:
        options = Options(now=Clock(), double=0, hidden=0)
        config = uvicorn.Config(create_app(store, options), port=0, log_level="error")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.address = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def served(store: Store) -> Iterator[str]:
    running = Served(store)
    yield running.address
    running.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A page that fails the test where its policy was broken or a script of ours failed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    opened.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
    assert not faults


def press(page: sync_api.Page, button: sync_api.Locator) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        button.click()


def sign_in(page: sync_api.Page, name: str = "Ana Coder") -> None:
    page.get_by_label("Your name").fill(name)
    press(page, page.get_by_role("button", name="Go on"))


def select(page: sync_api.Page, words: str) -> None:
    """Choose words in the text as a hand would."""
    page.evaluate(
        """words => {
          const text = document.getElementById("text");
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
            return;
          }
        }""",
        words,
    )


def test_a_coders_morning(page: sync_api.Page, served: str, store: Store) -> None:
    mwanza = next(r for r in views.incidents(store, limit=50).rows if r.place == "Mwanza")
    linz = next(r for r in views.incidents(store, limit=50).rows if r.place == "Linz")
    page.goto(f"{served}/review/incidents/{mwanza.id}")
    sign_in(page)
    page.locator(".row.here").wait_for()  # the keys are there
    # correct the toll by its words
    page.keyboard.press("c")
    page.wait_for_url("**/review/correct?**")
    select(page, "14")
    page.wait_for_function("() => document.querySelector('[name=\"v.low\"]').value === '14'")
    page.locator('[name="v.low"]').fill("16")
    page.locator('[name="v.high"]').fill("16")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url(f"**/review/incidents/{mwanza.id}")
    assert views.incident(store, mwanza.id)["slots"]["killed"][0]["best"] == 16
    # merge two, then split one off, then undo the split
    page.get_by_label("Its id").fill(linz.id)
    page.get_by_role("button", name="Compare the two").click()
    if not VENDOR.is_dir():  # without the scripts the score is a page of its own
        page.wait_for_url("**/review/why?**")
    score = page.locator("#score" if VENDOR.is_dir() else "main")
    score.locator(".falls").first.wait_for()  # the score is in view
    press(page, score.get_by_role("button", name="Same happening"))
    merged = views.find_incident(store, linz.id)
    assert merged == views.find_incident(store, mwanza.id)
    page.goto(f"{served}/review/incidents/{merged}")
    page.locator('input[name="report"]').first.check()
    press(page, page.get_by_role("button", name="These tell of another happening"))
    held = len(views.incident(store, mwanza.id)["reports"])
    page.goto(f"{served}/review/incidents/{views.find_incident(store, mwanza.id)}")
    press(page, page.get_by_role("button", name="Undo").first)
    assert len(views.incident(store, mwanza.id)["reports"]) > held
    # accept with a key, and the export says so
    page.goto(f"{served}/review/incidents/{views.find_incident(store, mwanza.id)}")
    page.locator(".row.here").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Shift+A")
    page.goto(f"{served}/incidents")
    with page.expect_download() as got:
        page.get_by_role("link", name="csv", exact=True).click()
    with ZipFile(got.value.path()) as bundle:
        rows = list(csv.DictReader(io.StringIO(bundle.read("incidents.csv").decode())))
    mine = next(row for row in rows if row["id"] == views.find_incident(store, mwanza.id))
    assert (mine["killed_best"], mine["review_status"]) == ("16", "accepted")


class Coder:
    """Somebody in a browser of their own, who works with keys."""

    def __init__(self, chromium: sync_api.Browser, served: str, name: str) -> None:
        self.page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self._served = served
        self.page.goto(f"{served}/coder?then=/review")
        sign_in(self.page, name)

    def open(self, address: str) -> None:
        self.page.goto(self._served + address)

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        self.page.locator(".keys-open").wait_for()  # the keys are there
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def code(self, **said: int) -> None:
        """Go down the sheet: what the machine has, a number in words of the page, else "the pages do not
        say"."""
        for slot in CODED:
            row = self.page.locator(".row.here")
            row.locator(f"#i-{slot}").wait_for()
            if slot in said:
                self.press("c")
                select(self.page, "bomb")
                self.page.wait_for_function("() => document.querySelector('[name=start]').value !== ''")
                for bound in ("low", "high"):
                    self.page.locator(f'[name="v.{bound}"]').fill(str(said[slot]))
                press(self.page, self.page.get_by_role("button", name="Keep"))
            else:
                self.press("a" if row.locator('[data-key="a"]').count() else "r")
            self.page.locator(".keys-open").wait_for()
            self.page.keyboard.press("j")


def test_two_code_without_seeing_each_other_and_a_third_decides(
    chromium: sync_api.Browser, served: str, store: Store
) -> None:
    mwanza = next(r.id for r in views.incidents(store, limit=50).rows if r.place == "Mwanza")
    ana, ben, carla = (Coder(chromium, served, name) for name in ("Ana", "Ben", "Carla"))
    carla.open("/review?country=TZ")
    carla.page.locator(f'input[value="{mwanza}"]').check()
    carla.page.get_by_label("A coder").fill("Ana")
    carla.page.get_by_label("and a second").fill("Ben")
    press(carla.page, carla.page.get_by_role("button", name="Give"))
    ana.open("/review")
    ana.press("n")
    assert ana.page.url.endswith(f"/review/sheet/{mwanza}")
    ana.code(killed=21)
    assert ana.page.get_by_text("You: 21").count() == 1
    ana.page.keyboard.press("k")  # back to the last slot
    ana.press("z")
    ana.page.get_by_text("Still open: weapon").wait_for()
    ana.press("r")
    ana.press("H")
    assert "You have handed in" in ana.page.inner_text("main")
    ben.open(f"/review/incidents/{mwanza}")
    assert ben.page.url.endswith(f"/review/sheet/{mwanza}")
    assert "21" not in ben.page.inner_text("main")
    ben.code()
    ben.press("H")
    assert ben.page.url.endswith(f"/review/adjudicate/{mwanza}")
    assert "a third person decides" in ben.page.inner_text("main")
    assert ben.page.get_by_role("button", name="As Ana says").count() == 0
    carla.open("/review/adjudicate")
    carla.press("o")
    while (differing := carla.page.locator("details[open]")).count():
        differing.first.get_by_label("Why").fill("the later page counts again")
        press(carla.page, differing.first.get_by_role("button", name="As Ana says"))
    assert "Everything is decided" in carla.page.inner_text("main")
    found = views.incident(store, mwanza)
    assert (found["review_status"], found["slots"]["killed"][0]["best"]) == ("adjudicated", 21)
    for coder in (ana, ben, carla):
        coder.page.context.close()


def test_the_question_mark_tells_every_key_of_every_sheet(
    page: sync_api.Page, served: str, store: Store
) -> None:
    page.goto(f"{served}/coder")
    sign_in(page)
    rows = views.incidents(store, limit=50).rows
    incident = next(r.id for r in rows if r.place == "Mwanza")
    document = views.documents(store, limit=1).rows[0].document.id
    sheet, choice, adjudicate = double_coded(store)
    for address, keys in (
        ("/review", "jkoxn?"), (f"/review/incidents/{incident}", "jkarcnAXF?"),
        (f"/review/documents/{document}", "rdixn?"), (sheet, "jkarcn?"), (choice, "an?"),
        (adjudicate, "jkn?"), ("/review/adjudicate", "?"),
        (f"/review/why?one={rows[0].id}&other={rows[1].id}", "sdu?"),
    ):  # fmt: skip
        page.goto(served + address)
        page.get_by_role("button", name="Keys ?").wait_for()
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Keys of this page").wait_for()
        told = page.locator("dialog dt").all_inner_texts()
        assert set(keys) <= set(told), address
        assert all(page.locator("dialog dd").all_inner_texts()), address
        page.keyboard.press("?" if address == "/review" else "Escape")
        page.get_by_role("dialog").wait_for(state="hidden")


def test_the_last_judgement_is_undone_from_the_next_page(
    page: sync_api.Page, served: str, store: Store
) -> None:
    page.goto(f"{served}/coder")
    sign_in(page)
    for start, key, verdict in (
        ("/review/next", "Shift+A", "accept"), ("/review/documents", "i", "irrelevant")
    ):  # fmt: skip
        page.goto(served + start)
        judged = page.url
        page.locator(".keys-open").wait_for()
        page.keyboard.press(key)
        page.get_by_role("button", name=f"Undo: you said {verdict}").wait_for()
        assert verdict in {d.verdict for d in views.standing_decisions(store)}
        page.locator(".keys-open").wait_for()
        page.keyboard.press("z")
        page.wait_for_url(lambda url, judged=judged: url.split("?")[0] == judged.split("?")[0])
        assert verdict not in {d.verdict for d in views.standing_decisions(store)}


def test_nothing_that_a_page_says_runs(page: sync_api.Page, tmp_path: Path) -> None:
    with open_store(tmp_path / "hostile.db") as store:
        with store.atomic():
            for number, payload in enumerate(PAYLOADS):
                add_record(store, hostile_record(number, payload), source=f"{payload}.html")
        archive.relink(store)
        running = Served(store)
        try:
            addresses = ["/incidents", "/documents", "/review"]
            documents = views.documents(store, limit=200).rows
            addresses += [f"/documents/{row.document.id}" for row in documents[::20]]
            addresses += [f"/incidents/{row.id}" for row in views.incidents(store, limit=200).rows[::20]]
            for address in addresses:
                page.goto(running.address + address)
                assert page.evaluate("() => window.ran") is None
            for payload in PAYLOADS[::25]:
                page.goto(f"{running.address}/incidents?text={payload[:250].encode().hex()}")
        finally:
            running.close()


def test_the_text_on_the_page_is_the_text_of_the_document(page: sync_api.Page, tmp_path: Path) -> None:
    texts = hard_texts(1_000)
    with open_store(tmp_path / "letters.db") as store:
        records = [plain_record("\n".join(texts[k : k + 50]), k) for k in range(0, len(texts), 50)]
        with store.atomic():
            for record in records:
                add_record(store, record, source=record.document.id)
        running = Served(store)
        try:
            for record in records:
                page.goto(f"{running.address}/documents/{record.document.id}")
                shown = page.evaluate(
                    """async () => {
                      const { plain } = await import("/static/span.js");
                      return [...plain(document.getElementById("text"))].map((c) => c.codePointAt(0));
                    }"""
                )
                assert shown == [ord(c) for c in record.document.text]
        finally:
            running.close()


def double_coded(store: Store) -> list[str]:
    """The addresses of a sheet, of the choice of words on it, and of two codings that are open."""
    rows = views.incidents(store, limit=9).rows
    sheet, coded = rows[1].id, rows[2].id
    with store.atomic():
        for ident, coders in ((sheet, ["Ana Coder", "Ben"]), (coded, ["Ben", "Carla"])):
            double_coding.assign(store, Act(by="Edith", at="2031-01-01T00:00:00Z"), ident, coders)
        for second, coder in enumerate(("Ben", "Carla")):
            for slot in CODED:
                act = Act(by=coder, at=f"2031-01-01T00:00:1{second}Z")
                double_coding.code(store, act, coded, slot, None)
            double_coding.hand_in(store, Act(by=coder, at=f"2031-01-01T00:00:2{second}Z"), coded)
    archive.link_new(store)
    return [f"/review/sheet/{sheet}", f"/review/code/{sheet}/killed", f"/review/adjudicate/{coded}"]


def every_page(store: Store) -> list[str]:
    """An address of each page."""
    incident = next(row.id for row in views.incidents(store, limit=50).rows if row.place == "Mwanza")
    document = views.documents(store, limit=1).rows[0].document.id
    report = views.incident(store, incident)["reports"][0]["id"]
    one, other = asked_about(store)
    return [
        "/incidents", "/incidents?country=XX", f"/incidents/{incident}", f"/incidents/{incident}/profiles",
        f"/incidents/{incident}/history", "/documents", "/documents?text=zzqq", f"/documents/{document}",
        "/review", "/review?country=XX", "/codebook", "/guide", f"/review/incidents/{incident}",
        f"/review/near/{one}", f"/review/why?one={one}&other={other}",
        f"/review/correct?report={report}&slot=killed", f"/review/documents/{document}", "/coder",
        "/nothing", "/agreement", "/review/adjudicate", *double_coded(store),
    ]  # fmt: skip


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here: make scripts")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_a_screen_reader(
    chromium: sync_api.Browser, served: str, store: Store, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served}/coder")
    sign_in(page)
    found = []
    for address in every_page(store):
        page.goto(served + address)
        page.add_script_tag(path=str(AXE))
        wrong = page.evaluate("() => axe.run().then((r) => r.violations)")
        found += [
            (address, v["id"], v["nodes"][0]["html"][:120])
            for v in wrong
            if v["impact"] in ("serious", "critical")
        ]
    context.close()
    assert found == []


@pytest.mark.skipif(not VENDOR.is_dir(), reason="no scripts here: make scripts")
def test_the_map_draws_the_selection(page: sync_api.Page, served: str) -> None:
    page.goto(f"{served}/incidents")
    page.locator('#map[data-ready="true"]').wait_for()
    press(page, page.locator(".facets").get_by_role("link", name="bombing", exact=True))
    page.locator('#map[data-ready="true"]').wait_for()
    assert "type=bombing" in page.url


def told_over_days(store: Store) -> tuple[str, list[str]]:
    """The incident of which something was said on most days, and those days."""
    told = {row.id: days_said(store, row.id) for row in views.incidents(store, limit=200).rows}
    most = max(told, key=lambda ident: (len(told[ident]), ident))
    assert len(told[most]) > 2
    return most, told[most]


def at_day(page: sync_api.Page) -> tuple[str | None, str]:
    """What a screen reader says of the slider, and what the page says of itself."""
    return page.get_by_role("slider").get_attribute("aria-valuetext"), page.locator("#looked").inner_text()


@pytest.mark.parametrize("alone", [False, True])
def test_the_slider_goes_over_the_days_with_the_keyboard(
    page: sync_api.Page, served: str, store: Store, alone: bool
) -> None:
    """`alone`: without htmx, as where the scripts of the build are missing."""
    ident, days = told_over_days(store)
    if alone:
        page.route("**/vendor/**", lambda route: route.abort())
    page.goto(f"{served}/incidents/{ident}")
    slider = page.get_by_role("slider", name="As it was known on")
    assert at_day(page)[0] == "today"
    slider.focus()
    for _ in range(2):  # today, the last day, the one before it
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**as_of={days[-2]}")
    page.get_by_text(f"As it was known on {days[-2]}.").wait_for()
    assert at_day(page)[0] == days[-2]
    if not alone and VENDOR.is_dir():
        assert slider.evaluate("slider => slider === document.activeElement")
        page.locator("body > [role=status]").get_by_text(f"As it was known on {days[-2]}").wait_for(
            state="attached"
        )
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(f"**as_of={days[0]}")
    page.get_by_text(f"As it was known on {days[0]}.").wait_for()
    slider.focus()
    page.keyboard.press("End")
    page.get_by_role("link", name="As it is known today").wait_for(state="detached")
    assert at_day(page)[0] == "today"
    assert page.locator("h1").count() == 1


@pytest.mark.skipif(not VENDOR.is_dir(), reason="no scripts here: make scripts")
def test_the_rule_books_open_on_the_incident_itself(page: sync_api.Page, served: str, store: Store) -> None:
    ident, days = told_over_days(store)
    page.goto(f"{served}/incidents/{ident}?as_of={days[-1]}")
    page.get_by_text("Under every rule book").click()
    page.locator("#books").get_by_role("columnheader", name="representative").wait_for()
    assert page.url.endswith(f"as_of={days[-1]}")


@pytest.mark.skipif(not VENDOR.is_dir(), reason="no scripts here: make scripts")
def test_a_part_that_cannot_be_fetched_is_said(page: sync_api.Page, served: str) -> None:
    page.goto(f"{served}/incidents")
    rows = page.locator("#found tbody tr").count()
    page.route("**/incidents?**", lambda route: route.abort())
    page.get_by_label("Killed at least").fill("3")
    page.get_by_label("Killed at least").press("Tab")
    page.get_by_role("alert").get_by_text("The desk did not answer").wait_for()
    assert page.locator("#found tbody tr").count() == rows
    page.unroute("**/incidents?**")
    page.get_by_label("Killed at least").fill("5")
    page.get_by_label("Killed at least").press("Tab")
    page.get_by_role("alert").wait_for(state="detached")


def test_no_page_is_wider_than_a_small_screen(chromium: sync_api.Browser, served: str, store: Store) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}/coder")
    sign_in(page)
    wide = []
    for address in every_page(store):
        page.goto(served + address)
        over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        wide += [(address, over)] if over > 0 else []
    context.close()
    assert wide == []


def test_without_scripts_a_day_is_chosen_from_a_list(
    chromium: sync_api.Browser, served: str, store: Store
) -> None:
    ident, days = told_over_days(store)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/incidents/{ident}")
    assert page.get_by_role("slider").count() == 0
    page.get_by_label("As it was known on").select_option(days[0])
    page.get_by_role("button", name="Show").click()
    page.get_by_text(f"As it was known on {days[0]}.").wait_for()
    context.close()
