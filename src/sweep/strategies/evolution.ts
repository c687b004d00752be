import { RandomStream } from '../../base/random.ts';
import type { DesignPoint } from '../points/design-point.ts';
import { type Judged, type Ranked, survivors, tournament } from './nsga2/ranking.ts';
import { crossed, type Gene, genesOf, mutated } from './nsga2/variation.ts';
import { evenlySpreadDesigns } from './samples.ts';
import type { StrategyContext, StrategyRounds } from './strategy.ts';

/** So many children in a row that were seen before, or are not admitted, and a new design from anywhere is taken instead. */
const MOST_CHILDREN_IN_VAIN = 64;

export interface EvolutionOptions {
  /** Designs of one generation. */
  readonly population: number;
  /** Number of generations, the first one included; `population × generations` designs are evaluated. */
  readonly generations: number;
}

interface Individual extends Judged {
  readonly positions: readonly number[];
}

/**
 * Evolutionary search for the Pareto front: NSGA-II (K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A fast and elitist multiobjective
 * genetic algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002) on the positions of the values. The first
 * generation fills the space evenly. No design is evaluated twice: children seen before are replaced. It ends early where every
 * admitted design was evaluated.
 */
export function* evolutionRounds(
  context: StrategyContext,
  { population, generations }: EvolutionOptions,
): StrategyRounds {
  const breeder = new Breeder(context);
  let parents: Ranked<Individual>[] = [];
  for (let generation = 0; generation < generations; generation++) {
    const evaluate = breeder.children(parents, population);
    if (evaluate.length === 0) return;
    const points = yield { evaluate, skipped: [], needsPoints: true };
    const byIndex = new Map(points.map((point) => [point.point, point]));
    // In the order of the generation: the points come in any order, and each draw of a random number counts.
    const individuals = evaluate.map((index) => judged(context, index, byIndex.get(index)));
    parents = survivors([...parents.map(({ item }) => item), ...individuals], population);
  }
}

function judged(context: StrategyContext, index: number, point: DesignPoint | undefined): Individual {
  const positions = context.space.positionsOf(index);
  const objectives = point && context.objectivesOf(point);
  // Designs that cannot be are worse than all that exceed a limit.
  if (!point || !objectives || objectives.some(Number.isNaN)) {
    return { positions, objectives: [], excess: Number.POSITIVE_INFINITY };
  }
  const excess = context.excessOf(point);
  return { positions, objectives, excess: Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess };
}

/** Gives designs that were not given before. */
class Breeder {
  private readonly context: StrategyContext;
  private readonly genes: readonly Gene[];
  private readonly stream: RandomStream;
  /** Every admitted design, for the first generation and for when children bring nothing new. */
  private readonly anywhere: Iterator<number, void>;
  private readonly seen = new Set<number>();

  constructor(context: StrategyContext) {
    this.context = context;
    this.genes = genesOf(context.space.parameters);
    this.stream = RandomStream.named(context.seed, 'evolution');
    this.anywhere = evenlySpreadDesigns(context);
  }

  /** As many new designs as asked for, or all that are left. */
  children(parents: readonly Ranked<Individual>[], count: number): number[] {
    const children: number[] = [];
    while (children.length < count) {
      const index = this.newChild(parents) ?? this.newFromAnywhere();
      if (index === undefined) break;
      this.seen.add(index);
      children.push(index);
    }
    return children;
  }

  private newChild(parents: readonly Ranked<Individual>[]): number | undefined {
    for (let attempt = 0; attempt < MOST_CHILDREN_IN_VAIN; attempt++) {
      const [a, b] = [tournament(parents, this.stream), tournament(parents, this.stream)];
      if (a === undefined || b === undefined) return undefined;
      const child = crossed(this.genes, a.item.positions, b.item.positions, this.stream);
      const index = this.context.space.indexOf(mutated(this.genes, child, attempt === 0 ? 0 : 1, this.stream));
      if (!this.seen.has(index) && this.context.isAdmitted(index)) return index;
    }
    return undefined;
  }

  private newFromAnywhere(): number | undefined {
    for (let next = this.anywhere.next(); !next.done; next = this.anywhere.next()) {
      if (!this.seen.has(next.value)) return next.value;
    }
    return undefined;
  }
}
