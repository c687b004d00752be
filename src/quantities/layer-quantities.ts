import type { CostFigures, CostModelEvaluation } from '../model/evaluation/evaluation.ts';

/** One figure of a run or a layer, with its unit. */
export interface Figure {
  /**
   * Stable name: `energy`, `energy.operations`, `energy.<memory>.<operand>`, `latency`, `latency.ideal`, `latency.spatial_stall`,
   * `latency.temporal_stall`, `latency.onloading`, `latency.offloading`, `utilisation`, `utilisation.spatial`,
   * `stall.<memory>.<port>`; of a run on an in-memory-computing array also `clock` and `area`.
   */
  readonly name: string;
  /** The same for a reader: `W in rf_128B`. */
  readonly title: string;
  readonly unit: FigureUnit;
  /** Null where it has no value (a share of nothing). */
  readonly value: number | null;
}

/** `share`: a fraction of 1. */
export type FigureUnit = 'pJ' | 'cycles' | 'share' | 'ns' | 'mm2';

/**
 * The figures of one layer. The parts of `energy` add up to it, the parts of `latency` too. Stalls are those of one such layer, also
 * where the evaluation stands for several: positive where the port makes the array wait, negative (slack) where it has time to spare.
 */
export function layerFigures(evaluation: CostModelEvaluation): Figure[] {
  return [
    ...energyFigures(evaluation, memoryEnergies([evaluation])),
    ...timeFigures(evaluation),
    ...portStalls(evaluation),
  ];
}

/** The figures of a sum over layers; the energy of a memory is that of all memories of its name. */
export function totalFigures(total: CostFigures, evaluations: readonly CostModelEvaluation[]): Figure[] {
  return [...energyFigures(total, memoryEnergies(evaluations)), ...timeFigures(total), ...hardwareFigures(evaluations)];
}

/** Clock period and area, as the totals of the run give them; in-memory-computing arrays only. */
function hardwareFigures([first]: readonly CostModelEvaluation[]): Figure[] {
  if (first?.hardware === undefined) return [];
  const { clockPeriod, area } = first.hardware;
  return [figure('clock', 'clock period', 'ns', clockPeriod.totalNs), figure('area', 'area', 'mm2', area.totalMm2)];
}

interface MemoryEnergy {
  readonly memory: string;
  readonly operand: string;
  readonly energyPj: number;
}

/** By memory and operand, in order of appearance: operands in link order, innermost memory first. */
function memoryEnergies(evaluations: readonly CostModelEvaluation[]): MemoryEnergy[] {
  const sums = new Map<string, MemoryEnergy>();
  for (const { details } of evaluations) {
    for (const [operand, energies] of Object.entries(details.energy.perLevel)) {
      energies.forEach((energyPj, level) => {
        const memory = details.operandMemoryLevels[operand]?.[level] ?? `level ${level}`;
        const key = JSON.stringify([memory, operand]);
        sums.set(key, { memory, operand, energyPj: (sums.get(key)?.energyPj ?? 0) + energyPj });
      });
    }
  }
  return [...sums.values()];
}

function energyFigures(costs: CostFigures, memories: readonly MemoryEnergy[]): Figure[] {
  return [
    figure('energy', 'energy', 'pJ', costs.energy),
    figure('energy.operations', 'operations', 'pJ', costs.macEnergy),
    ...memories.map(({ memory, operand, energyPj }) =>
      figure(`energy.${memory}.${operand}`, `${operand} in ${memory}`, 'pJ', energyPj),
    ),
  ];
}

function timeFigures(costs: CostFigures): Figure[] {
  const { idealCycles, idealTemporalCycles, latencyTotal0, onloadingCycles, offloadingCycles, utilisation } = costs;
  return [
    figure('latency', 'latency', 'cycles', costs.latency),
    figure('latency.ideal', 'ideal computation', 'cycles', idealCycles),
    figure('latency.spatial_stall', 'spatial stall', 'cycles', idealTemporalCycles - idealCycles),
    figure('latency.temporal_stall', 'temporal stall', 'cycles', latencyTotal0 - idealTemporalCycles),
    figure('latency.onloading', 'on-loading', 'cycles', onloadingCycles),
    figure('latency.offloading', 'off-loading', 'cycles', offloadingCycles),
    figure('utilisation', 'utilisation', 'share', utilisation.withOffloading),
    figure('utilisation.spatial', 'spatial utilisation', 'share', utilisation.spatial),
  ];
}

function portStalls({ details }: CostModelEvaluation): Figure[] {
  return details.stallSlackPerPort.flatMap(({ memory, ports }) =>
    Object.entries(ports).map(([port, cycles]) =>
      figure(`stall.${memory}.${port}`, `stall of ${port} of ${memory}`, 'cycles', cycles),
    ),
  );
}

function figure(name: string, title: string, unit: FigureUnit, value: number): Figure {
  return { name, title, unit, value: Number.isFinite(value) ? value : null };
}
