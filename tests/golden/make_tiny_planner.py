"""
Makes `tiny-planner`, a planner of 90,000 parameters that the learner trained for a minute on made-up pairs, in both formats, with what PyTorch computes for it
(`street-planner-parity.json`): so that the host's engines are held against PyTorch whether or not a planner ships. From the root of the repository:

    python3 tests/golden/make_tiny_planner.py
"""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "central" / "learner"))

from learner.__main__ import main  # noqa: E402
from tests.planner_pairs import pairs, write_pairs  # noqa: E402

with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    data = write_pairs(folder / "pairs.jsonl", pairs(300))
    shape = ("--width", "64", "--layers", "2", "--heads", "4", "--hidden", "96", "--context", "128", "--vocabulary", "400")
    code = main(["planner", "base", "--data", data, "--out", str(folder / "out"), *shape, "--minutes", "0", "--steps", "200", "--batch", "16", "--precision", "float32"])
    if code:
        sys.exit(code)
    to = ROOT / "tests" / "golden" / "tiny-planner"
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder / "out" / "street-planner", to, ignore=shutil.ignore_patterns("README.md"))
    shutil.copy(folder / "out" / "street-planner-parity.json", to)
