import { RandomStream } from '../../base/random.ts';
import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { liftMapping } from '../../engine/problem/lift-mapping.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../allocation/allocate-loops.ts';
import { nestOf, primeLoops } from '../allocation/allocate-order.ts';
import { type ClosestFailure, closerFailure } from '../allocation/closest-failure.ts';
import { FeasibilityCheck, type FeasibilityOptions } from '../allocation/feasibility-check.ts';
import { isBetter, type OptimisationCriterion } from '../criteria.ts';

export interface SalsaOptions {
  /** Number of steps of every chain. */
  readonly iterationNumber: number;
  /** Relative increase of the cost that the first steps accept with probability 1/e. */
  readonly startTemperature: number;
  readonly criterion: OptimisationCriterion;
  readonly seed: number;
  readonly temporalMappingType: TemporalMappingType;
}

/** The result of one chain. The object is plain data, because chains run on worker threads. */
export interface SalsaOutcome {
  /** Undefined if no order fits. */
  readonly best: { readonly mapping: TemporalMapping; readonly energy: number; readonly latency: number } | undefined;
  readonly closest: ClosestFailure | undefined;
  /** Number of steps done; fewer than `iterationNumber` if the chain had to end early. */
  readonly steps: number;
}

/** Factor of the temperature from one step to the next. */
const COOLING = 0.995;

/** Largest number of random starts. If none fits, the first chain searches a start systematically; the other chains end. */
const MOST_STARTS = 1000;

/** Number of steps between two yields. */
const BLOCK = 512;

/**
 * One chain of SALSA: simulated annealing over the orders of all loop prime factors (V. J. B. Jung et al., "SALSA", AICAS 2023;
 * docs/mapping-search.md#salsa). A step exchanges two loops. An order that doesn't fit the memories is never accepted.
 *
 * The random numbers depend on the seed, the layer, the spatial mapping and the number of the chain only. The generator yields the
 * number of steps done so far, and returns the outcome. A step allocates nothing.
 * @param shouldStop ends the chain with the best order so far. It is asked between blocks of steps.
 */
export function* runSalsaChain(
  problem: CompiledProblem,
  options: SalsaOptions,
  chain: number,
  shouldStop: () => boolean = () => false,
): Generator<number, SalsaOutcome> {
  const { layer, spatialMapping } = problem;
  const random = RandomStream.named(
    options.seed,
    `${layer.id} ${layer.name} ${formatSpatialMapping(spatialMapping.source)} ${chain}`,
  );
  const nest = nestOf(problem, primeLoops(problem));
  const allocator = new LoopAllocator(problem, options.temporalMappingType);
  const evaluator = new MappingEvaluator(problem);
  let closest: ClosestFailure | undefined;
  let isFeasible = false;
  for (let starts = 0; starts < MOST_STARTS && !isFeasible; starts++) {
    shuffle(nest, random);
    isFeasible = allocator.allocate(nest);
    if (!isFeasible) closest = closerFailure(closest, allocator);
  }
  if (!isFeasible) {
    const fitting = chain === 0 ? new FeasibilityCheck(problem, salsaFeasibility(options)).fittingOrder() : undefined;
    if (fitting === undefined) return { best: undefined, closest, steps: options.iterationNumber };
    copyInto(nest, fitting);
  }

  evaluator.evaluate(nest);
  let current = objective(options.criterion, evaluator);
  const best = { nest: copyOf(nest), energy: evaluator.energyTotal, latency: evaluator.latencyTotal2 };
  let temperature = options.startTemperature;
  let step = 0;
  for (; step < options.iterationNumber; step++, temperature *= COOLING) {
    if (step % BLOCK === 0 && shouldStop()) break;
    if (step % BLOCK === BLOCK - 1) yield step;
    const i = random.nextBelow(nest.length);
    const j = random.nextBelow(nest.length);
    const chance = random.nextFraction();
    exchange(nest, i, j);
    const fits = allocator.allocate(nest);
    if (fits) evaluator.evaluate(nest);
    const next = fits ? objective(options.criterion, evaluator) : Number.POSITIVE_INFINITY;
    // An order that costs more by a fraction equal to the temperature is accepted with probability 1/e. A better order is always accepted.
    if (!fits || chance >= Math.exp((current / next - 1) / temperature)) {
      exchange(nest, i, j);
      continue;
    }
    current = next;
    const { energyTotal, latencyTotal2 } = evaluator;
    if (isBetter(options.criterion, energyTotal, latencyTotal2, best.energy, best.latency)) {
      copyInto(best.nest, nest);
      best.energy = energyTotal;
      best.latency = latencyTotal2;
    }
  }
  return {
    best: { mapping: liftMapping(problem, best.nest), energy: best.energy, latency: best.latency },
    closest,
    steps: step,
  };
}

/** Options of the check for SALSA: all orders of the prime factors. The temporal ordering of the layer is ignored. */
export function salsaFeasibility({ temporalMappingType }: SalsaOptions): FeasibilityOptions {
  return { lpfLimit: null, type: temporalMappingType, followsOrdering: false };
}

/** The best outcome of several chains. Of equal outcomes, that of the chain with the lowest number wins. */
export function bestOutcome(criterion: OptimisationCriterion, outcomes: readonly SalsaOutcome[]): SalsaOutcome {
  const closest = outcomes
    .flatMap((outcome) => outcome.closest ?? [])
    .reduce<ClosestFailure | undefined>(
      (least, failure) => (least === undefined || failure.overflowBits < least.overflowBits ? failure : least),
      undefined,
    );
  let best: SalsaOutcome['best'];
  for (const { best: found } of outcomes) {
    if (found === undefined) continue;
    if (best === undefined || isBetter(criterion, found.energy, found.latency, best.energy, best.latency)) best = found;
  }
  return { best, closest, steps: outcomes.reduce((sum, { steps }) => sum + steps, 0) };
}

function objective(criterion: OptimisationCriterion, { energyTotal, latencyTotal2 }: MappingEvaluator): number {
  switch (criterion) {
    case 'energy':
      return energyTotal;
    case 'latency':
      return latencyTotal2;
    case 'EDP':
      return energyTotal * latencyTotal2;
  }
}

/** Shuffles the loops. Every order is equally likely. */
function shuffle(nest: CompiledMapping, random: RandomStream): void {
  for (let last = nest.length - 1; last > 0; last--) exchange(nest, last, random.nextBelow(last + 1));
}

function exchange({ dimension, size }: CompiledMapping, i: number, j: number): void {
  const heldDimension = dimension[i];
  const heldSize = size[i];
  dimension[i] = dimension[j];
  size[i] = size[j];
  dimension[j] = heldDimension;
  size[j] = heldSize;
}

function copyOf(nest: CompiledMapping): CompiledMapping {
  return {
    length: nest.length,
    dimension: nest.dimension.slice(),
    size: nest.size.slice(),
    boundary: nest.boundary.slice(),
  };
}

function copyInto(target: CompiledMapping, nest: CompiledMapping): void {
  target.dimension.set(nest.dimension);
  target.size.set(nest.size);
  target.boundary.set(nest.boundary);
}
