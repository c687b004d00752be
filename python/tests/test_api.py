"""The calls of ZigZag, compared with what ZigZag 3.8.5 gave for the same inputs."""

from __future__ import annotations

import inspect
import json
import pickle
import re
import unittest
from functools import cached_property
from pathlib import Path
from unittest import mock

import zigzag_ts
from zigzag_ts.api import (
    CostModelEvaluation,
    LayerOperand,
    get_hardware_performance_zigzag,
    get_hardware_performance_zigzag_imc,
)
from zigzag_ts.compatible.evaluation import EARLIER_NAMES, CumulativeCME

from .support import ROOT, InFolder

GOLDEN = ROOT / "test" / "fixtures" / "golden" / "searches"


def golden(name: str) -> "tuple[dict, list[str]]":
    """A search of ZigZag, and the built-in examples that stand for its files."""
    search = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    inputs = [Path(search[kind]).name for kind in ("workload", "accelerator", "mapping")]
    stems = [re.sub(r"\.(yaml|onnx)$", "", one).replace("gemm_layer", "gemm") for one in inputs]
    return search, stems


class Parity(InFolder):
    def test_a_search_with_all_its_attributes(self) -> None:
        search, inputs = golden(GEMM)
        energy, latency, pairs = get_hardware_performance_zigzag(*inputs, **search["options"])
        self.assertEqual((energy, latency), (search["totals"]["energy"], search["totals"]["latency"]))
        total, layers = pairs[0]
        self.assertEqual(total.mac_energy, search["totals"]["macEnergy"])
        self.assertEqual((total.latency_total0, total.latency_total1), (search["totals"]["latency0"], search["totals"]["latency1"]))
        self.assertEqual(len(layers), len(search["layers"]))
        for (cme, (layer, others)), expected in zip(layers, search["layers"]):
            self.assertEqual((layer.name, layer.id, others), (expected["layer"], expected["layerId"], []))
            self.assertIs(layer, cme.layer)
            self.compare(cme, expected)

    def compare(self, cme: CostModelEvaluation, expected: dict) -> None:
        energy, latency, shares = expected["energy"], expected["latency"], expected["utilization"]
        self.assertEqual(cme.energy_total, energy["total"])
        self.assertEqual(cme.mem_energy, energy["memory"])
        self.assertEqual(cme.mem_energy_breakdown, energy["perLevel"])
        for operand, levels in cme.mem_energy_breakdown_further.items():
            for level, directions in enumerate(levels):
                self.assertAlmostEqual(directions.total, energy["perLevel"][operand][level])
                self.assertEqual(directions.rd_out_to_low, directions["rd_out_to_low"])
        self.assertEqual(
            [cme.latency_total0, cme.latency_total1, cme.latency_total2, cme.ideal_cycle, cme.ideal_temporal_cycle],
            [latency[name] for name in ("total0", "total1", "total2", "idealCycle", "idealTemporalCycle")],
        )
        self.assertEqual([cme.data_onloading_cycle, cme.data_offloading_cycle], [latency["onloading"], latency["offloading"]])
        self.assertEqual(
            [cme.mac_spatial_utilization, cme.mac_utilization0, cme.mac_utilization1, cme.mac_utilization2],
            [shares[name] for name in ("spatial", "u0", "u1", "u2")],
        )
        self.assertEqual(cme.temporal_mapping.mapping_dic_origin, pairs_of(expected["temporalMapping"]))
        self.assertEqual(cme.temporal_mapping.mapping_dic_stationary, pairs_of(expected["temporalMappingStationary"]))
        self.assertEqual(cme.spatial_mapping.mapping_dict_origin, pairs_of(expected["spatialMapping"]))
        self.assertEqual(cme.spatial_mapping_dict_int, pairs_of(expected["spatialMappingInt"]))
        names = {operand: [level.name for level in cme.mem_hierarchy_dict[memory]] for operand, memory in cme.memory_operand_links.items()}
        self.assertEqual(names, expected["operandMemoryLevels"])
        self.assertEqual(cme.memory_word_access, expected["wordAccesses"])
        self.assertEqual(cme.mem_utili_individual, expected["memoryUtilization"]["individual"])
        self.assertEqual(cme.mem_utili_shared, expected["memoryUtilization"]["shared"])
        self.assertEqual(cme.double_buffer_true, expected["doubleBuffer"])
        self.assertEqual(cme.real_data_trans_cycle, expected["realTransferCycles"])
        self.assertEqual(cme.allowed_mem_update_cycle, expected["allowedTransferCycles"])
        self.assertEqual(cme.stall_slack_comb_collect, [one["ports"] for one in expected["stallSlackPerPort"]])
        self.assertEqual([level.memory_instance.name for level in cme.mem_level_list], [one["memory"] for one in expected["stallSlackPerPort"]])
        for operand, levels in expected["dataMovement"].items():
            for level, movement in enumerate(levels):
                for name, value in movement.items():
                    self.assertEqual(getattr(cme.mapping.unit_mem_data_movement[LayerOperand(operand)][level], name), value)

    def test_in_memory_computing(self) -> None:
        search, inputs = golden(IN_MEMORY)
        options = {name: value for name, value in search["options"].items() if name != "in_memory_compute"}
        energy, latency, tclk, area, pairs = get_hardware_performance_zigzag_imc(*inputs, **options)
        totals = search["totals"]
        self.assertEqual((energy, latency), (totals["energy"], totals["latency"]))
        self.assertAlmostEqual(tclk, totals["tclk"])
        self.assertAlmostEqual(area, totals["area"])
        first = pairs[0][1][0][0]
        self.assertEqual((first.tclk, first.area_total, first.is_imc), (tclk, area, True))
        self.assertAlmostEqual(sum(first.mac_energy_breakdown.values()), first.mac_energy)
        self.assertAlmostEqual(first.imc_area + first.mem_area, area)
        self.assertEqual(set(first.__simplejsonrepr__()), {"energy", "latency", "tclk (ns)", "area"})

    def test_options_are_those_of_zigzag(self) -> None:
        parameters = inspect.signature(get_hardware_performance_zigzag).parameters
        self.assertEqual([name for name, one in parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD], ["workload", "accelerator", "mapping"])
        defaults = {name: one.default for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY}
        self.assertEqual(
            defaults,
            {
                "temporal_mapping_search_engine": "loma",
                "temporal_mapping_type": "uneven",
                "opt": "latency",
                "dump_folder": None,
                "pickle_filename": None,
                "lpf_limit": 6,
                "nb_spatial_mappings_generated": 3,
                "in_memory_compute": False,
                "exploit_data_locality": False,
                "enable_mix_spatial_mapping": False,
                "loma_show_progress_bar": True,
            },
        )
        _, _, pairs = get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1", temporal_mapping_search_engine="salsa", opt="energy")
        self.assertEqual(len(pairs[0][1]), 1)


class Files(InFolder):
    def test_the_pickle_holds_evaluations(self) -> None:
        _, _, pairs = get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1", dump_folder="dump", pickle_filename="dump/cmes.pickle")
        self.assertTrue(Path("dump/Layer0_complete.json").is_file())
        self.assertFalse(Path("dump/list_of_cmes.pickle").exists())
        with open("dump/cmes.pickle", "rb") as file:
            (saved,) = pickle.load(file)
        cme = pairs[0][1][0][0]
        objects = {"layer", "accelerator", "core", "mem_level_list", "mem_hierarchy_dict"}
        names = attributes(CostModelEvaluation) - objects - OF_IMC
        before = {name: getattr(cme, name) for name in names}
        with mock.patch.object(zigzag_ts.Engine, "request", side_effect=AssertionError):
            self.assertEqual({name: getattr(saved, name) for name in names}, before)
        self.assertEqual(saved.layer.layer_dim_sizes, {"D0": 128, "D1": 128, "D2": 128})
        self.assertEqual(saved.__jsonrepr__(), json.loads(Path("dump/Layer0_complete.json").read_text(encoding="utf-8")))

    def test_the_pickle_may_be_the_only_file(self) -> None:
        get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1", pickle_filename="alone/cmes.pickle")
        self.assertEqual([path.name for path in Path("alone").iterdir()], ["cmes.pickle"])

    def test_the_default_name(self) -> None:
        get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1", dump_folder=Path("default"))
        with open("default/list_of_cmes.pickle", "rb") as file:
            self.assertEqual([cme.latency_total2 for cme in pickle.load(file)], [8191])


class Documented(InFolder):
    def test_the_page_lists_every_attribute(self) -> None:
        page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
        rows = page.split("| attribute | content |")[1].split("\n\n")[0].splitlines()[2:]
        listed = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in rows]
        self.assertEqual({name for row in listed for name in row}, attributes(CostModelEvaluation))
        self.assertEqual({name for row in listed[:4] for name in row} | {"accelerator", "layer_ids"}, attributes(CumulativeCME))
        for row, text in zip(listed, rows):
            if row[0] in ("layer", "accelerator"):
                self.check_parts(row[0], re.findall(r"`(\w+)`", text.split("|")[2]))

    def check_parts(self, attribute: str, parts: "list[str]") -> None:
        cme = get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1")[2][0][1][0][0]
        self.assertGreater(len(parts), 3)
        for part in parts:
            self.assertIsNotNone(getattr(getattr(cme, attribute), part), part)

    def test_earlier_names_and_names_that_are_not_there(self) -> None:
        cme = get_hardware_performance_zigzag("gemm", "gemm_l1", "gemm_l1")[2][0][1][0][0]
        for earlier, today in EARLIER_NAMES.items():
            self.assertIn(today, attributes(CostModelEvaluation))
            if today not in OF_IMC:
                self.assertEqual(getattr(cme, earlier), getattr(cme, today))
        with self.assertRaisesRegex(AttributeError, "no attribute 'latency_total3'; docs/python.md lists"):
            cme.latency_total3
        with self.assertRaisesRegex(AttributeError, "tclk is known of in-memory-computing arrays only"):
            cme.tclk
        self.assertFalse(hasattr(cme, "area_total"))


def attributes(kind: type) -> "set[str]":
    return {name for name in dir(kind) if isinstance(getattr(kind, name), (property, cached_property))}


def pairs_of(mapping: dict) -> dict:
    return {operand: [[tuple(loop) for loop in loops] for loops in levels] for operand, levels in mapping.items()}


GEMM = "gemm-gemm_l1_l3-energy"
IN_MEMORY = "resnet18onnx-aimc"
OF_IMC = {"tclk", "tclk_breakdown", "area_total", "imc_area", "mem_area", "imc_area_breakdown", "mem_area_breakdown", "mac_energy_breakdown"}

if __name__ == "__main__":
    unittest.main()
