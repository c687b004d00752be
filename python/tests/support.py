"""What tests share: the folder of the checkout, results of a run and of a sweep, whether pandas is there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

PYTHON = Path(__file__).resolve().parents[1]
ROOT = PYTHON.parent
sys.path.insert(0, str(PYTHON))

import zigzag_ts  # noqa: E402
from zigzag_ts.server.command import find_command  # noqa: E402

HAS_PANDAS = importlib.util.find_spec("pandas") is not None
needs_pandas = unittest.skipUnless(HAS_PANDAS, "pandas is not installed")

_FOLDER = tempfile.TemporaryDirectory()
_SWEEP = """
workloads: gemm
accelerator: gemm_l1
mapping: gemm_l1
parameters:
  l1:
    sets: accelerator.memories.l1.size
    values: [16 KiB, 128 KiB, 256 KiB, 512 KiB]
  lanes: {sets: ["accelerator.operational_array.sizes[0]"], values: [4, 8]}
set: {accelerator.memories.l1.auto_cost_extraction: true}
objectives: [energy, latency]
"""


def folder() -> Path:
    """Of all tests, with ``results`` and ``sweep`` in it."""
    place = Path(_FOLDER.name)
    if not (place / "results").is_dir():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", zigzag_ts.ZigzagWarning)
            zigzag_ts.run("resnet18", "tpu_like", "tpu_like", out=str(place / "results"))
        (place / "sweep.yaml").write_text(_SWEEP, encoding="utf-8")
        command = [*find_command(), "sweep", "sweep.yaml", "--out", "sweep"]
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    return place


class InFolder(unittest.TestCase):
    """Runs in that folder, and without warnings about figures of the reference."""

    def setUp(self) -> None:
        before = os.getcwd()
        os.chdir(folder())
        self.addCleanup(os.chdir, before)
        caught = warnings.catch_warnings()
        caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.simplefilter("ignore", zigzag_ts.ZigzagWarning)
