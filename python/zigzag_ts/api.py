"""The calls of ZigZag 3.8.5. A script changes ``from zigzag.api import …`` to ``from zigzag_ts.api import …``."""

from __future__ import annotations

import os
import pickle
from typing import Any, Dict, List, Optional, Tuple, Union

from .compatible.evaluation import CostModelEvaluation, CumulativeCME, evaluations_of
from .compatible.names import LayerDim, LayerOperand, MemoryOperand, OADimension
from .runs import run

__all__ = [
    "CostModelEvaluation",
    "CumulativeCME",
    "LayerDim",
    "LayerOperand",
    "MemoryOperand",
    "OADimension",
    "get_hardware_performance_zigzag",
    "get_hardware_performance_zigzag_imc",
]

Path = Union[str, "os.PathLike[str]"]
#: ``pairs[0]`` is the total with the list of layers, each an evaluation with ``(layer, [])``.
Pairs = List[Tuple[CumulativeCME, List[Tuple[CostModelEvaluation, Tuple[Any, List[Any]]]]]]


def get_hardware_performance_zigzag(
    workload: Any,
    accelerator: Any,
    mapping: Any,
    *,
    temporal_mapping_search_engine: str = "loma",
    temporal_mapping_type: str = "uneven",
    opt: str = "latency",
    dump_folder: Optional[Path] = None,
    pickle_filename: Optional[Path] = None,
    lpf_limit: Optional[int] = 6,
    nb_spatial_mappings_generated: int = 3,
    in_memory_compute: bool = False,
    exploit_data_locality: bool = False,
    enable_mix_spatial_mapping: bool = False,
    loma_show_progress_bar: bool = True,
) -> Any:
    """Energy in pJ, latency in cycles, and the evaluations of a network.

    Returns ``(energy, latency, pairs)``, and with ``in_memory_compute`` ``(energy, latency, tclk, area, pairs)`` with the clock
    period in ns and the area in mm². Without ``dump_folder`` and ``pickle_filename`` no file is written. The pickle is a list of
    evaluations. ``loma_show_progress_bar`` has no effect: there is no bar.

    :raises InputError, MappingError: as :func:`zigzag_ts.run`.
    """
    del loma_show_progress_bar
    options: Dict[str, Any] = {} if dump_folder is None else {"dump_folder": dump_folder, "results_filename": pickle_filename}
    if temporal_mapping_search_engine == "loma":
        # Other engines have no limit, and say so.
        options["lpf_limit"] = lpf_limit
    found = run(
        workload,
        accelerator,
        mapping,
        temporal_mapping_search_engine=temporal_mapping_search_engine,
        temporal_mapping_type=temporal_mapping_type,
        opt=opt,
        nb_spatial_mappings_generated=nb_spatial_mappings_generated,
        in_memory_compute=in_memory_compute,
        exploit_data_locality=exploit_data_locality,
        enable_mix_spatial_mapping=enable_mix_spatial_mapping,
        **options,
    )
    evaluations = evaluations_of(found)
    pickle_file = pickle_filename
    if pickle_file is None and dump_folder is not None:
        pickle_file = os.path.join(dump_folder, "list_of_cmes.pickle")
    if pickle_file is not None:
        _write_pickle(pickle_file, evaluations)
    pairs: Pairs = [(CumulativeCME(found), [(one, (one.layer, [])) for one in evaluations])]
    if in_memory_compute:
        return found.energy, found.latency, found.totals["tclk"], found.totals["area"], pairs
    return found.energy, found.latency, pairs


def get_hardware_performance_zigzag_imc(*args: Any, **options: Any) -> Any:
    """The same with ``in_memory_compute``: ``(energy, latency, tclk, area, pairs)``."""
    return get_hardware_performance_zigzag(*args, **{**options, "in_memory_compute": True})


def _write_pickle(path: Path, evaluations: List[CostModelEvaluation]) -> None:
    """Whole, or not at all."""
    folder = os.path.dirname(os.fspath(path))
    if folder:
        os.makedirs(folder, exist_ok=True)
    unfinished = f"{os.fspath(path)}.{os.getpid()}.tmp"
    with open(unfinished, "wb") as file:
        pickle.dump(evaluations, file)
    os.replace(unfinished, path)
