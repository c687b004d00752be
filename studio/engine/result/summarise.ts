import type { CostModelEvaluation } from '../../../src/model/evaluation/evaluation.ts';
import {
  energySections,
  LATENCY_PARTS,
  type LatencySections,
  latencySections,
  memoryNames,
} from '../../../src/quantities/cost-parts.ts';
import { layerNames, timesText } from '../../../src/quantities/layer-names.ts';
import { bandwidthOf, bitsThrough, outermostMemories } from '../../../src/quantities/traffic.ts';
import type { HardwarePerformance } from '../../../src/run/performance.ts';
import type { DesignResult, EnergyTable, LayerResult, RooflineLimits } from './design-result.ts';
import { hierarchyOf, portResults } from './summarise-hierarchy.ts';

/** What views show of a run. */
export function summarise(performance: HardwarePerformance, search: number, milliseconds: number): DesignResult {
  const { evaluations, total, energy, latency, area, uncosted, infeasible, languageModel, warnings } = performance;
  const memories = memoryNames(evaluations.map(({ accelerator }) => accelerator));
  const operands = [...new Set(evaluations.flatMap(({ layer }) => [...layer.mapping.memoryOperandLinks.keys()]))];
  const outermost = outermostMemories(evaluations);
  const { short } = layerNames(evaluations.map(({ layer }) => layer));
  const layers = evaluations.map((evaluation): LayerResult => {
    const { layer, utilisation, times } = evaluation;
    const operations = layer.operationCount * times;
    const bits = bitsThrough(evaluation, outermost);
    return {
      id: layer.id,
      name: layer.name,
      shortName: `${short(layer)}${timesText(times)}`,
      operatorType: layer.operatorType,
      energy: evaluation.energy,
      latency: evaluation.latency,
      utilisation: utilisation.withOffloading,
      spatialUtilisation: utilisation.spatial,
      operations,
      energyTable: energyTable([evaluation], memories, operands),
      cycles: latencySections(evaluation),
      intensity: bits === 0 ? undefined : operations / bits,
    };
  });
  const { withOffloading, spatial } = total.utilisation;
  return {
    search,
    milliseconds,
    totals: {
      energy,
      latency,
      product: energy * latency,
      utilisation: withOffloading,
      spatialUtilisation: spatial,
      area,
    },
    languageModel,
    memories,
    operands,
    energyTable: energyTable(evaluations, memories, operands),
    cycles: sumOfCycles(layers.map(({ cycles }) => cycles)),
    layers,
    hierarchy: hierarchyOf(evaluations, operands),
    ports: portResults(evaluations),
    roofline: rooflineLimits(evaluations, outermost),
    uncosted: uncosted.map(({ operatorType, count }) => ({ operatorType, count })),
    infeasible: infeasible.map(({ name, diagnostic }) => ({ name, diagnostic: { ...diagnostic } })),
    warnings: warnings.map((warning) => ({ ...warning })),
  };
}

function energyTable(
  evaluations: readonly CostModelEvaluation[],
  memories: readonly string[],
  operands: readonly string[],
): EnergyTable {
  const cells: (number | undefined)[][] = memories.map(() => operands.map(() => undefined));
  let operations = 0;
  for (const evaluation of evaluations) {
    const { macEnergyPj, memories: sections } = energySections(evaluation);
    operations += macEnergyPj;
    for (const { memory, operand, energyPj } of sections) {
      const row = cells[memories.indexOf(memory)];
      const column = operands.indexOf(operand);
      if (row !== undefined) row[column] = (row[column] ?? 0) + energyPj;
    }
  }
  return { operations, cells };
}

function sumOfCycles(all: readonly LatencySections[]): LatencySections {
  const sum: Record<keyof LatencySections, number> = {
    idealComputation: 0,
    spatialStall: 0,
    temporalStall: 0,
    onloading: 0,
    offloading: 0,
  };
  for (const sections of all) for (const { key } of LATENCY_PARTS) sum[key] += sections[key];
  return sum;
}

function rooflineLimits(
  evaluations: readonly CostModelEvaluation[],
  memories: readonly string[],
): RooflineLimits | undefined {
  const bandwidth = bandwidthOf(evaluations, memories);
  const array = evaluations[0]?.accelerator.operationalArray;
  if (array === undefined || bandwidth === 0) return undefined;
  return { memories, bandwidth, peak: array.unitCount / array.cyclesPerOperation };
}
