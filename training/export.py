#!/usr/bin/env python3
"""Write what ships from what was trained: encoder.onnx (8 bits), heads.npz, pieces.npy, tokenizer.json.

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


def write_encoder(encoder, path):
    """ONNX in 8 bits: matrices by channel, everything else as it is."""
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder) / "encoder.onnx"
        torch.onnx.export(
            encoder, (torch.zeros(1, 8, 384), torch.arange(8)[None], torch.zeros(1, 8).long()), str(whole),
            dynamo=False, opset_version=17, input_names=["vectors", "places", "segments"], output_names=["states"],
            dynamic_axes={name: {0: "b", 1: "t"} for name in ("vectors", "places", "segments", "states")},
        )
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=pathlib.Path)
    parser.add_argument("model", type=pathlib.Path)
    args = parser.parse_args()
    args.model.mkdir(parents=True, exist_ok=True)
    saved = torch.load(args.trained / "reader.pt", weights_only=True)
    encoder = Encoder(local=saved["local"]).eval()
    encoder.load_state_dict(saved["encoder"])
    write_encoder(encoder, args.model / "encoder.onnx")
    np.savez(args.model / "heads.npz", **{k: v.numpy() for k, v in saved["heads"].items()})
    shutil.copy(args.trained / "pieces.npy", args.model / "pieces.npy")
    packed = gzip.compress((args.trained / "tokenizer.json").read_bytes(), mtime=0)
    (args.model / "tokenizer.json.gz").write_bytes(packed)
    thresholds = args.model / "thresholds.json"
    if not thresholds.exists():
        from dragoman.reader.acts import ACTS
        from dragoman.reader.links import ROLES

        table = {"acts": dict.fromkeys(ACTS, 0.5), "links": dict.fromkeys(ROLES, 0.5), "split": 0.5, "gate": 0.0}
        thresholds.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
