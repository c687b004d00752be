import { interfaceOf } from '../../engine/cost/port-stalls.ts';
import {
  type CompiledOperand,
  type CompiledPort,
  type CompiledProblem,
  FRACTIONAL,
  INTEGER,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import { leastCorrectedLatency } from './corrected-latency.ts';
import { type LoadingSum, linkSlots, loadingSums } from './loading-sums.ts';
import { wholeShare } from './whole-share.ts';
import type { WholeTile } from './whole-tile.ts';

/** A tile that exceeds a memory by less than this share, as rounding may make it, fits. */
const ROUNDING = 1e-9;

/** A transfer across a link between two memories that takes part in on- or off-loading. */
interface Load {
  /** Cycles of moving all data at once. */
  readonly atOnce: number;
  /** Cycles that all transfers take together, at least. */
  readonly cycles: number;
  /** Cycles of a port that this takes in any case, also where the computation hides it. */
  readonly share: number;
  /** Whether all data fit below, so that they can cross at once. */
  readonly canBeOnce: boolean;
}

interface PortLoads {
  /** By traffic slot. */
  readonly loads: ReadonlyMap<number, Load>;
  /** Cycles of transfers that repeat in any case, all but the first of each kind. */
  readonly busy: number;
  /** True if the hiding may make loads longer (once-loads.ts): then no single load is known to be hidden by no more than the computation. */
  readonly canGrow: boolean;
}

/**
 * Cycles that no temporal mapping undercuts. The longest of: the loops without stalls, the transfers of a port that repeat because no memory
 * below has room for all data, all data across one link, and all data through one port. Loading counts as in the cost model, with its least
 * value where hiding may make it negative (parity quirk, docs/parity-quirks.md).
 */
export function leastLatency(whole: WholeTile): number {
  const { problem, nest } = whole;
  if (problem.costModel === 'corrected') return leastCorrectedLatency(whole);
  const { cyclesPerOperation } = problem;
  let operations = 1;
  for (let position = 0; position < nest.length; position++) operations *= nest.size[position];
  const isWhole = Number.isInteger(cyclesPerOperation);
  const ports = problem.ports.map((port) => loadsOf(whole, port, operations));
  let computation = operations * cyclesPerOperation;
  if (isWhole) for (const { busy } of ports) computation = Math.max(computation, busy);
  let least = Number.POSITIVE_INFINITY;
  for (const alternative of loadingSums(problem)) {
    let longest = 0;
    for (const sum of alternative) {
      const links = linksOf(problem, sum, ports);
      longest = Math.max(longest, withLoading(computation, links, isWhole));
      if (isWhole) for (const port of ports) longest = Math.max(longest, throughPort(port, links));
    }
    least = Math.min(least, longest);
  }
  return least * (1 - ROUNDING);
}

function loadsOf(whole: WholeTile, port: CompiledPort, operations: number): PortLoads {
  const { problem, evaluator } = whole;
  const { realCycles, periodCount } = evaluator.scratch;
  const { elements, precision, upwardPrecision } = evaluator.scratch.versions[INTEGER];
  const loads = new Map<number, Load>();
  let busy = 0;
  let canGrow = false;
  for (let service = 0; service < port.trafficSlots.length; service++) {
    const slot = port.trafficSlots[service];
    const operand = problem.operands[port.operands[service]];
    const index = interfaceOf(problem, port, service);
    const level = index - operand.interfaceBase;
    if (level >= operand.levelCount) continue;
    if (level === 0) {
      // Results leave the array in every operation. Inputs may stay the same, perhaps to the end.
      if (operand.isOutput) busy += realCycles[slot] * (periodCount[index] - 1);
      const canBeOnce = operand.isOutput ? operations === 1 : staysAtArray(whole, operand);
      if (port.loads[service] === 1) loads.set(slot, { atOnce: realCycles[slot], cycles: 0, share: 0, canBeOnce });
      continue;
    }
    const isKnown = wholeShare(problem, operand, level, INTEGER, elements[index]) === 1;
    const narrower = Math.min(1, operand.partialPrecision / operand.finalPrecision);
    const cycles = isKnown && narrower === 1 ? realCycles[slot] : 0;
    const passes = leastPasses(whole, operand, level);
    busy += cycles * (1 - 1 / passes);
    if (port.loads[service] === 0) continue;
    const bits = elements[index] * (operand.isOutput ? upwardPrecision[index] : precision[index]);
    const perCycle = Math.ceil(Math.trunc(bits / operations) / problem.cyclesPerOperation);
    const hidden = (operations * problem.cyclesPerOperation * perCycle) / port.bandwidthMax;
    const canBeOnce = passes === 1;
    loads.set(slot, { atOnce: realCycles[slot], cycles, share: Math.min(cycles, hidden), canBeOnce });
    if (canBeOnce && operand.isOutput && operand.partialPrecision > operand.finalPrecision) canGrow = true;
  }
  return { loads, busy, canGrow };
}

/** Whether no loop changes what the array reads of an input. */
function staysAtArray({ nest }: WholeTile, { relevance }: CompiledOperand): boolean {
  for (let position = 0; position < nest.length; position++) {
    if (relevance[nest.dimension[position]] !== IRRELEVANT) return false;
  }
  return true;
}

/** How often data cross an interface at least, because the memory below has no room for all of them; 1 where that isn't known. */
function leastPasses({ problem, evaluator }: WholeTile, operand: CompiledOperand, level: number): number {
  const elements = evaluator.scratch.versions[FRACTIONAL].elements[operand.interfaceBase + level];
  if (wholeShare(problem, operand, level, FRACTIONAL, elements) === 0) return 1;
  const bits = (elements - 0.5) * Math.min(operand.partialPrecision, operand.finalPrecision);
  return Math.max(1, Math.ceil((bits / operand.memories[level - 1].sizeBits) * (1 - ROUNDING)));
}

interface Link {
  readonly lower: number;
  readonly upper: number;
  /** All data across the link take so many cycles, together with the computation that hides them; 0 where that isn't known. */
  readonly cycles: number;
  /** The least that its loading can count; at most 0. */
  readonly least: number;
}

function linksOf({ operands }: CompiledProblem, sum: LoadingSum, ports: readonly PortLoads[]): Link[] {
  return operands.flatMap(({ interfaceBase, levelCount }, operand): Link[] => {
    const links: Link[] = [];
    for (let level = 1; level < levelCount; level++) {
      if (sum[interfaceBase + level] === 0) continue;
      const [lower, upper] = linkSlots({ operands }, operand, level);
      let cycles = 0;
      let least = Number.NEGATIVE_INFINITY;
      for (const slot of [lower, upper]) {
        const port = ports.find(({ loads }) => loads.has(slot));
        const load = port?.loads.get(slot);
        if (port === undefined || load === undefined) continue;
        if (!port.canGrow) cycles = Math.max(cycles, load.cycles);
        least = Math.max(least, leastLoading(port, slot, load));
      }
      links.push({ lower, upper, cycles, least: least === Number.NEGATIVE_INFINITY ? 0 : least });
    }
    return links;
  });
}

/** Hiding shortens a load by its own cycles and by those of shorter loads of its port at most. */
function leastLoading({ loads }: PortLoads, slot: number, load: Load): number {
  if (!load.canBeOnce) return 0;
  let others = 0;
  for (const [other, { canBeOnce, atOnce }] of loads) {
    if (other !== slot && canBeOnce && atOnce <= load.atOnce) others += atOnce;
  }
  return -others;
}

/**
 * Computation and loading together. No link is hidden by more than the computation: it takes its cycles less those of the computation, or its
 * least. The sum falls with a longer computation as long as two links are longer than that.
 */
function withLoading(computation: number, links: readonly Link[], isWhole: boolean): number {
  const ends = links.map(({ cycles, least }) => cycles - least).sort((x, y) => y - x);
  const length = isWhole ? Math.max(computation, ends[1] ?? 0) : computation;
  let cycles = length;
  for (const link of links) cycles += isWhole ? Math.max(link.least, link.cycles - length) : link.least;
  return cycles;
}

/** All loads of a port follow one another, hidden or not; other links take their least. */
function throughPort({ loads }: PortLoads, links: readonly Link[]): number {
  let cycles = 0;
  for (const { lower, upper, least } of links) {
    const load = loads.get(lower) ?? loads.get(upper);
    cycles += load === undefined ? least : load.share;
  }
  return cycles;
}
