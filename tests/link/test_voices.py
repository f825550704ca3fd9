"""Voices: copies, trims and revisions fold; two reports that only share a subject do not."""

import random
from collections.abc import Iterable

from tacitus import link
from tacitus.link import Text, sketch

WORDS = [f"word{n}" for n in range(400)]


def prose(seed: int, length: int = 150) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def fold(texts: Iterable[Text]) -> dict[str, str]:
    return link.fold(map(sketch, texts))


def page(name: str, text: str, published: str = "2020-05-01", url: str | None = None) -> Text:
    return Text(document=name, published=published, url=url, text=text)


def test_a_repost_with_another_title_and_chrome_is_one_voice() -> None:
    body = prose(1)
    voices = fold(
        [page("a", body), page("b", f"Another title. {body} Comments are closed here.", "2020-05-02")]
    )
    assert voices == {"a": "a", "b": "a"}


def test_a_trim_is_one_voice_with_its_whole() -> None:
    body = prose(1)
    assert len(set(fold([page("a", body), page("b", body[: len(body) * 2 // 3])]).values())) == 1


def test_two_texts_of_one_subject_are_two_voices() -> None:
    assert len(set(fold([page("a", prose(1)), page("b", prose(2))]).values())) == 2


def test_the_first_to_publish_is_the_voice() -> None:
    body = prose(1)
    assert fold([page("a", body, "2020-05-03"), page("b", body, "2020-05-01")]) == {"a": "b", "b": "b"}


def test_revisions_of_one_address_are_one_voice() -> None:
    voices = fold(
        [page("a", prose(1), url="http://x.example/1"), page("b", prose(2), url="http://x.example/1")]
    )
    assert len(set(voices.values())) == 1


def test_a_line_of_boilerplate_does_not_join_two_pages() -> None:
    assert (
        len(
            set(
                fold(
                    [page("a", "page not found on this server"), page("b", "page not found on this site")]
                ).values()
            )
        )
        == 2
    )


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [
        page(f"{seed}{n}", prose(seed)[n * 20 :], f"2020-05-0{n + 1}") for seed in range(4) for n in range(4)
    ]
    assert fold(pages) == fold(pages[::-1])


def test_a_thousand_copies_cost_little() -> None:
    body = prose(1)
    assert set(fold([page(f"{n:04}", body) for n in range(1000)]).values()) == {"0000"}


def test_hundreds_of_revisions_are_one_voice() -> None:
    words = prose(1, 300).split()
    pages = [page(f"{n:04}", " ".join([*words[:n], f"changed{n}", *words[n + 1 :]])) for n in range(300)]
    assert set(fold(pages).values()) == {"0000"}


def test_a_page_that_is_not_what_its_title_says_is_a_voice_of_its_own() -> None:
    sign_in = "Please sign in with your account or register below to read on, it takes a minute. " * 3
    titles = ("Two shot dead near the harbour", "Grenade thrown into barracks at night")
    pages = [
        Text(document=title, published="", url=None, text=f"{title}\n\n{sign_in}", title=title)
        for title in titles
    ]
    assert len(set(fold(pages).values())) == 2


def test_a_short_trim_of_a_long_text_is_found() -> None:
    body = prose(1, 300).split()
    assert len(set(fold([page("a", " ".join(body)), page("b", " ".join(body[:130]))]).values())) == 1
