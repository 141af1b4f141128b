#!/usr/bin/env python3
"""Train the reader: the encoder's upper layers and the heads, on the reports of training/data.

    python3 training/train.py --out build/reader            # what ships
    python3 training/train.py --out build/smoke --steps 2   # what CI runs
"""
import argparse
import json
import pathlib
import random
import time

import base
import data
import numpy as np
import torch
import torch.nn.functional as F
from model import ACTS, Encoder, Heads, scaled
from tokenizers import Tokenizer

from dragoman.reader.acts import clauses
from dragoman.reader.encode import END, START, layout, unpack
from dragoman.reader.links import FEATURES, KINDS, ROLES, SETS

SET_ROLES = [ROLES.index(r) for r in SETS]
FORGOTTEN, UNKNOWN = 0.05, 3  # share of pieces that are hidden in training, and what stands for them
TRAINED_NTREX = {"bbc", "cbsnews", "cnn", "cnbc", "rt"}


def batches(pool, tokens, rng):
    """Windows of like length together, at most `tokens` pieces a batch, in random order."""
    order = sorted(range(len(pool)), key=lambda i: len(pool[i].ids) + rng.random() * 40)
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * (len(pool[i].ids) + 2) > tokens:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    rng.shuffle(groups)
    return [[pool[i] for i in g] for g in groups]


def encode(encoder, vectors, batch):
    """(B, T, W) the states of the batch's pieces; the two special ones are cut off again."""
    laid = [layout(e.sentence) for e in batch]
    width, longest = max(rows.at.shape[1] for rows in laid), max(len(rows.order) for rows in laid)
    wide = lambda table, filler: np.pad(table, ((0, 0), (0, width - table.shape[1])), constant_values=filler)
    ids, order, above = [], np.full((len(batch), longest), -1), 0
    for number, (e, rows) in enumerate(zip(batch, laid)):
        ids.append(wide(np.where(rows.at >= 0, np.array([START, *e.ids, END])[rows.at], 1), 1))
        row, slot = np.divmod(rows.order, rows.at.shape[1])
        order[number, : len(rows.order)] = (above + row) * width + slot
        above += len(rows.at)
    ids = np.concatenate(ids)
    places, segments = (np.concatenate([wide(getattr(r, n), f) for r in laid]) for n, f in (("places", 0), ("segments", -1)))
    if encoder.training:
        ids = np.where((segments > 0) & (np.random.random(ids.shape) < FORGOTTEN), UNKNOWN, ids)
    flat, back = np.unique(ids, return_inverse=True)
    found = torch.from_numpy(unpack(vectors[flat]))[torch.from_numpy(back.reshape(ids.shape))]
    return encoder(found, *(torch.from_numpy(t) for t in (places, segments, order)))[:, 1:]


def losses(heads, states, example, rng):
    """The parts of the loss for one window."""
    states = heads.centred(states[: len(example.ids)])
    owner = torch.from_numpy(example.owner)
    membership = (owner[None] == torch.arange(len(example.acts))[:, None]).float()
    acts, inside, begin = heads.acts(states, membership)
    fresh = owner >= 0
    gold_inside, gold_begin = torch.from_numpy(example.inside), torch.from_numpy(example.begin)
    bce = F.binary_cross_entropy_with_logits
    parts = {
        "act": bce(acts, torch.from_numpy(example.acts).clamp(max=1), reduction="sum"),
        "inside": bce(inside[fresh], gold_inside[fresh], reduction="sum") / 25,
        "begin": bce(begin[fresh], gold_begin[fresh], reduction="sum") / 5,
    }
    if example.claims:
        guessed = inside.detach().sigmoid().numpy()
        pooled = scaled(torch.stack([pool_words(states, c, example, guessed, rng) for c in example.claims]))
        kinds = torch.tensor([c[0] for c in example.claims])
        gold = torch.tensor([c[1] for c in example.claims])
        parts["status"] = F.cross_entropy(heads.statuses(F.dropout(pooled, 0.1), kinds), gold, reduction="sum", label_smoothing=0.05)
        if example.links is not None:
            parts["link"] = heads.link_loss(pooled, kinds, gold, states, example.links, SET_ROLES) / 2
    return parts


def pool_words(states, claim, example, guessed, rng):
    """A claim's words; or its whole sentence, or what the heads take for its clause, as the reader will find it."""
    act, _, words, sentence, _ = claim
    luck = rng.random()
    if luck < 0.5:
        here = np.nonzero(example.owner == sentence)[0]
        words = here if luck < 0.15 else here[clauses(guessed[here, act], guessed[here, act], 2.0)[0]]
    return states[torch.from_numpy(np.asarray(words))].mean(0)


@torch.no_grad()
def mean_state(encoder, vectors, sample):
    """The mean of the encoder's states over some windows."""
    encoder.eval()
    found = [encode(encoder, vectors, [e])[0] for e in sample]
    encoder.train()
    return torch.cat(found).mean(0)


def parameter_groups(encoder, heads, rate, decay, frozen):
    groups = [{"params": [p for p in heads.parameters() if p.requires_grad], "lr": 20 * rate}]
    for number, layer in enumerate(encoder.layers):
        if number < frozen:
            layer.requires_grad_(False)
        else:
            groups.append({"params": list(layer.parameters()), "lr": rate * decay ** (len(encoder.layers) - 1 - number)})
    encoder.pos.requires_grad_(False)
    encoder.ln.requires_grad_(False)
    return groups


def reports(folder, ntrex):
    found = [r for path in sorted(folder.glob("*.jsonl")) for r in data.load(path)]
    if ntrex.exists():
        found += [
            {**r, "claims": [], "silent": True}
            for r in data.load(ntrex)
            if r["topic"] == "other" and r["id"].split(".")[0] in TRAINED_NTREX
        ]
    return found


def vocabulary(start, tensors, gold):
    """The tokenizer as JSON and its pieces' vectors: those gone on from, else what the reports and languages use."""
    if start:
        return (start.parent / "tokenizer.json").read_text(encoding="utf-8"), np.load(start.parent / "pieces.npy")
    full = base.full_tokenizer()
    whole = Tokenizer.from_str(json.dumps(full))
    cut, old = base.cut_vocabulary(full, {i for r in gold for i in whole.encode(r["text"]).ids})
    return json.dumps(cut, ensure_ascii=False), tensors["emb.word"][old]


def save(args, encoder, heads):
    """Keep what was trained so far: an epoch is long, and a machine may stop."""
    saved = {"local": args.local, "encoder": encoder.state_dict(), "heads": heads.state_dict()}
    torch.save(saved, args.out / "reader.pt")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).parent
    parser.add_argument("--data", type=pathlib.Path, default=here / "data")
    parser.add_argument("--ntrex", type=pathlib.Path, default=here / "../../shared/bench/ntrex.jsonl")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (0: never)")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=700, help="pieces a batch")
    parser.add_argument("--silent", type=float, default=0.15, help="share of the silent documents read in an epoch")
    parser.add_argument("--local", type=int, default=9, help="lower layers that read each sentence by itself")
    parser.add_argument("--start", type=pathlib.Path, help="a reader.pt to go on from, with its vocabulary and a new cycle of rates")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed), np.random.seed(args.seed)

    tensors, gold = base.base_tensors(), reports(args.data, args.ntrex)
    words, vectors = vocabulary(args.start, tensors, gold)
    tokenizer = Tokenizer.from_str(words)
    loud = [e for r in gold if not r.get("silent") for e in data.examples(r, tokenizer)]
    silent = [e for r in gold if r.get("silent") for e in data.examples(r, tokenizer)]
    print("marks carry", {r: f"{a}/{b}" for r, (a, b) in data.coverage(loud).items()}, flush=True)
    print(len(gold), "reports", len(loud), "windows", len(silent), "silent", flush=True)

    encoder, heads = Encoder(local=args.local), Heads(roles=len(ROLES), features=FEATURES, kinds=len(KINDS))
    encoder.load_base(tensors)
    if args.start:
        saved = torch.load(args.start, weights_only=True)
        encoder.load_state_dict(saved["encoder"])
        heads.load_state_dict(saved["heads"], strict=False)
    else:
        heads.center.data = mean_state(encoder, vectors, rng.sample(loud, min(40, len(loud))))
    groups = parameter_groups(encoder, heads, args.rate, 0.9, args.frozen)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    share = int(len(silent) * args.silent)
    per_epoch = len(batches(loud + silent[:share], args.tokens, rng))
    total = args.steps or per_epoch * args.epochs
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [g["lr"] for g in groups], total_steps=total + 1, pct_start=0.1, anneal_strategy="linear", cycle_momentum=False
    )
    args.out.mkdir(parents=True, exist_ok=True)
    np.save(args.out / "pieces.npy", vectors)
    (args.out / "tokenizer.json").write_text(words, encoding="utf-8")
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        sums = {}
        for batch in batches(loud + rng.sample(silent, share), args.tokens, rng):
            if step >= total:
                break
            states = encode(encoder, vectors, batch)
            parts = [losses(heads, *one, rng) for one in zip(states, batch)]
            loss = 0.0
            for name in ("act", "inside", "begin", "status", "link"):
                part = sum((p[name] for p in parts if name in p), torch.zeros(()))
                sums[name] = sums.get(name, 0.0) + float(part.detach())
                loss = loss + part
            (loss / 30).backward()
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 5.0)
            optimizer.step(), optimizer.zero_grad(), scheduler.step()
            step += 1
            if step % 20 == 0:
                print(f"epoch {epoch} step {step}/{total} {time.time() - began:.0f}s", {k: round(v) for k, v in sums.items()}, flush=True)
        save(args, encoder, heads)


if __name__ == "__main__":
    main()
