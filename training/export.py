#!/usr/bin/env python3
"""Write what ships from what was trained: lower.onnx and upper.onnx (8 bits), heads.npz, pieces.npy, tokenizer.json.

    python3 training/export.py build/reader src/dragoman/reader/model
"""
import argparse
import gzip
import json
import pathlib
import shutil
import tempfile

import numpy as np
import torch
from model import Encoder
from onnxruntime.quantization import QuantType, quantize_dynamic


class Part(torch.nn.Module):
    """One of the encoder's two parts, as a module of its own."""

    def __init__(self, encoder, name):
        super().__init__()
        self.encoder, self.name = encoder, name

    def forward(self, *inputs):
        return getattr(self.encoder, self.name)(*inputs)


def write_part(part, inputs, path):
    """ONNX in 8 bits: matrices by channel, everything else as it is. `inputs` {name: (example, names of its axes)}."""
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder) / "part.onnx"
        torch.onnx.export(
            part, tuple(example for example, _ in inputs.values()), str(whole), dynamo=False, opset_version=17,
            input_names=list(inputs), output_names=["states"],
            dynamic_axes={name: dict(enumerate(axes)) for name, (_, axes) in inputs.items()} | {"states": {0: "b", 1: "t"}},
        )
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"])


def write_encoder(encoder, folder):
    """The lower layers, which read rows of sentences, and the upper, which end in windows."""
    rows, states = ("rows", "slots"), torch.zeros(2, 8, 384)
    segments = (torch.ones(2, 8).long(), rows)
    lower = {"vectors": (states, rows), "places": (torch.arange(16).view(2, 8) % 8, rows), "segments": segments}
    upper = {"early": (states, rows), "segments": segments, "order": (torch.arange(12)[None], ("windows", "pieces"))}
    write_part(Part(encoder, "lower"), lower, folder / "lower.onnx")
    write_part(Part(encoder, "upper"), upper, folder / "upper.onnx")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=pathlib.Path)
    parser.add_argument("model", type=pathlib.Path)
    args = parser.parse_args()
    args.model.mkdir(parents=True, exist_ok=True)
    saved = torch.load(args.trained / "reader.pt", weights_only=True)
    encoder = Encoder(local=saved["local"]).eval()
    encoder.load_state_dict(saved["encoder"])
    write_encoder(encoder, args.model)
    np.savez(args.model / "heads.npz", **{k: v.half().numpy() for k, v in saved["heads"].items()})
    shutil.copy(args.trained / "pieces.npy", args.model / "pieces.npy")
    packed = gzip.compress((args.trained / "tokenizer.json").read_bytes(), mtime=0)
    (args.model / "tokenizer.json.gz").write_bytes(packed)
    thresholds = args.model / "thresholds.json"
    if not thresholds.exists():
        from dragoman.reader.acts import ACTS
        from dragoman.reader.links import ROLES

        table = {"acts": dict.fromkeys(ACTS, 0.5), "links": dict.fromkeys(ROLES, 0.5), "split": 2.0, "skim": -0.5, "listen": -1.0}
        thresholds.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
