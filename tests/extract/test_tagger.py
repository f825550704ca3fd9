"""The learned reader's plumbing, on a network made here that knows four words by heart."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from tacitus.errors import InputError
from tacitus.extract.tagger import Tagger, spans

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "front", "dynamite", "."]
ROLES = ("perpetrator_organisation", "weapon")
OUT, BEGIN, INSIDE = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.2, 0.1, 0.7)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that looks each word's chances up: "red front" is a group, "dynamite" a weapon."""
    return by_heart(tmp_path_factory.mktemp("model") / "reader.onnx", acts=True)


def by_heart(path: Path, *, acts: bool) -> Path:
    """Write that network; without `acts` its file says nothing of kinds and links, as reader-1's."""
    table = numpy.array([[OUT, OUT]] * len(WORDS), dtype=numpy.float32)
    table[4, 0], table[5, 0], table[6, 1] = BEGIN, INSIDE, BEGIN
    kinds = numpy.array([[0.9, 0.2] if w == "dynamite" else [0.1, 0.8] for w in WORDS], dtype=numpy.float32)
    links = numpy.array([[-2.0] if w == "." else [2.0] for w in WORDS], dtype=numpy.float32)
    told = numpy.array([[1.0 if w == "dynamite" else 0.1] for w in WORDS], dtype=numpy.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "ids"], ["roles"]),
            helper.make_node("Gather", ["kinds table", "ids"], ["kinds"]),
            helper.make_node("Gather", ["links table", "ids"], ["links"]),
            helper.make_node("Gather", ["told", "ids"], ["each"]),
            helper.make_node("ReduceMax", ["each"], ["page"], axes=[1], keepdims=0),
        ],
        "words by heart",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["rows", "length"])],
        [
            helper.make_tensor_value_info("roles", TensorProto.FLOAT, ["rows", "length", 2, 3]),
            helper.make_tensor_value_info("kinds", TensorProto.FLOAT, ["rows", "length", 2]),
            helper.make_tensor_value_info("links", TensorProto.FLOAT, ["rows", "length", 1]),
            helper.make_tensor_value_info("page", TensorProto.FLOAT, ["rows", 1]),
        ],
        [
            numpy_helper.from_array(rows, name)
            for name, rows in (
                ("table", table),
                ("told", told),
                ("kinds table", kinds),
                ("links table", links),
            )
        ],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    tokenizer = Tokenizer(models.WordLevel({w: k for k, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    about = {
        "version": "by-heart-1", "corpora": "none", "roles": json.dumps(ROLES), "page": '["relevant"]',
        "window": "8", "marks": "[2, 3]", "tokenizer": tokenizer.to_str(),
    }  # fmt: skip
    about |= {"kinds": '["bombing", "attack"]', "offset": "-1.0"} if acts else {}
    helper.set_model_props(made, about)
    onnx.save(made, path)
    return path


def test_proposals_are_the_words_of_their_roles(model: Path) -> None:
    text = "the red front hid dynamite ."
    reading = Tagger.load(model).read(text)
    found = [(p.role, text[p.start : p.end], p.score) for p in reading.proposals]
    assert found == [
        ("perpetrator_organisation", "red front", pytest.approx(0.85)),
        ("weapon", "dynamite", pytest.approx(0.9)),
    ]


def test_of_each_proposal_it_says_which_act_may_be_its_own(model: Path) -> None:
    reading = Tagger.load(model).read("the red front hid dynamite .")
    front, dynamite = reading.proposals
    assert front.kinds == {"bombing": pytest.approx(0.1), "attack": pytest.approx(0.8)}
    assert dynamite.kinds["bombing"] == pytest.approx(0.9)
    assert reading.together(front, dynamite) == pytest.approx(1 / (1 + math.exp(-3)))


def test_a_file_that_tells_nothing_of_acts_still_proposes(tmp_path: Path) -> None:
    reading = Tagger.load(by_heart(tmp_path / "old.onnx", acts=False)).read("the red front hid dynamite .")
    front, dynamite = reading.proposals
    assert (front.kinds, front.link) == ({}, ())
    assert reading.together(front, dynamite) == 0.5


def test_windows_of_a_long_text_are_read_like_one(model: Path) -> None:
    text = "they fled . " * 40 + "red front . " + "they fled . " * 40
    reading = Tagger.load(model).read(text)
    assert [text[p.start : p.end] for p in reading.proposals] == ["red front"]


def test_the_best_window_speaks_for_the_page(model: Path) -> None:
    tagger = Tagger.load(model)
    assert tagger.read("they fled . " * 20).page["relevant"] == pytest.approx(0.1)
    assert tagger.read("they fled . " * 20 + "dynamite").page["relevant"] == pytest.approx(1.0)


def test_nothing_is_proposed_of_no_text(model: Path) -> None:
    reading = Tagger.load(model).read("")
    assert (reading.proposals, reading.page) == ((), {"relevant": 0.0})


def test_the_file_says_what_it_is(model: Path) -> None:
    tagger = Tagger.load(model)
    assert (tagger.version, tagger.corpora, tagger.roles) == ("by-heart-1", "none", ROLES)


def test_another_file_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "not-a-model.onnx"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match=r"not-a-model\.onnx"):
        Tagger.load(path)


@pytest.mark.parametrize(
    ("text", "offsets", "chances", "words"),
    [
        ("men of war", [(0, 3), (4, 6), (7, 10)], [BEGIN, BEGIN, OUT], ["men", "of"]),
        ("guerrilla", [(0, 4), (4, 9)], [BEGIN, OUT], ["guerrilla"]),
        ("guerrilla", [(0, 4), (4, 9)], [BEGIN, BEGIN], ["guerrilla"]),
        ("old men", [(0, 3), (4, 7)], [INSIDE, INSIDE], ["old men"]),
        ("old men", [(0, 3), (4, 7)], [BEGIN, (0.2, 0.45, 0.35)], ["old men"]),
        ("old men", [(0, 3), (4, 7)], [OUT, OUT], []),
    ],
)
def test_spans_are_of_whole_words(
    text: str, offsets: list[tuple[int, int]], chances: list[tuple[float, float, float]], words: list[str]
) -> None:
    assert [text[p.start : p.end] for p in spans("victim", chances, offsets, text)] == words
