#!/usr/bin/env python3
"""Reference vectors for the programs of this folder, computed by PyTorch autograd in float64.

Each loss is written again in references/, in PyTorch's own stable functions: cross_entropy where the program has
-log(softmax(x)), logsigmoid where it has log(sigmoid(x)). Needs what ../reference/generate.py needs.

usage: generate.py OUT_DIR
"""
import importlib, os, sys, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "references"), os.path.join(HERE, "..", "reference")]
FAMILIES = sorted(f[:-3] for f in os.listdir(os.path.join(HERE, "references")) if f.endswith(".py") and f not in ("programs.py", "special.py"))

if __name__ == "__main__":
    from programs import Programs

    programs = Programs(seed=0)
    for family in FAMILIES:
        programs.gen.manual_seed(zlib.crc32(family.encode()))
        importlib.import_module(family).cases(programs)
    programs.save(sys.argv[1])
