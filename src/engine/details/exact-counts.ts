import { DATA_DIRECTIONS, type PerDirection } from '../../model/accelerator/data-direction.ts';
import type { CountedTransfers, EqualTransfers, ExactCounts } from '../../model/evaluation/exact-counts.ts';
import { type CorrectedRules, correctedRules } from '../cost/corrected/corrected-rules.ts';
import { NONE_HELD, type RemainderTiles } from '../cost/corrected/remainder-tiles.ts';
import {
  BUSIEST_PORT,
  CHAIN_CYCLES,
  DRAIN_CYCLES,
  type EvaluationScratch,
  FILL_CYCLES,
  ONCE_CYCLES,
  PORT_STALL,
} from '../cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledOperand, type CompiledProblem, FROM_HIGH, TO_HIGH, TO_LOW } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
import { fillPath } from './fill-path.ts';
import { perLevel } from './per-operand.ts';

/** Every transfer by size, and the parts of the latency, of the last evaluation by the corrected model. */
export function exactCounts(
  problem: CompiledProblem,
  tiles: CompiledTiles,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
): ExactCounts {
  const rules = correctedRules(problem, tiles);
  // It writes the loops of the same mapping into the scratch, which has them already.
  rules.sizes.measure(nest, scratch);
  return {
    transfers: perLevel(problem, (operand, level) => countedAt(problem, rules, nest, scratch, operand, level)),
    ports: problem.ports.map(({ memory, name, trafficSlots }, index) => ({
      memory: memory.name,
      port: name,
      total: scratch.portTotal[index],
      busy: scratch.portBusy[index],
      own: trafficSlots.reduce((cycles, slot) => cycles + scratch.overrunCycles[slot], 0),
    })),
    latency: {
      chain: scratch.results[CHAIN_CYCLES],
      busiestPort: scratch.results[BUSIEST_PORT],
      once: scratch.results[ONCE_CYCLES],
      fill: scratch.results[FILL_CYCLES],
      drain: scratch.results[DRAIN_CYCLES],
      stall: scratch.results[PORT_STALL],
    },
    fill: fillPath(problem, tiles, scratch),
  };
}

function countedAt(
  problem: CompiledProblem,
  rules: CorrectedRules,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  operand: CompiledOperand,
  level: number,
): Partial<PerDirection<CountedTransfers>> {
  rules.remainders?.layOut(nest, scratch, problem.operands.indexOf(operand));
  const found = DATA_DIRECTIONS.flatMap((direction, code) => {
    const slot = 4 * (operand.levelBase + level) + code;
    if (scratch.active[slot] === 0) return [];
    return [[direction, counted(problem, rules, nest, scratch, operand, level, code)] as const];
  });
  return Object.fromEntries(found);
}

function counted(
  problem: CompiledProblem,
  { sizes, remainders }: CorrectedRules,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  operand: CompiledOperand,
  level: number,
  code: number,
): CountedTransfers {
  const slot = 4 * (operand.levelBase + level) + code;
  const isUpper = code < TO_HIGH;
  const crossed = level + (isUpper ? 0 : 1);
  const at = operand.interfaceBase + crossed;
  const unit = isUpper ? crossed + 1 : crossed;
  const isReadBack = operand.isOutput && (code === TO_LOW || code === FROM_HIGH);
  const largest = scratch.transferTile[slot];
  const periods = scratch.periodCount[at];
  const returning = isReadBack ? periods - periods / sizes.reducingAbove[at] : periods;
  const cut = sizes.cut[at];
  const heldLevel = isReadBack && !isUpper ? crossed : NONE_HELD;
  let transfers: readonly EqualTransfers[] = [{ elements: largest, count: scratch.transferCount[slot] }];
  let timed: readonly EqualTransfers[] = [{ elements: largest, count: returning }];
  if (remainders !== undefined) {
    const all = histogram(remainders, () => remainders.select(cut, unit, heldLevel, NONE_HELD));
    transfers = isReadBack
      ? without(
          all,
          histogram(remainders, () => remainders.select(cut, unit, heldLevel, cut)),
        )
      : descending(all);
    // Tiles of one size take the same time in every period.
    if (all.size > 1) {
      const periodsOf = (heldFrom: number) =>
        histogram(remainders, () => remainders.selectPeriods(cut, unit, heldFrom));
      timed = isReadBack ? without(periodsOf(NONE_HELD), periodsOf(cut)) : descending(periodsOf(NONE_HELD));
    }
  }
  const isOnce = scratch.loadedOnce[slot] === 1;
  return {
    bits: scratch.transferBits[slot],
    width: problem.transferWidth[slot],
    stepBits: problem.bandwidthMin[slot],
    wordBits: problem.bandwidthMax[slot],
    transfers,
    periods: timed,
    isOnce,
    neededElements: isOnce
      ? sizes.largest(nest, scratch, problem.operands.indexOf(operand), severalBelow(scratch, operand, crossed), unit)
      : largest,
    totalCycles: scratch.totalCycles[slot],
    busyCycles: scratch.busyCycles[slot],
    overrunCycles: scratch.overrunCycles[slot],
  };
}

/** The largest interface below with several periods; 0 if there is none. */
function severalBelow({ periodCount }: EvaluationScratch, { interfaceBase }: CompiledOperand, crossed: number): number {
  for (let a = crossed - 1; a > 0; a--) if (periodCount[interfaceBase + a] > 1) return a;
  return 0;
}

/** Number of tiles by size. */
function histogram(remainders: RemainderTiles, select: () => void): Map<number, number> {
  const counts = new Map<number, number>();
  select();
  while (remainders.next()) {
    counts.set(remainders.elements, (counts.get(remainders.elements) ?? 0) + remainders.transfers);
  }
  return counts;
}

function without(all: ReadonlyMap<number, number>, some: ReadonlyMap<number, number>): EqualTransfers[] {
  return descending(new Map([...all].map(([elements, count]) => [elements, count - (some.get(elements) ?? 0)])));
}

function descending(counts: ReadonlyMap<number, number>): EqualTransfers[] {
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([elements, count]) => ({ elements, count }))
    .toSorted((a, b) => b.elements - a.elements);
}
