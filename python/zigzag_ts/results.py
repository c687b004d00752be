"""Results of a run, read from the folder that it wrote."""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Union

from .server.engine import Engine, default_engine
from .errors import InputError, ZigzagError
from .shown.frames import frame_of
from .shown.html import findings, quantity_text, table
from .shown.picture import Picture
from .rows import UNITS, layer_row, memory_rows, ratio

if TYPE_CHECKING:
    import pandas

#: The version of results.json that this package reads.
RESULTS_VERSION = 2
_ROW_COLUMNS = list(
    layer_row(
        {
            **dict.fromkeys(["id", "name", "operatorType"], ""),
            **dict.fromkeys(["operationCount", "energy", "latency", "times"], 1),
            "figures": dict.fromkeys(
                ["macEnergy", "memoryEnergy", "idealCycles", "idealTemporalCycles"]
                + ["latencyTotal0", "latencyTotal1", "latencyTotal2"],
                1,
            ),
            "spatialMapping": {"source": []},
            "temporalMapping": {"loops": []},
        }
    )
)
_MEMORY_COLUMNS = ["id", "layer", "memory", "operand", "level", "energy", "reads", "writes", "filled"]


class Results:
    """Energy, latency and mapping of every layer of a network on an accelerator.

    :ivar document: the content of ``results.json`` (docs/outputs.md#resultsjson).
    """

    def __init__(self, document: Dict[str, Any], folder: Optional[Path] = None, engine: Optional[Engine] = None) -> None:
        self._document: Optional[Dict[str, Any]] = document
        self._folder = folder
        self._engine = engine or default_engine()
        self._opened: Optional[int] = None

    @property
    def document(self) -> Dict[str, Any]:
        if self._document is None:
            raise RuntimeError("these results have no document")
        return self._document

    @property
    def _first_answer(self) -> Dict[str, Any]:
        """What has totals, layers and findings: the document, or a shorter form of it."""
        return self.document

    @property
    def title(self) -> str:
        """``resnet18 on tpu_like``"""
        inputs = self.document["inputs"]
        return f"{_short(inputs['workload']['name'])} on {_short(inputs['accelerator']['name'])}"

    @property
    def energy(self) -> float:
        """pJ of all layers that have a mapping."""
        return float(self._first_answer["energy"])

    @property
    def latency(self) -> float:
        """Cycles of all layers, one after the other."""
        return float(self._first_answer["latency"])

    @property
    def totals(self) -> Dict[str, Any]:
        """Sums over all layers: energies in pJ, times in cycles, area in mm², clock period ``tclk`` in ns."""
        outputs = self.document["total"]["outputs"]
        energy, latency = outputs["energy"], outputs["latency"]
        utilisation = outputs["spatial"]["mac_utilization"]
        return {
            "energy": self.energy,
            "mac_energy": energy["operational_energy"],
            "memory_energy": energy["memory_energy"],
            "latency": self.latency,
            "computation": latency["computation"],
            "onloading": latency["data_onloading"],
            "offloading": latency["data_offloading"],
            "spatial_utilisation": utilisation["ideal"],
            "utilisation": utilisation["stalls_onloading_offloading"],
            "edp": self.energy * self.latency,
            "area": self.document.get("area"),
            "tclk": self.document.get("tclk"),
        }

    @property
    def layers(self) -> List[Dict[str, Any]]:
        """A dict per layer, in the order of the run (docs/python.md#columns)."""
        return [layer_row(layer) for layer in self._first_answer["layers"]]

    @property
    def memories(self) -> List[Dict[str, Any]]:
        """A dict per layer, operand and memory: energy, accesses, share of the capacity."""
        return memory_rows(self.document)

    @property
    def infeasible(self) -> List[str]:
        """Names of layers without any mapping. The totals leave them out."""
        return [layer["name"] for layer in self._first_answer["infeasible"]]

    @property
    def warnings(self) -> List[str]:
        """What the run found odd."""
        return [_finding(warning) for warning in self._first_answer["warnings"]]

    def frame(self) -> "pandas.DataFrame":
        """The layers as a frame of pandas; ``frame.attrs["units"]`` has the units."""
        return frame_of(list(self.layers), _ROW_COLUMNS, UNITS)

    def memory_frame(self) -> "pandas.DataFrame":
        """``memories`` as a frame of pandas."""
        return frame_of(list(self.memories), _MEMORY_COLUMNS, UNITS)

    def picture(
        self,
        kind: str = "energy-latency",
        *,
        layer: Union[str, int, None] = None,
        title: Union[str, bool, None] = None,
        width: Optional[float] = None,
        top: Optional[int] = None,
        share: Optional[bool] = None,
        axes: Optional[str] = None,
    ) -> Picture:
        """A picture, drawn by the engine. Kinds and options are those of ``zigzag plot`` (docs/outputs.md#plots).

        :param layer: name, short name, part of the name, or id.
        :raises InputError: for kinds and options that do not exist.
        """
        options = {
            "layer": None if layer is None else str(layer),
            "title": None if title is True else title,
            "width": width,
            "top": top,
            "share": share,
            "axes": axes,
        }
        given = {name: value for name, value in options.items() if value is not None}
        drawn = self._engine.request("picture", run=self._handle(), kind=kind, **given)
        return Picture(drawn["svg"], drawn["content"])

    def _handle(self) -> int:
        """The number under which the engine holds the run."""
        if self._folder is None:
            raise InputError("these results have no folder, from which the engine could read them")
        if self._opened is None:
            self._opened = self._engine.request("open", directory=os.getcwd(), results=str(self._folder))["run"]
            self._engine.hold(self, self._opened)
        return self._opened

    def _overview(self) -> Optional[Picture]:
        """The bars of all layers; None where they cannot be drawn."""
        drawn = None if self._folder is None else self._folder / "energy_latency.svg"
        if drawn is not None and drawn.is_file():
            return Picture(drawn.read_text(encoding="utf-8"), "energy and latency")
        try:
            return self.picture()
        except ZigzagError:
            return None

    def __repr__(self) -> str:
        energy, latency = quantity_text(self.energy, "pJ"), quantity_text(self.latency, "cycles")
        count = len(self._first_answer["layers"])
        missing = f", without {', '.join(self.infeasible)}" if self.infeasible else ""
        return f"<{self.title}: {energy}, {latency}, {count} {'layer' if count == 1 else 'layers'}{missing}>"

    def _repr_html_(self) -> str:
        picture = self._overview()
        rows = self.layers
        missing = [f"Without {', '.join(self.infeasible)}: no mapping fits."] if self.infeasible else []
        utilisation = ratio(sum(row["ideal_computation"] for row in rows), sum(row["latency"] for row in rows))
        figures = [
            quantity_text(self.energy, "pJ"),
            quantity_text(self.latency, "cycles"),
            *([] if utilisation is None else [f"utilisation {100 * utilisation:.3g} %"]),
        ]
        shown = ["id", "name", "operator", "energy", "latency", "utilisation", "spatial_mapping", "temporal_mapping"]
        headings = {"energy": "energy (pJ)", "latency": "latency (cycles)"}
        headings.update({name: name.replace("_", " ") for name in shown if "_" in name})
        image = "" if picture is None else f'<img src="{picture.address}" alt="Energy and latency of every layer" style="max-width:100%">'
        return (
            f"<div><p><b>{escape(self.title)}</b>: {', '.join(figures)}</p>{findings(missing + self.warnings)}{image}"
            f"<details><summary>{len(rows)} {'layer' if len(rows) == 1 else 'layers'}</summary>"
            f"{table(rows, shown, headings)}</details></div>"
        )


def load(folder: "Union[str, os.PathLike[str]]", *, process: Optional[Engine] = None) -> Results:
    """The results in a folder that ``zigzag run --out`` wrote, or in its ``results.json``. It needs no engine.

    :raises InputError: when there are none, or they are of another version.
    """
    place = Path(folder)
    file = place if place.suffix == ".json" else place / "results.json"
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{file}: there are no results: {error.strerror}\n  fix: pass the folder that zigzag run --out FOLDER wrote"
        ) from error
    except ValueError as error:
        raise InputError(f"{file}: the file is not JSON: {error}\n  fix: pass the folder that zigzag run --out FOLDER wrote") from error
    version = document.get("schemaVersion") if isinstance(document, dict) else None
    if version != RESULTS_VERSION:
        raise InputError(
            f"{file}: the file has schemaVersion {version}; this package reads version {RESULTS_VERSION}\n"
            "  fix: run again with the zigzag of this package, or install the package of that version"
        )
    return Results(document, file.parent, process)


def _short(name: str) -> str:
    """A file's name without folders and extension."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, _, extension = last.rpartition(".")
    return stem if extension.lower() in {"onnx", "yaml", "yml", "json"} else last


def _finding(diagnostic: Dict[str, Any]) -> str:
    """As the command prints it."""
    text = diagnostic.get("text")
    if text is not None:
        return str(text)
    file, line, path = diagnostic.get("file"), diagnostic.get("line"), diagnostic.get("path")
    if line is None:
        place = ": ".join(part for part in (file, path) if part)
    else:
        place = f"{file or '<input>'}:{line}:{diagnostic.get('column', 1)}"
    where = f" ({path})" if path and line is not None else ""
    fix = f"\n  fix: {diagnostic['hint']}" if "hint" in diagnostic else ""
    head = f"{place}: " if place else ""
    return f"{head}{diagnostic['severity']} {diagnostic['code']}: {diagnostic['message']}{where}{fix}"
