"""Results and sweeps as Python reads them, compared with what the engine writes elsewhere."""

from __future__ import annotations

import csv
import json
import pickle
import sys
import unittest
from unittest import mock

import zigzag_ts

from .support import InFolder, needs_pandas

#: Headings of results.csv, and the columns of the same content.
HEADINGS = {
    "id": "id",
    "name": "name",
    "operator": "operator",
    "operations": "operations",
    "energy (pJ)": "energy",
    "operational energy (pJ)": "mac_energy",
    "memory energy (pJ)": "memory_energy",
    "latency (cycles)": "latency",
    "ideal computation (cycles)": "ideal_computation",
    "spatial stall (cycles)": "spatial_stall",
    "temporal stall (cycles)": "temporal_stall",
    "spatial utilisation": "spatial_utilisation",
    "utilisation": "utilisation",
    "EDP (pJ cycles)": "edp",
    "spatial mapping": "spatial_mapping",
    "temporal mapping (innermost first)": "temporal_mapping",
    "searched share": "searched_share",
    "proven bound": "proven_bound",
    "proven gap": "proven_gap",
}


class Loaded(InFolder):
    def test_layers_are_those_of_the_table_of_the_engine(self) -> None:
        layers = zigzag_ts.load("results").layers
        with open("results/results.csv", encoding="utf-8", newline="") as file:
            lines = [line for line in csv.DictReader(file) if line["id"]]
        self.assertEqual(len(layers), 21)
        for layer, line in zip(layers, lines):
            for heading, column in HEADINGS.items():
                written, value = line[heading], layer[column]
                self.assertEqual(float(written) if isinstance(value, (int, float)) else written, value, heading)

    def test_latency_is_the_sum_of_its_causes(self) -> None:
        causes = ["ideal_computation", "spatial_stall", "temporal_stall", "onloading", "offloading"]
        for layer in zigzag_ts.load("results").layers:
            self.assertEqual(layer["latency"], sum(layer[cause] for cause in causes))

    def test_memories_and_operations_make_up_the_energy(self) -> None:
        results = zigzag_ts.load("results/results.json")
        memories = sum(row["energy"] for row in results.memories)
        self.assertAlmostEqual(memories + results.totals["mac_energy"], results.energy, delta=1e-9 * results.energy)
        self.assertEqual({row["memory"] for row in results.memories}, {"rf_128B", "rf_2B", "sram_2MB", "dram"})

    def test_a_run_gives_the_same_as_its_folder(self) -> None:
        run, loaded = zigzag_ts.run("resnet18", "tpu_like", "tpu_like"), zigzag_ts.load("results")
        for what in ("title", "energy", "latency", "totals", "layers", "memories", "warnings", "infeasible"):
            self.assertEqual(getattr(run, what), getattr(loaded, what), what)
        self.assertEqual(repr(run), "<resnet18 on tpu_like: 1.871 mJ, 3.704 Mcycles, 21 layers>")

    def test_it_needs_no_engine(self) -> None:
        with mock.patch("zigzag_ts.server.engine.LineProcess", side_effect=AssertionError):
            results = zigzag_ts.load("results", process=zigzag_ts.Engine())
            self.assertIn("data:image/svg+xml;base64,", results._repr_html_())

    def test_a_cell_shows_totals_warnings_and_picture_and_names_are_no_markup(self) -> None:
        shown = zigzag_ts.run([{**LAYER, "name": "<b>bold</b>"}], "gemm_l1", "gemm_l1")._repr_html_()
        self.assertIn("528.9 nJ, 8.191 kcycles, utilisation 50 %", shown)
        self.assertIn("data:image/svg+xml;base64,", shown)
        self.assertIn("&lt;b&gt;bold&lt;/b&gt;", shown)
        self.assertNotIn("<b>bold", shown)
        self.assertIn("ZZ6092", zigzag_ts.load("results")._repr_html_())

    def test_pictures_are_drawn_of_folders_and_of_runs(self) -> None:
        loaded = zigzag_ts.load("results").picture("loop-nest", layer=3)
        run = zigzag_ts.run("resnet18", "tpu_like", "tpu_like").picture("loop-nest", layer="layer1.0/conv1")
        self.assertTrue(run._repr_svg_().startswith("<svg"))
        self.assertEqual(run.content, "loop nest of /layer1/layer1.0/conv1/Conv")
        self.assertEqual(loaded.svg, run.svg)

    def test_runs_can_be_pickled(self) -> None:
        run = zigzag_ts.run("gemm", "gemm_l1", "gemm_l1")
        again = pickle.loads(pickle.dumps(run))
        self.assertEqual((again.layers, again.totals, again.title), (run.layers, run.totals, run.title))

    def test_what_is_no_result_is_refused_with_a_fix(self) -> None:
        with self.assertRaisesRegex(zigzag_ts.InputError, "there are no results(.|\n)*fix: pass the folder"):
            zigzag_ts.load("nothing")
        with open("old.json", "w", encoding="utf-8") as file:
            json.dump({"schemaVersion": 1}, file)
        with self.assertRaisesRegex(zigzag_ts.InputError, "schemaVersion 1; this package reads version 2"):
            zigzag_ts.load("old.json")

    @needs_pandas
    def test_frames_have_the_rows_and_their_units(self) -> None:
        results = zigzag_ts.load("results")
        frame = results.frame()
        self.assertEqual(frame.to_dict("records")[3]["energy"], results.layers[3]["energy"])
        self.assertEqual(list(frame.columns), list(results.layers[0]))
        self.assertEqual(frame.attrs["units"]["edp"], "pJ·cycles")
        self.assertEqual(frame["energy"].sum(), sum(layer["energy"] for layer in results.layers))
        self.assertEqual(list(results.memory_frame().columns), list(results.memories[0]))

    def test_frames_without_pandas_say_what_to_install(self) -> None:
        with mock.patch.dict(sys.modules, {"pandas": None}):
            with self.assertRaisesRegex(ImportError, "pip install pandas"):
                zigzag_ts.load("results").frame()


class Swept(InFolder):
    def test_points_have_numbers_and_reasons(self) -> None:
        swept = zigzag_ts.sweep("sweep")
        self.assertEqual([point["design"] for point in swept.points], list(range(8)))
        refused, costed = swept.points[0], swept.points[-1]
        self.assertEqual((refused["status"], refused["energy"], refused["front"]), ("refused", None, None))
        self.assertIn("ZZ4411", refused["reason"])
        self.assertEqual((costed["l1"], costed["lanes"], costed["status"]), (512 * 8192, 8, "costed"))
        self.assertGreater(costed["energy"], 0)
        self.assertEqual([point["design"] for point in swept.points if point["front"]], sorted(p["design"] for p in swept.front))
        self.assertEqual(swept.units["l1"], "bit")

    def test_the_best_design_has_the_least_energy(self) -> None:
        swept = zigzag_ts.sweep("sweep")
        best = swept.best
        assert best is not None
        self.assertEqual(best["energy"], min(point["energy"] for point in swept.points if point["energy"] is not None))
        self.assertIn(f"Design {best['design']} is the best.", swept._repr_html_())

    def test_a_folder_without_a_sweep_is_refused(self) -> None:
        with self.assertRaisesRegex(zigzag_ts.InputError, "no finished sweep(.|\n)*fix:"):
            zigzag_ts.sweep("results")

    @needs_pandas
    def test_frame(self) -> None:
        frame = zigzag_ts.sweep("sweep").frame()
        self.assertEqual(frame[frame["status"] == "costed"]["latency"].min(), frame["latency"].min())
        self.assertEqual(frame.attrs["units"]["energy"], "pJ")


LAYER = {
    "id": 0,
    "operator_type": "Gemm",
    "equation": "O[d0][d1]+=I[d0][d2]*W[d2][d1]",
    "loop_dims": ["D0", "D1", "D2"],
    "loop_sizes": [128, 128, 128],
    "operand_precision": {"W": 8, "I": 8, "O": 32, "O_final": 32},
    "operand_source": {"I": 0, "W": 0},
}

if __name__ == "__main__":
    unittest.main()
