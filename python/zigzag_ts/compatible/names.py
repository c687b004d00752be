"""Parts of an evaluation under the names that scripts for ZigZag 3.8.5 read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Dict, List, Mapping, Tuple


class Name(str):
    """A text that also has itself as ``name``, as the names of ZigZag do. It equals the plain text."""

    @property
    def name(self) -> str:
        return str(self)


class LayerOperand(Name):
    """An operand of the layer, such as ``O``."""


class LayerDim(Name):
    """A dimension of the layer, such as ``K``."""


class MemoryOperand(Name):
    """An operand of the memories, such as ``I1``."""


class OADimension(Name):
    """A dimension of the array, such as ``D1``."""


class Directions(Dict[str, Any]):
    """A value for each of ``rd_out_to_low``, ``wr_in_by_low``, ``rd_out_to_high`` and ``wr_in_by_high``: as attribute and by name."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def total(self) -> Any:
        """The sum over all directions."""
        return sum(self.values())


class OperandLinks(Dict[LayerOperand, MemoryOperand]):
    """The memory operand of each layer operand."""

    @property
    def data(self) -> "OperandLinks":
        return self

    def layer_to_mem_op(self, operand: str) -> MemoryOperand:
        return self[LayerOperand(operand)]

    def mem_to_layer_op(self, operand: str) -> LayerOperand:
        return next(layer for layer, memory in self.items() if memory == operand)


def by_operand(lists: Mapping[str, List[Any]]) -> Dict[LayerOperand, List[Any]]:
    """Lists by memory level. What has a value per direction gets attributes."""
    return {LayerOperand(operand): [_directions(one) for one in levels] for operand, levels in lists.items()}


def loops_of(mapping: Mapping[str, List[List[List[Any]]]]) -> Dict[LayerOperand, List[List[Tuple[LayerDim, Any]]]]:
    """Loops by operand and level, as pairs (dimension, size), innermost first."""
    return {
        LayerOperand(operand): [[(LayerDim(dimension), size) for dimension, size in loops] for loops in levels]
        for operand, levels in mapping.items()
    }


def links_of(layer: Mapping[str, Any]) -> OperandLinks:
    links = layer["definition"]["mapping"]["memoryOperandLinks"]
    return OperandLinks({LayerOperand(one): MemoryOperand(other) for one, other in links.items()})


def layer_of(layer: Mapping[str, Any]) -> SimpleNamespace:
    """``layer`` of an evaluation, from ``results.json``."""
    definition = layer["definition"]
    sizes = {LayerDim(dimension["name"]): dimension["size"] for dimension in definition["dimensions"]}
    operands = [LayerOperand(operand["name"]) for operand in definition["operands"]]
    used = {
        OADimension(entry["arrayDimension"]): {LayerDim(one["dimension"]): one["factor"] for one in entry["unrollings"]}
        for entry in layer["spatialMapping"]["source"]
    }
    return SimpleNamespace(
        id=layer["id"],
        name=layer["name"],
        type=layer["operatorType"],
        equation=definition["equation"],
        layer_dim_sizes=sizes,
        loop_dim_size=sizes,
        layer_operands=operands,
        output_operand=operands[0],
        input_operands=operands[1:],
        constant_operands=[LayerOperand(name) for name in definition["constantOperands"]],
        operand_precision={LayerOperand(name): bits for name, bits in definition["operandPrecision"].items()},
        total_mac_count=layer["operationCount"],
        memory_operand_links=links_of(layer),
        spatial_mapping=used,
        user_spatial_mapping=used,
    )


def accelerator_of(accelerator: Mapping[str, Any]) -> SimpleNamespace:
    """``accelerator`` of an evaluation, from ``results.json``."""
    levels = [_memory_level(memory) for memory in accelerator["memories"]]
    operands = sorted({operand for level in levels for operand in level.operands})
    hierarchy = {operand: [level for level in levels if operand in level.operands] for operand in operands}
    for operand, own in hierarchy.items():
        for place, level in enumerate(own):
            level.mem_level_of_operands[operand] = place
    array = accelerator["operationalArray"]
    sizes = {OADimension(dimension["name"]): dimension["size"] for dimension in array["dimensions"]}
    made = SimpleNamespace(
        name=accelerator["name"],
        memory_hierarchy=SimpleNamespace(mem_level_list=levels, get_memory_levels=hierarchy.__getitem__),
        mem_level_list=levels,
        mem_hierarchy_dict=hierarchy,
        mem_size_dict={operand: [level.memory_instance.size for level in own] for operand, own in hierarchy.items()},
        operational_array=SimpleNamespace(dimension_sizes=sizes, unit=SimpleNamespace(energy_cost=array["unitEnergyPj"])),
    )
    made.cores = [made]
    made.get_core = lambda *_: made
    return made


def _memory_level(memory: Mapping[str, Any]) -> SimpleNamespace:
    instance = SimpleNamespace(
        name=memory["name"],
        size=memory["sizeBits"],
        r_cost=memory["readEnergyPj"],
        w_cost=memory["writeEnergyPj"],
        area=memory.get("area"),
        latency=memory["latencyCycles"],
    )
    return SimpleNamespace(
        name=memory["name"],
        memory_instance=instance,
        operands=[MemoryOperand(operand) for operand in memory["operands"]],
        mem_level_of_operands={},
        served_dimensions=[OADimension(dimension) for dimension in memory["servedDimensions"]],
    )


def movements_of(mapping: Mapping[str, List[Mapping[str, Any]]]) -> SimpleNamespace:
    """``mapping`` of an evaluation: the transfers at every memory level."""
    levels = {
        LayerOperand(operand): [SimpleNamespace(**{name: _directions(value) for name, value in one.items()}) for one in own]
        for operand, own in mapping.items()
    }
    return SimpleNamespace(unit_mem_data_movement=levels)


def _directions(value: Any) -> Any:
    return Directions(value) if isinstance(value, dict) else value
