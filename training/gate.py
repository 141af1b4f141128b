#!/usr/bin/env python3
"""Train the first look of the gate: whether a sentence, by the mean of its word pieces alone, sounds as if it told an act.

    python3 training/gate.py build/reader src/dragoman/reader/model
"""
import argparse
import pathlib
import random

import data
import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn
from train import reports

from dragoman.language import outline
from dragoman.language.pack import load_pack
from dragoman.reader.encode import cut_pieces, unpack
from dragoman.reader.gate import sentence_means

HIDDEN = 64


def sentences_of(report, tokenizer, vectors):
    """(means of the sentences, whether each tells an act)."""
    text = report["text"]
    seen = outline(text, load_pack(report["lang"]))
    pieces = cut_pieces(tokenizer, text, seen.sentences)
    if not pieces.ids:
        return np.zeros((0, 384), np.float32), []
    quotes = [(text.find(c["quote"]), text.find(c["quote"]) + len(c["quote"])) for c in report["claims"]]
    kept = [seen.sentences[i] for i in dict.fromkeys(pieces.sentence)]
    told = [any(min(b, s.end) - max(a, s.start) > 8 for a, b in quotes) for s in kept]
    return sentence_means(pieces, unpack(np.asarray(vectors[pieces.ids]))), told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).parent
    parser.add_argument("trained", type=pathlib.Path)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, default=here / "data")
    parser.add_argument("--ntrex", type=pathlib.Path, default=here / "../../shared/bench/ntrex.jsonl")
    parser.add_argument("--epochs", type=int, default=40)
    args = parser.parse_args()
    random.seed(7), torch.manual_seed(7)
    tokenizer = Tokenizer.from_str((args.trained / "tokenizer.json").read_text(encoding="utf-8"))
    vectors = np.load(args.trained / "pieces.npy")
    rows = [sentences_of(r, tokenizer, vectors) for r in reports(args.data, args.ntrex)]
    means = torch.from_numpy(np.concatenate([m for m, _ in rows]))
    told = torch.tensor([t for _, ts in rows for t in ts], dtype=torch.float32)
    center, scale = means.mean(0), means.std(0) + 1e-6
    inputs = (means - center) / scale
    net = nn.Sequential(nn.Linear(384, HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.1)
    for epoch in range(args.epochs):
        for batch in torch.randperm(len(inputs)).split(256):
            noisy = inputs[batch] + 0.2 * torch.randn(len(batch), 384)
            loss = F.binary_cross_entropy_with_logits(net(noisy)[:, 0], told[batch])
            optimizer.zero_grad(), loss.backward(), optimizer.step()
    print("sentences", len(told), "told", int(told.sum()), "loss", round(float(loss), 3))
    first, second = net[0], net[3]
    np.savez(
        args.model / "gate.npz", center=center.numpy(), scale=scale.numpy(),
        first=first.weight.detach().numpy().T, first_bias=first.bias.detach().numpy(),
        second=second.weight.detach().numpy()[0], second_bias=second.bias.detach().numpy(),
    )


if __name__ == "__main__":
    main()
