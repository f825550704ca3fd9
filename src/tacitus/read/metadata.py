"""What a page says about itself out of sight: JSON-LD, meta tags, the title, its own address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MAX_NODES = 5000
"""JSON-LD objects looked at; a page of the wild has a few dozen."""

_ARTICLE = re.compile(r"article|posting|report|newsitem|recipe|review|creativework|videoobject", re.I)
_SITE_ONLY = re.compile(r"^(website|organization|person|breadcrumblist|imageobject|listitem|place)$", re.I)
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»:]|-+|::)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`published` and `modified` are as written, in the order of trust; `site` is the name of the site."""

    title: str = ""
    titles: tuple[str, ...] = ()
    site: str = ""
    canonical: str = ""
    language: str = ""
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    meta_dates: tuple[str, ...] = ()
    body: str = ""


_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "publishdate", "publish-date", "publish_date", "published_time", "article.published",
    "published-date", "pubdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "dcterms.issued",
    "date", "article_date_original", "originalpublicationdate", "rnews:datepublished", "bt:pubdate",
    "shareaholic:article_published_time", "citation_publication_date", "citation_date",
    "prism.publicationdate", "article-publish-date", "article:published", "displaydate",
    "creation_date", "datecreated", "timestamp", "created", "og:pubdate", "vr:published_time",
    "buildtime", "itemdatepublished",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "lastmod", "revised", "modified", "article:modified",
)  # fmt: skip
_SITE_META = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "citation_publisher",
    "article:publisher",
)


def read_metadata(tree: Any) -> Metadata:
    """From the parsed page (lxml)."""
    metas = _metas(tree)
    nodes = list(_json_ld(tree))
    articles = [n for n in nodes if _ARTICLE.search(_kind(n))]
    others = [n for n in nodes if n not in articles and not _SITE_ONLY.search(_kind(n))]
    site = next((s for s in (_site(n) for n in articles) if s), "")
    for name in _SITE_META:
        named = metas.get(name, "")
        site = site or ("" if "/" in named else named)
    titles = _titles(tree, metas, articles)
    return Metadata(
        title=_title(titles, _tops(tree), site),
        titles=(*titles, *_tops(tree)),
        site=site,
        canonical=next((h for h in tree.xpath("//link[@rel='canonical']/@href")), ""),
        language=str(tree.get("lang") or metas.get("content-language") or metas.get("og:locale") or ""),
        published=tuple(d for n in (*articles, *others) for d in _strings(n.get("datePublished"))),
        modified=tuple(d for n in (*articles, *others) for d in _strings(n.get("dateModified"))),
        meta_dates=tuple(metas[n] for n in _PUBLISHED_META if n in metas),
        body=max((b for n in articles for b in _strings(n.get("articleBody"))), key=len, default=""),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = (meta.get("content") or meta.get("datetime") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(key) or "").strip().lower()
            if name and value:
                found.setdefault(name, value)
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        stack = [_loads(script.text)]
        while stack and seen < _MAX_NODES:
            node = stack.pop(0)
            seen += 1
            if isinstance(node, list):
                stack = [*node, *stack][:_MAX_NODES]
            elif isinstance(node, dict):
                yield node
                stack = [v for v in node.values() if isinstance(v, dict | list)] + stack


def _loads(text: str) -> Any:
    body = text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
    for attempt in (body, body.removesuffix(";"), re.sub(r"[\x00-\x1f]", " ", body)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return [
        {"@type": "Article", key: value}
        for key, value in re.findall(r'"(datePublished|dateModified|headline)"\s*:\s*"([^"\\]{1,300})"', body)
    ]


def _kind(node: dict[str, Any]) -> str:
    return " ".join(_strings(node.get("@type")))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    return [v.strip() for v in value if isinstance(v, str) and v.strip()] if isinstance(value, list) else []


def _site(node: dict[str, Any]) -> str:
    publisher = node.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, dict):
        return next(iter(_strings(publisher.get("name"))), "")
    return publisher if isinstance(publisher, str) and "/" not in publisher else ""


def _titles(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> list[str]:
    """What the head of the page calls it, in order of trust."""
    whole = ["".join(t.itertext()) for t in tree.xpath("//head/title")[:1]]
    headlines = [h for n in articles for h in _strings(n.get("headline"))]
    found = [metas.get("og:title", ""), *headlines, metas.get("twitter:title", ""), *whole]
    return [t for title in found if (t := " ".join(html.unescape(title).split()))]


def _tops(tree: Any) -> list[str]:
    """The main headings that a reader sees."""
    return [t for h in tree.xpath("//h1")[:5] if (t := " ".join("".join(h.itertext()).split()))]


def _title(titles: list[str], tops: list[str], site: str) -> str:
    for title in titles:
        bare = without_site(title, site)
        if bare:
            return next((t for t in tops if bare.startswith(t) and len(t) > 15), bare)
    return next(iter(tops), "")


def without_site(title: str, site: str) -> str:
    """The title without the name of the site behind (or before) a bar or dash."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    last, first = parts[-1], parts[0]
    known = site.lower()
    if known and (last.lower() in known or known in last.lower()):
        return title[: title.rfind(last)].rstrip(" |–—·•»:-")
    if known and (first.lower() == known):
        return title[len(first) :].lstrip(" |–—·•»:-")
    if len(parts) == 2 and len(last.split()) <= 3 and len(first.split()) >= 5 and "|" in title:
        return first
    return title
