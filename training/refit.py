#!/usr/bin/env python3
"""Refit the heads of status and links on a trained encoder: minutes instead of hours, after marks or packs changed.

    python3 training/refit.py build/reader
"""
import argparse
import json
import pathlib
import random

import data
import numpy as np
import torch
from model import Encoder, Heads
from tokenizers import Tokenizer
from train import encode, losses, reports

from dragoman.reader.links import FEATURES, KINDS, ROLES

REFITTED = ("status", "status_act", "query", "key", "plain", "told", "mark", "place", "meet", "null")


@torch.no_grad()
def remembered(encoder, vectors, pool):
    """The states of every window, read once."""
    return [encode(encoder, vectors, [e])[0, : len(e.ids)].clone() for e in pool]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).parent
    parser.add_argument("trained", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, default=here / "data")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    saved = torch.load(args.trained / "reader.pt", weights_only=True)
    encoder, heads = Encoder(local=saved["local"]).eval(), Heads(len(ROLES), FEATURES, len(KINDS))
    encoder.load_state_dict(saved["encoder"]), heads.load_state_dict(saved["heads"], strict=False)
    tokenizer = Tokenizer.from_str((args.trained / "tokenizer.json").read_text(encoding="utf-8"))
    vectors = np.load(args.trained / "pieces.npy")
    pool = [e for r in reports(args.data, pathlib.Path("none")) for e in data.examples(r, tokenizer) if e.claims]
    states = remembered(encoder, vectors, pool)
    wanted = [p for name in REFITTED for p in getattr(heads, name).parameters()]
    optimizer = torch.optim.AdamW(wanted, lr=args.rate, weight_decay=0.05)
    steps = args.epochs * (len(pool) // 8 + 1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.rate, total_steps=steps + 1, pct_start=0.1, cycle_momentum=False)
    for epoch in range(args.epochs):
        order, sums = rng.sample(range(len(pool)), len(pool)), {"status": 0.0, "link": 0.0}
        for start in range(0, len(order), 8):
            loss = torch.zeros(())
            for i in order[start : start + 8]:
                parts = losses(heads, states[i], pool[i], rng)
                for name in sums:
                    part = parts.get(name, torch.zeros(()))
                    sums[name] += float(part.detach())
                    loss = loss + part
            (loss / 30).backward()
            optimizer.step(), optimizer.zero_grad(), scheduler.step()
        print(f"epoch {epoch}", json.dumps({k: round(v) for k, v in sums.items()}), flush=True)
    torch.save({**saved, "heads": heads.state_dict()}, args.trained / "reader.pt")


if __name__ == "__main__":
    main()
