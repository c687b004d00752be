"""Layers as flat dicts, one a row of a frame. Energies are in pJ, times in cycles."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional

Document = Mapping[str, Any]

#: Units of columns that have one.
UNITS: Dict[str, str] = {
    "energy": "pJ",
    "mac_energy": "pJ",
    "memory_energy": "pJ",
    "latency": "cycles",
    "ideal_computation": "cycles",
    "spatial_stall": "cycles",
    "temporal_stall": "cycles",
    "onloading": "cycles",
    "offloading": "cycles",
    "edp": "pJ·cycles",
    "area": "mm2",
    "tclk": "ns",
}


def layer_row(layer: Document) -> Dict[str, Any]:
    """A layer of ``results.json``, or of the engine's first answer, as a row."""
    figures = layer["figures"]
    proven = layer.get("proven") or {}
    return {
        "id": layer["id"],
        "name": layer["name"],
        "operator": layer["operatorType"],
        "operations": layer["operationCount"] * layer["times"],
        "energy": layer["energy"],
        "mac_energy": figures["macEnergy"],
        "memory_energy": figures["memoryEnergy"],
        "latency": layer["latency"],
        "ideal_computation": figures["idealCycles"],
        "spatial_stall": figures["idealTemporalCycles"] - figures["idealCycles"],
        "temporal_stall": figures["latencyTotal0"] - figures["idealTemporalCycles"],
        "onloading": figures["latencyTotal1"] - figures["latencyTotal0"],
        "offloading": figures["latencyTotal2"] - figures["latencyTotal1"],
        "spatial_utilisation": ratio(figures["idealCycles"], figures["idealTemporalCycles"]),
        "utilisation": ratio(figures["idealCycles"], figures["latencyTotal2"]),
        "edp": layer["energy"] * layer["latency"],
        "spatial_mapping": spatial_text(layer["spatialMapping"]["source"]),
        "temporal_mapping": " ".join(f"{loop['dimension']} {loop['size']}" for loop in layer["temporalMapping"]["loops"]),
        "repeat": layer["times"],
        "searched_share": layer.get("searchedShare", 1),
        "proven_bound": proven.get("bound"),
        "proven_gap": proven.get("gap"),
    }


def memory_rows(document: Document) -> List[Dict[str, Any]]:
    """Energy and accesses of every layer by memory and operand, from ``results.json``."""
    rows: List[Dict[str, Any]] = []
    for layer in document["layers"]:
        outputs = layer["report"]["outputs"]
        energies = outputs["energy"]["memory_energy_breakdown_per_level"]
        for operand, levels in energies.items():
            names = memory_names(document, layer, operand)
            for level, energy in enumerate(levels):
                accesses = outputs["memory"]["word_accesses"][operand][level]
                rows.append(
                    {
                        "id": layer["id"],
                        "layer": layer["name"],
                        "memory": names[level],
                        "operand": operand,
                        "level": level,
                        "energy": energy,
                        "reads": accesses["rd_out_to_low"] + accesses["rd_out_to_high"],
                        "writes": accesses["wr_in_by_low"] + accesses["wr_in_by_high"],
                        "filled": outputs["memory"]["utilization"][operand][level],
                    }
                )
    return rows


def memory_names(document: Document, layer: Document, operand: str) -> List[str]:
    """Names of the memories of an operand, innermost first."""
    memory_operand = layer["definition"]["mapping"]["memoryOperandLinks"][operand]
    memories = document["accelerators"][layer["accelerator"]]["memories"]
    return [memory["name"] for memory in memories if memory_operand in memory["operands"]]


def spatial_text(mapping: Iterable[Document]) -> str:
    """``D1: K 32 | D2: C 8, FX 3``"""
    parts = []
    for entry in mapping:
        unrollings = ", ".join(f"{one['dimension']} {number_text(one['factor'])}" for one in entry["unrollings"])
        if unrollings:
            parts.append(f"{entry['arrayDimension']}: {unrollings}")
    return " | ".join(parts)


def number_text(value: float) -> str:
    """A whole number without a point."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def ratio(part: float, whole: float) -> Optional[float]:
    """None where the whole is 0."""
    return part / whole if whole else None
