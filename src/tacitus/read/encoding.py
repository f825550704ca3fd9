"""Bytes to text: no byte order mark, charset label or stray byte stops a page, and no letter is lost.

The order: a byte order mark; UTF-8 where the bytes are valid UTF-8 (a wrong label is commoner than foreign
bytes that happen to be valid); the charset named by the server or the page; UTF-8 with single foreign
bytes; windows-1252.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.I
)
_CONTENT_TYPE = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.I)
_META_WITHIN = 4096
"""Browsers look for the label in the first kilobyte; pages of the wild put it a little later."""

_STATEFUL = ("iso2022", "iso-2022", "hz", "utf-7", "utf7")
"""Charsets whose bytes are plain ASCII: only the label tells."""

_SAMPLE = 1 << 16
_BINARY_SHARE = 0.01
"""Text holds hardly a control byte; compressed data holds one in eight."""

_BINARY_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"MZ\x90", b"BZh", b"\xfd7zXZ",
    b"7z\xbc\xaf", b"Rar!", b"SQLite format 3", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"RIFF",
    b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b") + b"\x7f"

_STRAY = {0xDC00 + b: bytes([b]).decode("cp1252", "replace") for b in range(0x80, 0x100)}
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028), "\n") | {0x2029: "\n\n"}
_BLANKS = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_NOTHING = dict.fromkeys(
    (
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,
        0x200B,
        0x2060,
        0xFEFF,
        0xFFFE,
        0xFFFF,
    )
)
_TWICE = re.compile("[\xc2-\xdf][\x80-\x9f]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LONE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CLEAN: dict[int, str | None] = {**_LONE, **_NOTHING, **_BLANKS, **_BREAKS}
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ud800-\udfff\ufeff\ufffe\uffff]"
)


def is_binary(body: bytes) -> bool:
    """True where the bytes are no text in any charset we read: known formats, or many control bytes."""
    if body.startswith(_BINARY_MAGIC):
        return True
    if _marked(body) or _wide(body):
        return False
    sample = body[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > max(8, _BINARY_SHARE * len(sample))


def decode(body: bytes, content_type: str | None = None, *, html: bool = False) -> str:
    """The text of `body`, with `clean` applied. Never raises."""
    marked = _marked(body)
    if marked:
        mark, charset = marked
        return clean(body[len(mark) :].decode(charset, "replace"))
    wide = _wide(body)
    if wide:
        return clean(body.decode(wide, "replace"))
    label = _label(body, content_type, html=html)
    if label and label.lower().startswith(_STATEFUL):
        return clean(body.decode(label, "replace"))
    return clean(_narrow(body, label))


def clean(text: str) -> str:
    """Line ends as \\n, every kind of blank as a space; control, zero-width-break and soft-hyphen signs go.

    Lone surrogates become U+FFFD. Joiners and direction marks stay: they are part of some scripts.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", " ")
    if not _SUSPECT.search(text):
        return text
    return _SUSPECT.sub(_cleaned, _TWICE.sub(_once, text))


def _cleaned(found: re.Match[str]) -> str:
    return _CLEAN.get(ord(found[0])) or ""


def _once(found: re.Match[str]) -> str:
    """UTF-8 that was taken for latin-1 and encoded again; no text holds such runs of control signs."""
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _marked(body: bytes) -> tuple[bytes, str] | None:
    return next(((mark, charset) for mark, charset in _MARKS if body.startswith(mark)), None)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = body[:_META_WITHIN]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample[1::2]) and even <= 0.02 * len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample[::2]) and odd <= 0.02 * len(sample) else None


def _label(body: bytes, content_type: str | None, *, html: bool) -> str | None:
    found = _CONTENT_TYPE.search(content_type or "")
    named = found[1] if found else None
    if named is None and html:
        meta = _META.search(body, 0, _META_WITHIN)
        named = meta[1].decode("ascii", "ignore") if meta else None
    try:
        info = codecs.lookup(named) if named else None
    except LookupError:
        return None
    if info is None or not getattr(info, "_is_text_encoding", True) or info.name.startswith("utf-16"):
        return None
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _narrow(body: bytes, label: str | None) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if label and label not in ("utf-8", "cp1252"):
        return body.decode(label, "replace")
    text = body.decode("utf-8", "surrogateescape")
    strays = sum(1 for c in re.findall("[\udc80-\udcff]", text) if c)
    whole = len(re.findall("[\x80-\U0010ffff]", text)) - strays
    if label == "utf-8" or 2 * whole >= strays:  # valid sequences are rare by chance
        return text.translate(_STRAY)
    return "".join(_cp1252(body))


def _cp1252(body: bytes) -> list[str]:
    """windows-1252, its five undefined bytes left as C1 controls for `clean` to drop."""
    return [body.decode("cp1252", "surrogateescape").translate(dict.fromkeys(range(0xDC80, 0xDCA0)))]
