"""Windows -> weights: one checkpoint after each epoch, from which a stopped run goes on."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_

from reader.network import Reader, load_base
from reader.settings import RUNS, Settings
from reader.windowed import UNKNOWN

Row = dict[str, Any]


def train(settings: Settings) -> None:
    """Run the epochs that are still to run."""
    fit = settings.fit
    torch.set_num_threads(fit["threads"])
    torch.manual_seed(settings.seed)
    rows = [r for r in torch.load(settings.work / "windows.pt") if r["part"] == "train" and r["labels"]]
    network = Reader()
    load_base(network, settings.work / "base" / "model.safetensors")
    heads = {id(p) for p in network.heads()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in network.parameters() if id(p) not in heads], "lr": fit["rate"]},
            {"params": network.heads(), "lr": fit["head_rate"]},
        ],
        weight_decay=fit["decay"],
        fused=True,
    )
    steps = fit["epochs"] * len(batches(rows, fit["batch"], random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: pace(k, steps, fit["warmup"]))
    checkpoint = settings.work / "checkpoint.pt"
    first = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["epoch"]
    for epoch in range(first, fit["epochs"]):
        began = time.process_time()
        loss = run_epoch(network, optimizer, schedule, rows, settings, epoch)
        kept = {
            "network": network.state_dict(), "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(), "epoch": epoch + 1,
        }  # fmt: skip
        torch.save(kept, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").rename(checkpoint)
        log({
            "stage": "train", "version": settings.version, "epoch": epoch + 1, "loss": round(loss, 4),
            "cpu_seconds": round(time.process_time() - began), "fit": fit, "seed": settings.seed,
        })  # fmt: skip


def run_epoch(
    network: Reader, optimizer: Any, schedule: Any, rows: list[Row], settings: Settings, epoch: int
) -> float:
    """One pass over `rows`, in an order that the seed and the epoch alone decide -> mean loss."""
    network.train()
    torch.manual_seed(settings.seed + epoch)
    total = 0.0
    packs = batches(rows, settings.fit["batch"], random.Random(settings.seed + epoch))
    for k, pack in enumerate(packs):
        ids, labels, told, page = collate(pack)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(ids)
        loss = loss_of(out, labels, told, page, settings.fit)
        optimizer.zero_grad()
        loss.backward()
        clip_grad_norm_(network.parameters(), settings.fit["clip"])
        optimizer.step()
        schedule.step()
        total += loss.item()
        if k % 20 == 0:
            print(f"epoch {epoch + 1} {k}/{len(packs)} loss {total / (k + 1):.4f}", flush=True)
    return total / len(packs)


def loss_of(out: tuple[Tensor, ...], labels: Tensor, told: Tensor, page: Tensor, fit: Row) -> Tensor:
    """Roles, evidence and page, each over what is known of it."""
    roles, evidence, pages = (o.float() for o in out)
    loss = F.cross_entropy(roles.flatten(0, 2), labels.flatten(), ignore_index=UNKNOWN) * roles.shape[2]
    known = told != UNKNOWN
    if known.any():
        loss = loss + fit["evidence_weight"] * F.binary_cross_entropy_with_logits(
            evidence[known], told[known].float()
        )
    seen = ~page.isnan()
    if seen.any():
        loss = loss + fit["page_weight"] * F.binary_cross_entropy_with_logits(pages[seen], page[seen])
    return loss


def batches(rows: list[Row], size: int, dice: random.Random) -> list[list[Row]]:
    """`rows` in batches of like length, shuffled."""
    order = sorted(rows, key=lambda r: len(r["ids"]) + dice.uniform(0, 24))
    packs = [order[k : k + size] for k in range(0, len(order), size)]
    dice.shuffle(packs)
    return packs


def collate(pack: list[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, role labels, evidence and page labels of a batch, padded; the marks at the ends are unknown."""
    length = max(len(r["ids"]) for r in pack)
    count = len(pack[0]["labels"][0])
    ids = torch.zeros(len(pack), length, dtype=torch.long)
    labels = torch.full((len(pack), length, count), UNKNOWN)
    told = torch.full((len(pack), length), UNKNOWN)
    page = torch.full((len(pack), 6), float("nan"))
    for k, row in enumerate(pack):
        n = len(row["labels"])
        ids[k, : n + 2] = torch.tensor(row["ids"])
        labels[k, 1 : n + 1] = torch.tensor(row["labels"])
        told[k, 1 : n + 1] = torch.tensor(row["evidence"])
        if row["page"] is not None:
            page[k] = torch.tensor(row["page"])
    return ids, labels, told, page


def pace(step: int, steps: int, warmup: float) -> float:
    """Share of the full rate at `step`: up in a line, then down in a line to nothing."""
    up = max(1, int(steps * warmup))
    return (step + 1) / up if step < up else max(0.0, (steps - step) / max(1, steps - up))


def log(row: Row) -> None:
    """Append one run's figures to training/runs.jsonl."""
    with RUNS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row, sort_keys=True) + "\n")
