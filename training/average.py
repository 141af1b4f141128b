#!/usr/bin/env python3
"""Average checkpoints of one training: steadier than the last of them.

    python3 training/average.py build/reader OTHER/reader.pt [...]
"""
import argparse
import pathlib

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=pathlib.Path, help="folder whose reader.pt is replaced by the mean")
    parser.add_argument("others", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    paths = [args.trained / "reader.pt", *args.others]
    saved = [torch.load(path, weights_only=True) for path in paths]
    mean = {part: {k: sum(s[part][k] for s in saved) / len(saved) for k in saved[0][part]} for part in ("encoder", "heads")}
    torch.save({**saved[0], **mean}, paths[0])


if __name__ == "__main__":
    main()
