"""Weights -> one ONNX file, int8 per channel, that holds its tokenizer and says what it was trained on."""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from reader.examples import KINDS, PAGE, ROLES
from reader.network import SHAPES, Reader
from reader.settings import Settings
from reader.windowed import CLOSE, OPEN, bare_tokenizer

CORPORA = "MUC-4 train; GVDB, attack summaries and WikiEvents, four folds of five each"


OUTPUTS = ("roles", "evidence", "kinds", "links", "page")


class Chances(nn.Module):
    """The reader with its logits turned into chances. The dot product of two links, with the file's offset,
    is the logit of the chance that they share an act."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(ids)
        links = out.links * self.reader.nearness[0].clamp(min=0).sqrt()
        return out.roles.softmax(-1), out.evidence.sigmoid(), out.kinds.sigmoid(), links, out.page.sigmoid()


def export(settings: Settings) -> None:
    """Write the last checkpoint as reader.onnx (int8) into the work folder."""
    network = Reader(SHAPES[settings.base["kind"]])
    network.load_state_dict(torch.load(settings.work / "checkpoint.pt")["network"])
    full, small = settings.work / "reader.fp32.onnx", settings.work / "reader.onnx"
    write(network, full)
    quantize_dynamic(full, small, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8)
    describe(small, settings, network.nearness[1].item())


def write(network: Reader, path: Path) -> None:
    """The network as ONNX: ids (rows, length) -> OUTPUTS."""
    ids = torch.randint(1000, 2000, (2, 16))
    torch.onnx.export(
        Chances(network.eval()), (ids,), str(path), input_names=["ids"], output_names=list(OUTPUTS),
        opset_version=17, dynamo=False,
        dynamic_axes={
            name: {0: "rows", 1: "length"} if name != "page" else {0: "rows"} for name in ("ids", *OUTPUTS)
        },
    )  # fmt: skip


def describe(path: Path, settings: Settings, offset: float) -> None:
    """Write into the model file what the tagger needs to read it."""
    model = onnx.load(path)
    about = {
        "version": settings.version, "corpora": CORPORA, "roles": json.dumps(ROLES),
        "page": json.dumps(PAGE), "kinds": json.dumps(KINDS), "offset": str(offset),
        "window": str(settings.data["window"]),
        "marks": json.dumps((OPEN, CLOSE)),
        "tokenizer": bare_tokenizer(str(settings.prepared / "base" / "tokenizer.json")).to_str(),
    }  # fmt: skip
    onnx.helper.set_model_props(model, about)
    onnx.save(model, path)
