"""Runs: searches by the engine."""

from __future__ import annotations

import os
import warnings
from typing import Any, Dict, Optional

from .server.engine import Engine, default_engine
from .errors import EngineError, ZigzagWarning
from .results import Results, _short


class Run(Results):
    """Results of a run just made. What is beyond totals and layers is asked for when it is read."""

    def __init__(self, answer: Dict[str, Any], title: str, engine: Engine) -> None:
        super().__init__({}, None, engine)
        self._document = None
        self._answer = answer
        self._title = title
        self._generation = engine.generation
        engine.hold(self, answer["run"])

    def __reduce__(self) -> Any:
        return (Results, (self.document,))

    @property
    def document(self) -> Dict[str, Any]:
        if self._document is None:
            self._document = self._engine.request("document", run=self._handle())
        return self._document

    @property
    def _first_answer(self) -> Dict[str, Any]:
        return self._answer

    @property
    def title(self) -> str:
        return self._title

    @property
    def totals(self) -> Dict[str, Any]:
        figures = self._answer["figures"]
        ideal, total0, total1, total2 = (
            figures[name] for name in ("idealCycles", "latencyTotal0", "latencyTotal1", "latencyTotal2")
        )
        return {
            "energy": self.energy,
            "mac_energy": figures["macEnergy"],
            "memory_energy": figures["memoryEnergy"],
            "latency": self.latency,
            "computation": total0,
            "onloading": total1 - total0,
            "offloading": total2 - total1,
            "spatial_utilisation": ideal / figures["idealTemporalCycles"],
            "utilisation": ideal / total2,
            "edp": self.energy * self.latency,
            "area": self._answer["area"],
            "tclk": self._answer["tclk"],
        }

    def details(self, place: int) -> Dict[str, Any]:
        """Every quantity of the cost model of a layer (docs/outputs.md#in-the-library). :param place: in ``layers``."""
        return dict(self._engine.request("details", run=self._handle(), layer=place))

    def _handle(self) -> int:
        if self._generation != self._engine.generation:
            raise EngineError(
                "the engine that held this run has ended: totals and layers are still here, details and pictures are not\n"
                "  fix: run again"
            )
        return int(self._answer["run"])


def run(workload: Any, accelerator: Any, mapping: Any, *, process: Optional[Engine] = None, **options: Any) -> Run:
    """Searches the best mapping of every layer of a network.

    >>> run("resnet18", "tpu_like", "tpu_like", opt="energy").energy  # doctest: +SKIP

    :param workload: path of an ONNX model or of layers in YAML, name of a built-in example or language model, list of layers,
        or an ONNX model in memory.
    :param accelerator: path, name of a built-in example, or parsed content of an accelerator file.
    :param mapping: path, name of a built-in example, or parsed content of a mapping file.
    :param options: options of ``zigzag run`` with ``_`` for ``-``: ``opt="energy"``, ``lpf_limit=4``, ``out="results"``
        (docs/options.md).
    :param process: an engine of its own; by default all calls share one.
    :raises InputError: when an input or option cannot be used, with file, line, column and fix of every fault.
    :raises MappingError: when no layer has a mapping.

    What the run finds odd is a :class:`ZigzagWarning`, and in ``warnings`` of the result.
    """
    engine = process or default_engine()
    inputs = {"workload": workload, "accelerator": accelerator, "mapping": mapping}
    answer = engine.request("run", directory=os.getcwd(), options={**inputs, **options})
    for warning in answer["warnings"]:
        warnings.warn(warning["text"], ZigzagWarning, stacklevel=2)
    return Run(answer, f"{_name(workload)} on {_name(accelerator)}", engine)


def read_input(kind: str, name: "str | os.PathLike[str]", *, process: Optional[Engine] = None) -> Any:
    """The content of a YAML file or built-in example as lists, dicts, texts and numbers, to be changed and given to :func:`run`.

    :param kind: ``"accelerator"``, ``"workload"`` or ``"mapping"``.
    """
    return (process or default_engine()).request("input", directory=os.getcwd(), kind=kind, name=os.fspath(name))


def _name(given: Any) -> str:
    if isinstance(given, (str, os.PathLike)):
        return _short(os.fspath(given))
    name = given.get("name") if isinstance(given, dict) else None
    return name if isinstance(name, str) else "(in memory)"
