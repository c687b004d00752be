"""Evaluations with the attributes that scripts for ZigZag 3.8.5 read. What is beyond the totals is asked for when it is read."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace
from typing import Any, Dict, List, Mapping, Optional

from .names import Directions, LayerOperand, accelerator_of, by_operand, links_of, loops_of, movements_of
from ..rows import ratio
from ..runs import Run
from .sources import Asked, Layer, Saved

#: Names that attributes had in earlier versions of ZigZag, and today's.
EARLIER_NAMES = {
    "MAC_energy": "mac_energy",
    "MAC_energy_breakdown": "mac_energy_breakdown",
    "MAC_spatial_utilization": "mac_spatial_utilization",
    "MAC_utilization0": "mac_utilization0",
    "MAC_utilization1": "mac_utilization1",
    "MAC_utilization2": "mac_utilization2",
    "SS_comb": "stall_slack_comb",
    "SS_comb_collect": "stall_slack_comb_collect",
    "allowed_mem_updat_cycle": "allowed_mem_update_cycle",
    "data_loading_cycle": "data_onloading_cycle",
}


class _Figures:
    """What single evaluations and sums have in common. Energies are in pJ, times in cycles."""

    def _headline(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def _outputs(self) -> Mapping[str, Any]:
        """``outputs`` of the complete report (docs/outputs.md#the-complete-report)."""
        raise NotImplementedError

    @property
    def energy_total(self) -> float:
        return self._figure("energyTotal")

    @property
    def mac_energy(self) -> float:
        return self._figure("macEnergy")

    @property
    def mem_energy(self) -> float:
        return self._figure("memoryEnergy")

    @property
    def mem_energy_breakdown(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self._outputs()["energy"]["memory_energy_breakdown_per_level"])

    @property
    def mem_energy_breakdown_further(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self._outputs()["energy"]["memory_energy_breakdown_per_level_per_operand"])

    @property
    def memory_word_access(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self._outputs()["memory"]["word_accesses"])

    @property
    def ideal_cycle(self) -> float:
        return self._figure("idealCycles")

    @property
    def ideal_temporal_cycle(self) -> float:
        return self._figure("idealTemporalCycles")

    @property
    def latency_total0(self) -> float:
        return self._figure("latencyTotal0")

    @property
    def latency_total1(self) -> float:
        return self._figure("latencyTotal1")

    @property
    def latency_total2(self) -> float:
        return self._figure("latencyTotal2")

    @property
    def data_onloading_cycle(self) -> float:
        return self._figure("onloadingCycles")

    @property
    def data_offloading_cycle(self) -> float:
        return self._figure("offloadingCycles")

    @property
    def mac_spatial_utilization(self) -> Optional[float]:
        return ratio(self.ideal_cycle, self.ideal_temporal_cycle)

    @property
    def mac_utilization0(self) -> Optional[float]:
        return ratio(self.ideal_cycle, self.latency_total0)

    @property
    def mac_utilization1(self) -> Optional[float]:
        return ratio(self.ideal_cycle, self.latency_total1)

    @property
    def mac_utilization2(self) -> Optional[float]:
        return ratio(self.ideal_cycle, self.latency_total2)

    def _figure(self, name: str) -> float:
        value: float = self._headline()[name]
        return value

    def __getattr__(self, name: str) -> Any:
        today = EARLIER_NAMES.get(name)
        if today is not None:
            return getattr(self, today)
        if isinstance(getattr(type(self), name, None), property):
            raise AttributeError(f"{name} is known of in-memory-computing arrays only")
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}; docs/python.md lists those that there are")


class CostModelEvaluation(_Figures):
    """The cost of one layer with its best mapping. Pickles hold all of it, and need this package to be read."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __reduce__(self) -> Any:
        source = self._source
        return (CostModelEvaluation, (source if isinstance(source, Saved) else source.saved(),))

    def __str__(self) -> str:
        return f"CostModelEvaluation({self._source.summary['name']})"

    __repr__ = __str__

    def _headline(self) -> Mapping[str, Any]:
        figures: Mapping[str, Any] = self._source.summary["figures"]
        return figures

    def _outputs(self) -> Mapping[str, Any]:
        outputs: Mapping[str, Any] = self._source.layer["report"]["outputs"]
        return outputs

    @cached_property
    def layer(self) -> "Layer":
        return Layer(self._source)

    @cached_property
    def accelerator(self) -> Any:
        return accelerator_of(self._source.accelerator)

    @property
    def core(self) -> Any:
        return self.accelerator

    @property
    def details(self) -> Mapping[str, Any]:
        details: Mapping[str, Any] = self._source.details
        return details

    @property
    def mem_energy_breakdown(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self.details["energy"]["perLevel"])

    @property
    def mem_energy_breakdown_further(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self.details["energy"]["perDirection"])

    @property
    def memory_word_access(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self.details["wordAccesses"])

    @property
    def memory_operand_links(self) -> Any:
        return links_of(self._source.layer)

    @property
    def mem_level_list(self) -> List[Any]:
        return list(self.accelerator.mem_level_list)

    @property
    def mem_hierarchy_dict(self) -> Dict[Any, List[Any]]:
        return dict(self.accelerator.mem_hierarchy_dict)

    @property
    def mem_size_dict(self) -> Dict[Any, List[int]]:
        return dict(self.accelerator.mem_size_dict)

    @property
    def temporal_mapping(self) -> Any:
        origin, merged = loops_of(self.details["temporalMapping"]), loops_of(self.details["temporalMappingStationary"])
        return SimpleNamespace(mapping_dic_origin=origin, mapping_dic_stationary=merged, operand_list=list(origin))

    @property
    def spatial_mapping(self) -> Any:
        return SimpleNamespace(mapping_dict_origin=loops_of(self.details["spatialMapping"]))

    @property
    def spatial_mapping_int(self) -> Any:
        return SimpleNamespace(mapping_dict_origin=loops_of(self.details["spatialMappingInt"]))

    @property
    def spatial_mapping_dict_int(self) -> Dict[LayerOperand, Any]:
        return loops_of(self.details["spatialMappingInt"])

    @property
    def mapping(self) -> Any:
        return movements_of(self.details["dataMovement"])

    @property
    def mapping_int(self) -> Any:
        return movements_of(self.details["dataMovementInt"])

    @property
    def mem_utili_individual(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self.details["memoryUtilization"]["individual"])

    @property
    def mem_utili_shared(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self.details["memoryUtilization"]["shared"])

    @property
    def effective_mem_utili_individual(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self.details["memoryUtilization"]["effectiveIndividual"])

    @property
    def effective_mem_utili_shared(self) -> Dict[LayerOperand, List[float]]:
        return by_operand(self.details["memoryUtilization"]["effectiveShared"])

    @property
    def double_buffer_true(self) -> Dict[LayerOperand, List[bool]]:
        return by_operand(self.details["doubleBuffer"])

    @property
    def real_data_trans_cycle(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self.details["realTransferCycles"])

    @property
    def allowed_mem_update_cycle(self) -> Dict[LayerOperand, List[Directions]]:
        return by_operand(self.details["allowedTransferCycles"])

    @property
    def stall_slack_comb(self) -> float:
        value: float = self.details["latency"]["stallSlack"]
        return value

    @property
    def stall_slack_comb_collect(self) -> List[Dict[str, float]]:
        return [dict(memory["ports"]) for memory in self.details["stallSlackPerPort"]]

    @property
    def mem_updating_window_union_collect(self) -> List[Dict[str, float]]:
        return [dict(memory["ports"]) for memory in self.details["transferWindowPerPort"]]

    @property
    def access_same_data_considered_as_no_access(self) -> bool:
        return bool(self._source.layer["accessSameDataConsideredAsNoAccess"])

    @property
    def is_imc(self) -> bool:
        return "clock" in self._outputs()

    @property
    def mac_energy_breakdown(self) -> Dict[str, float]:
        return dict(self._of_imc("energy", "operational_energy_breakdown"))

    @property
    def tclk(self) -> float:
        return float(self._of_imc("clock", "tclk (ns)"))

    @property
    def tclk_breakdown(self) -> Dict[str, float]:
        return dict(self._of_imc("clock", "tclk_breakdown (ns)"))

    @property
    def area_total(self) -> float:
        return float(self._of_imc("area (mm^2)", "total_area"))

    @property
    def imc_area(self) -> float:
        return float(self._area_breakdown()["imc_area"])

    @property
    def mem_area(self) -> float:
        return float(self._area_breakdown()["mem_area"])

    @property
    def imc_area_breakdown(self) -> Dict[str, float]:
        return dict(self._of_imc("area (mm^2)", "total_area_breakdown_further")["imc_area_breakdown"])

    @property
    def mem_area_breakdown(self) -> Dict[str, float]:
        return dict(self._of_imc("area (mm^2)", "total_area_breakdown_further")["mem_area_breakdown"])

    def _area_breakdown(self) -> Dict[str, float]:
        # The key of the reference ends with a colon, that of the corrected cost model does not.
        area = self._outputs().get("area (mm^2)", {})
        key = "total_area_breakdown"
        return dict(area[key] if key in area else self._of_imc("area (mm^2)", f"{key}:"))

    def _of_imc(self, part: str, name: str) -> Any:
        found = self._outputs().get(part, {}).get(name)
        if found is None:
            # Python then asks __getattr__, which says why.
            raise AttributeError(name)
        return found

    def __jsonrepr__(self) -> Mapping[str, Any]:
        """The complete report."""
        report: Mapping[str, Any] = self._source.layer["report"]
        return report

    def __simplejsonrepr__(self) -> Dict[str, float]:
        simple = {"energy": self.energy_total, "latency": self.latency_total2}
        return {**simple, "tclk (ns)": self.tclk, "area": self.area_total} if self.is_imc else simple


class CumulativeCME(_Figures):
    """The sum over all layers."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def __str__(self) -> str:
        return "CumulativeCME"

    __repr__ = __str__

    def _headline(self) -> Mapping[str, Any]:
        figures: Mapping[str, Any] = self._run._first_answer["figures"]
        return figures

    def _outputs(self) -> Mapping[str, Any]:
        outputs: Mapping[str, Any] = self._run.document["total"]["outputs"]
        return outputs

    @property
    def layer_ids(self) -> List[int]:
        return [layer["id"] for layer in self._run._first_answer["layers"]]

    @property
    def accelerator(self) -> Any:
        return accelerator_of(self._run.document["accelerators"][0])

    def __jsonrepr__(self) -> Mapping[str, Any]:
        report: Mapping[str, Any] = self._run.document["total"]
        return report

    def __simplejsonrepr__(self) -> Dict[str, float]:
        return {"energy": self.energy_total, "latency": self.latency_total2}


def evaluations_of(run: Run) -> List[CostModelEvaluation]:
    """The evaluation of every layer, in the order of the run."""
    return [CostModelEvaluation(Asked(run, place)) for place in range(len(run._first_answer["layers"]))]
