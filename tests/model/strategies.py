"""Any record at all, for the tests that say what holds for every record."""

from datetime import date

from hypothesis import strategies as st

from tacitus.model import (
    Basis,
    Change,
    Claim,
    Damage,
    Dispute,
    Document,
    Figure,
    Individual,
    Mention,
    Of,
    Organisation,
    Place,
    Record,
    Relation,
    Report,
    Series,
    Site,
    Speaker,
    Statement,
    Statistic,
    Target,
    Victim,
    Weapon,
    When,
    slots,
)  # fmt: skip

words = st.text(min_size=1, max_size=12)
maybe_words = st.none() | words
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def figures(draw: st.DrawFn, of: Of | None = None) -> Figure:
    low = draw(st.integers(0, 10**6))
    high = draw(st.none() | st.integers(low, 2 * 10**6))
    return Figure(
        low=low, high=high, modifier=draw(maybe_words), of=draw(ofs) if of is None else of,
        scope=draw(st.sampled_from(["total", "part", "component", "increment"])),
        includes_attackers=draw(st.sampled_from(["yes", "no", "unclear"])),
        unknown=draw(st.booleans()), point=draw(st.none() | st.integers(0, 10**6)),
    )  # fmt: skip


@st.composite
def whens(draw: st.DrawFn) -> When:
    ends = sorted([draw(days), draw(days)])
    earliest, latest = (draw(st.none() | st.just(day)) for day in ends)
    clock = draw(st.none() | st.times().map(lambda t: f"{t:%H:%M}"))
    return When(earliest=earliest, latest=latest, time=clock, basis=draw(st.sampled_from(Basis)))


ofs = st.builds(Of, side=st.none() | st.sampled_from(slots.SIDES), nationality=maybe_words, role=maybe_words)
places = st.builds(
    Place, name=words, country=st.none() | st.just("TR"), admin=st.lists(words, max_size=2).map(tuple),
    precision=st.none() | st.sampled_from(slots.PRECISIONS),
) | st.builds(Place, name=words, lat=st.floats(-90, 90), lon=st.floats(-180, 180))  # fmt: skip
axes = {
    "link": st.sampled_from(slots.LINKS),
    "by": st.sampled_from(slots.ATTRIBUTORS),
    "hedge": st.sampled_from(slots.HEDGES),
}
VALUES = {
    Figure: figures(), When: whens(), Place: places, bool: st.booleans(), str: words,
    Site: st.builds(Site, name=words, kind=maybe_words),
    Target: st.builds(Target, name=words, kind=st.none() | st.sampled_from(slots.TARGET_KINDS)),
    Victim: st.builds(Victim, name=words, number=st.none() | st.integers(0, 9), of=ofs, minor=st.booleans()),
    Weapon: st.builds(Weapon, as_written=words, kind=st.none() | st.sampled_from(slots.WEAPON_KINDS)),
    Damage: st.builds(Damage, words=words, extent=maybe_words),
    Individual: st.builds(Individual, description=words, status=st.none() | st.sampled_from(slots.STATUSES),
    **axes), Organisation: st.builds(Organisation, name=maybe_words, competing=st.booleans(), **axes),
}  # fmt: skip


def values(slot: str) -> st.SearchStrategy[object]:
    """Any value that the slot takes."""
    codes = {
        "occurrence": slots.OCCURRENCES,
        "stage": slots.STAGES,
        "intent": slots.INTENTS,
        "type": slots.TYPES,
    }
    return st.sampled_from(codes[slot]) if slot in codes else VALUES[slots.SLOTS[slot]]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=4, max_size=60))
    cut = draw(st.integers(1, len(text) - 1))
    url = draw(maybe_words)
    return Document(
        id=Document.id_of(text, url), text=text, url=url, title=draw(st.text(max_size=9)),
        published=draw(st.none() | whens()), language=draw(st.none() | st.just("en")),
        sentences=((0, cut), (cut, len(text))), items=((0, len(text)),), removed=draw(st.lists(words,
        max_size=2).map(tuple)),
    )  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> Record:
    document = draw(documents())

    def evidence() -> object:
        start = draw(st.integers(0, len(document.text) - 1))
        return document.quote(start, draw(st.integers(start + 1, len(document.text))))

    def claim(report: str) -> Claim:
        slot = draw(st.sampled_from(list(slots.SLOTS)))
        return Claim.of(
            report=report, slot=slot, value=draw(values(slot)), evidence=(evidence(),), method="test",
            stance=draw(st.sampled_from(slots.STANCES)), confidence=draw(st.floats(0, 1)),
        )  # fmt: skip

    anchor, content = evidence(), evidence()
    ident = Report.id_of(anchor)
    speaker = Speaker(
        name=draw(maybe_words), as_written=draw(words), role=draw(maybe_words), span=content.span
    )
    return Record(
        document=document,
        reports=(Report(id=ident, document=document.id, role=draw(st.sampled_from(slots.ROLES)),
        anchor=anchor,
                        claims=tuple(claim(ident) for _ in range(draw(st.integers(0, 4))))),),
        statements=(Statement(id=Statement.id_of(content, speaker.span), document=document.id,
        speaker=draw(st.none() | st.just(speaker)),
                              act=draw(st.sampled_from(slots.ACTS)), kind="mixed", content=content,
                              cue=draw(st.none() | st.just(anchor))),),
        disputes=(Dispute(about="x", for_=(ident,), against=()),),
        relations=(Relation(from_=ident, to=ident, kind=draw(st.sampled_from(slots.RELATION_KINDS)),
        evidence=(anchor,)),), series=(Series(value=4, unit="attacks", place=draw(st.none() | places),
        evidence=(anchor,)),), statistics=(Statistic(what="x", value=draw(st.none() | figures()),
        change=draw(st.none() | st.builds(Change, words=words, factor=st.none() | st.floats(0, 9))),
        evidence=(anchor,)),), mentions=(Mention(kind="place", start=0, end=1, value={"name": "x", "lat":
        1.5, "id": 3, "none": None}),),
    )  # fmt: skip
