#!/usr/bin/env python3
"""Train the gate's two looks: whether a sentence sounds as if it told an act, by the mean of its word pieces and of the
whole report's; and the same with the names in it.

    python3 training/gate.py build/reader src/dragoman/reader/model
"""
import argparse
import pathlib
from datetime import date

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn
from train import reports

from dragoman.language import names_on, outline
from dragoman.language.pack import load_pack
from dragoman.reader.encode import cut_pieces, unpack
from dragoman.reader.gate import about, named

HIDDEN, BATCH, NOISE = 64, 512, 0.2


def sentences_of(report, tokenizer, vectors):
    """(S, inputs of the second look), whether each sentence tells an act."""
    text, pack, day = report["text"], load_pack(report["lang"]), date.fromisoformat(report["published"])
    seen = outline(text, pack)
    pieces = cut_pieces(tokenizer, text, seen.sentences)
    if not pieces.ids:
        return None
    kept = [seen.sentences[i] for i in dict.fromkeys(pieces.sentence)]
    quotes = [(text.find(c["quote"]), text.find(c["quote"]) + len(c["quote"])) for c in report["claims"]]
    told = [any(min(b, s.end) - max(a, s.start) > 8 for a, b in quotes) for s in kept]
    words = about(pieces, unpack(np.asarray(vectors[pieces.ids])))
    return np.concatenate([words, named(kept, names_on(seen, pack, day))], axis=1), told


def look(inputs, told, epochs):
    """One look, trained: its weights by name."""
    torch.manual_seed(7)
    center, scale = inputs.mean(0), inputs.std(0) + 1e-6
    ready, width = (inputs - center) / scale, inputs.shape[1]
    net = nn.Sequential(nn.Linear(width, HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.1)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, epochs)
    for _ in range(epochs):
        for batch in torch.randperm(len(ready)).split(BATCH):
            noisy = ready[batch] + NOISE * torch.randn(len(batch), width)
            loss = F.binary_cross_entropy_with_logits(net(noisy)[:, 0], told[batch])
            optimizer.zero_grad(), loss.backward(), optimizer.step()
        scheduler.step()
    print("sentences", len(told), "told", int(told.sum()), "loss", round(float(loss.detach()), 3))
    first, second = net[0], net[3]
    return {
        "center": center, "scale": scale,
        "first": first.weight.detach().T, "first_bias": first.bias.detach(),
        "second": second.weight.detach()[0], "second_bias": second.bias.detach(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).parent
    parser.add_argument("trained", type=pathlib.Path)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, default=here / "data")
    parser.add_argument("--ntrex", type=pathlib.Path, default=here / "../../shared/bench/ntrex.jsonl")
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_str((args.trained / "tokenizer.json").read_text(encoding="utf-8"))
    vectors = np.load(args.trained / "pieces.npy")
    rows = [row for r in reports(args.data, args.ntrex) if (row := sentences_of(r, tokenizer, vectors))]
    inputs = torch.from_numpy(np.concatenate([row for row, _ in rows]))
    told = torch.tensor([t for _, ts in rows for t in ts], dtype=torch.float32)
    words = 2 * vectors.shape[1] // 18 * 32
    looks = {"skim": look(inputs[:, :words], told, args.epochs), "names": look(inputs, told, args.epochs)}
    weights = {f"{name}_{part}": w.half().numpy() for name, parts in looks.items() for part, w in parts.items()}
    np.savez(args.model / "gate.npz", **weights)


if __name__ == "__main__":
    main()
