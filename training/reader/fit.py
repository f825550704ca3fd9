"""Windows -> weights: one checkpoint after each epoch, from which a stopped run goes on."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils import clip_grad_norm_

from reader.base import load_base
from reader.batch import Row, Taught, collate, key_of, packs_of
from reader.losses import loss_of
from reader.network import SHAPES, Logits, Reader
from reader.settings import RUNS, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All that changes while a run goes on, and what it reads."""

    network: Reader
    optimizer: Any
    schedule: Any
    rows: list[Row]
    taught: Taught
    settings: Settings


def train(settings: Settings) -> None:
    """Run the epochs that are still to run; of the last one, leave the logits for a student."""
    torch.set_num_threads(settings.fit["threads"])
    run = start(settings)
    checkpoint = settings.work / "checkpoint.pt"
    first = take_up(run, checkpoint)
    for epoch in range(first, settings.fit["epochs"]):
        began = time.process_time()
        loss, logits = run_epoch(run, epoch)
        if epoch + 1 == settings.fit["epochs"]:
            torch.save(logits, settings.work / "taught.pt")
        keep(run, checkpoint, epoch + 1)
        log({
            "stage": "train", "version": settings.version, "epoch": epoch + 1, "loss": round(loss, 4),
            "cpu_seconds": round(time.process_time() - began), "fit": settings.fit, "seed": settings.seed,
        })  # fmt: skip


def start(settings: Settings) -> Run:
    """A run that has not begun: base weights, new heads."""
    fit = settings.fit
    torch.manual_seed(settings.seed)
    rows = [r for r in torch.load(settings.prepared / "windows.pt") if r["part"] == "train" and r["labels"]]
    if "suites" in fit:
        rows = [r for r in rows if r["suite"] in fit["suites"]]
    network = Reader(SHAPES[settings.base["kind"]])
    load_base(network, settings)
    network.freeze(fit["frozen"])
    heads = {id(p) for p in network.heads()}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in heads]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": fit["rate"]}, {"params": network.heads(), "lr": fit["head_rate"]}],
        weight_decay=fit["decay"],
        fused=True,
    )
    steps = sum(len(packs(rows, settings, epoch)) for epoch in range(fit["epochs"]))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: pace(k, steps, fit["warmup"]))
    taught = torch.load(settings.teacher / "taught.pt") if settings.teacher else {}
    return Run(
        network=network, optimizer=optimizer, schedule=schedule, rows=rows, taught=taught, settings=settings
    )


def take_up(run: Run, checkpoint: Path) -> int:
    """Go on from `checkpoint`, if it is there -> the number of epochs done."""
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint)
    run.network.load_state_dict(kept["network"])
    run.optimizer.load_state_dict(kept["optimizer"])
    run.schedule.load_state_dict(kept["schedule"])
    return int(kept["epoch"])


def keep(run: Run, checkpoint: Path, epoch: int) -> None:
    """Write what take_up reads; a run that is cut while it writes loses nothing."""
    kept = {
        "network": run.network.state_dict(), "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(), "epoch": epoch,
    }  # fmt: skip
    torch.save(kept, checkpoint.with_suffix(".part"))
    checkpoint.with_suffix(".part").rename(checkpoint)


def packs(rows: list[Row], settings: Settings, epoch: int) -> list[list[Row]]:
    """The batches of one epoch, which the seed and the epoch alone decide. Of the windows without a mark an
    epoch sees the share that `unmarked` gives for it."""
    dice = random.Random(settings.seed + epoch)
    share = settings.fit["unmarked"][epoch]
    chosen = [r for r in rows if 1 in r["evidence"] or dice.random() < share]
    return packs_of(chosen, settings.fit["batch"], dice)


def run_epoch(run: Run, epoch: int) -> tuple[float, Taught]:
    """One pass -> the mean loss, and the logits before each step."""
    run.network.train()
    fit = run.settings.fit
    torch.manual_seed(run.settings.seed + epoch)
    total = 0.0
    logits: Taught = {}
    all_packs = packs(run.rows, run.settings, epoch)
    for k, pack in enumerate(all_packs):
        batch = collate(pack, run.taught, fit["blank"])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = run.network(batch.ids)
        loss = loss_of(out, batch, run.network.nearness, fit)
        run.optimizer.zero_grad()
        loss.backward()
        clip_grad_norm_(run.network.parameters(), fit["clip"])
        run.optimizer.step()
        run.schedule.step()
        total += loss.item()
        logits |= logits_of(pack, out)
        if k % 20 == 0:
            print(f"epoch {epoch + 1} {k}/{len(all_packs)} loss {total / (k + 1):.4f}", flush=True)
    return total / len(all_packs), logits


def logits_of(pack: list[Row], out: Logits) -> Taught:
    """What a student learns from, at half the precision, without padding and marks."""
    parts = [part.detach().half() for part in (out.roles, out.evidence, out.page)]
    made = {}
    for k, row in enumerate(pack):
        inside = slice(1, len(row["labels"]) + 1)
        made[key_of(row)] = (parts[0][k, inside].clone(), parts[1][k, inside].clone(), parts[2][k].clone())
    return made


def pace(step: int, steps: int, warmup: float) -> float:
    """Share of the full rate at `step`: up in a line, then down in a line to nothing."""
    up = max(1, int(steps * warmup))
    return (step + 1) / up if step < up else max(0.0, (steps - step) / max(1, steps - up))


def log(row: Row) -> None:
    """Append one run's figures to training/runs.jsonl."""
    with RUNS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row, sort_keys=True) + "\n")
