import type { Accelerator } from '../accelerator/accelerator.ts';
import type { MemoryLevel } from '../accelerator/memory.ts';
import type { OperationalArray } from '../accelerator/operational-array.ts';
import type { CostModelName } from '../cost-model.ts';
import type { HardwareFigures } from '../in-memory-computing/hardware-figures.ts';
import type { MemoryLevelSpatialMapping } from '../mapping/spatial-mapping.ts';
import type { Layer } from '../workload/layer.ts';
import type { EvaluationDetails, LoopEntry, PerOperand } from './evaluation-details.ts';
import type { EvaluationFigures } from './evaluation-figures.ts';

/*
 * The complete and the simple report, with the keys of ZigZag 3.8.5 so that existing scripts can read them (docs/outputs.md).
 * Names, oddities included, are those of the format.
 */

export interface SimpleReport {
  readonly energy: number;
  readonly latency: number;
  /** Clock period; layers on in-memory-computing arrays only. */
  readonly 'tclk (ns)'?: number;
  /** mm²; layers on in-memory-computing arrays only. */
  readonly area?: number;
}

/** Utilisation of the array's units, as fractions of 1. */
export interface Utilisation {
  /** Share of the units that the spatial mapping uses. */
  readonly spatial: number;
  /** Including stalls; on-loading; off-loading. */
  readonly withStalls: number;
  readonly withOnloading: number;
  readonly withOffloading: number;
}

/** What a report of costs is made from. */
export interface ReportedCosts {
  readonly figures: EvaluationFigures;
  readonly utilisation: Utilisation;
}

/** What the report of a layer is made from. */
export interface LayerReportSource extends ReportedCosts {
  readonly details: EvaluationDetails;
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly costModel: CostModelName;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  /** Absent for ordinary arrays. */
  readonly hardware: HardwareFigures | undefined;
}

/** What the report of a sum is made from. */
export interface ReportedTotal extends ReportedCosts {
  readonly accelerator: Accelerator | undefined;
  readonly layerIds: readonly number[];
}

export type EvaluationReport = ReturnType<typeof completeReport>;
export type TotalReport = ReturnType<typeof completeTotalReport>;

/** Report of one layer. */
export function completeReport(evaluation: LayerReportSource) {
  const { details, layer, accelerator, hardware, costModel } = evaluation;
  return {
    outputs: {
      memory: { utilization: details.memoryUtilization.shared, word_accesses: details.wordAccesses },
      ...(hardware === undefined ? costReport(evaluation) : inMemoryCostReport(evaluation, hardware)),
    },
    inputs: {
      accelerator: acceleratorReport(accelerator),
      layer: {
        name: layer.name,
        type: layer.operatorType,
        equation: layer.equation,
        equation_relations: layer.relations.map(
          ({ target, a, b }) => `${target} = ${a.coefficient}*${a.dimension} + ${b.coefficient}*${b.dimension}`,
        ),
        loop_dimensions: Object.fromEntries(layer.dimensions.map(({ name, size }) => [name, size])),
        operand_precision: Object.fromEntries(layer.operandPrecision),
        ...(layer.repeat === 1 ? {} : { repeat: layer.repeat }),
        user_spatial_mapping: Object.fromEntries(
          evaluation.spatialMapping.source.map(({ arrayDimension, unrollings }) => [
            arrayDimension,
            Object.fromEntries(unrollings.map(({ dimension, factor }) => [dimension, factor])),
          ]),
        ),
        memory_operand_links: Object.fromEntries(layer.mapping.memoryOperandLinks),
      },
      spatial_mapping: loopTexts(details.spatialMappingInt),
      temporal_mapping: loopTexts(details.temporalMappingStationary),
      ...(costModel === 'reference' ? {} : { cost_model: costModel }),
    },
  };
}

/** Report of a sum. */
export function completeTotalReport(total: ReportedTotal) {
  return {
    outputs: {
      memory: { utilization: null, word_accesses: total.figures.wordAccesses },
      ...costReport(total),
    },
    inputs: {
      accelerator: total.accelerator === undefined ? null : acceleratorReport(total.accelerator),
      layer: total.layerIds,
      spatial_mapping: null,
      temporal_mapping: null,
    },
  };
}

function costReport(evaluation: ReportedCosts) {
  const { figures, utilisation } = evaluation;
  return {
    energy: {
      energy_total: figures.energyTotal,
      operational_energy: figures.macEnergy,
      memory_energy: figures.memoryEnergy,
      memory_energy_breakdown_per_level: figures.energyPerLevel,
      memory_energy_breakdown_per_level_per_operand: figures.energyPerDirection,
    },
    latency: {
      computation: figures.latencyTotal0,
      data_onloading: figures.latencyTotal1 - figures.latencyTotal0,
      data_offloading: figures.latencyTotal2 - figures.latencyTotal1,
    },
    spatial: {
      mac_utilization: {
        ideal: finiteOrNull(utilisation.spatial),
        stalls: finiteOrNull(utilisation.withStalls),
        stalls_onloading: finiteOrNull(utilisation.withOnloading),
        stalls_onloading_offloading: finiteOrNull(utilisation.withOffloading),
      },
    },
  };
}

/** The cost of a layer on an in-memory-computing array: energy and area by part, and the clock. */
function inMemoryCostReport(evaluation: LayerReportSource, { clockPeriod, area }: HardwareFigures) {
  const { details, costModel } = evaluation;
  const { energy, latency, spatial } = costReport(evaluation);
  const { operational_energy, energy_total, ...memoryEnergies } = energy;
  return {
    energy: {
      energy_total,
      operational_energy,
      operational_energy_breakdown: details.energy.macParts,
      ...memoryEnergies,
    },
    latency: {
      ...latency,
      computation_breakdown: {
        mac_computation: details.latency.idealTemporalCycle,
        memory_stalling: details.latency.total0 - details.latency.idealTemporalCycle,
      },
    },
    spatial,
    clock: { 'tclk (ns)': clockPeriod.totalNs, 'tclk_breakdown (ns)': clockPeriod.partsNs },
    'area (mm^2)': {
      total_area: area.totalMm2,
      // Parity quirk I10 (docs/parity-quirks.md): the colon belongs to the key of the reference.
      [costModel === 'corrected' ? 'total_area_breakdown' : 'total_area_breakdown:']: {
        imc_area: area.arrayMm2,
        mem_area: area.memoryMm2,
      },
      total_area_breakdown_further: { imc_area_breakdown: area.arrayPartsMm2, mem_area_breakdown: area.memoriesMm2 },
    },
  };
}

function acceleratorReport({ name, operationalArray, memoryHierarchy }: Accelerator) {
  const perOperand = <T>(value: (memory: MemoryLevel) => T): Record<string, T[]> =>
    Object.fromEntries([...memoryHierarchy.levels].map(([operand, levels]) => [operand, levels.map(value)]));
  return {
    id: 0,
    name,
    operational_array: arrayReport(operationalArray),
    memory_hierarchy: memoryHierarchy.memoryOrder.map(memoryText),
    mem_hierarchy_dict: perOperand(memoryText),
    dataflows: null,
    mem_size_dict: perOperand((memory) => memory.sizeBits),
    mem_r_bw_dict: {},
    mem_w_bw_dict: {},
    mem_r_bw_min_dict: {},
    mem_w_bw_min_dict: {},
    mem_sharing_list: memoryHierarchy.sharing.map((levels) => Object.fromEntries(levels)),
  };
}

function arrayReport({ dimensions, unitEnergyPj, unitArea, inMemoryComputing }: OperationalArray) {
  const sizes = Object.fromEntries(dimensions.map((dimension) => [dimension.name, dimension.size]));
  // Parity quirk S17c (docs/parity-quirks.md): a misplaced quote in the reference made one key of two.
  if (inMemoryComputing !== undefined) return { 'operational_unit: ImcArray, dimensions': sizes };
  return { operational_unit: { energy_cost: unitEnergyPj, area: unitArea ?? null }, dimensions: sizes };
}

function memoryText({ name, operands, servedDimensions }: MemoryLevel): string {
  const served = servedDimensions.length === 0 ? 'set()' : `{${servedDimensions.join(', ')}}`;
  return `MemoryLevel(instance=${name},operands=[${operands.join(', ')}], served_dimensions=${served})`;
}

function loopTexts(levels: PerOperand<readonly (readonly LoopEntry[])[]>): Record<string, string[][]> {
  return Object.fromEntries(
    Object.entries(levels).map(([operand, lists]) => [
      operand,
      lists.map((loops) => loops.map(([dimension, size]) => `(${dimension}, ${size})`)),
    ]),
  );
}

/** JSON knows no infinities: an empty sum has no utilisation. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
