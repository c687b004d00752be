import { type OptimisationCriterion, objectiveOf, otherCostOf, toleratedLimit } from '../criteria.ts';

interface FrontMember<T> {
  readonly objective: number;
  readonly other: number;
  readonly item: T;
}

/**
 * The mappings that can still be chosen with a tolerance (docs/mapping-search.md#tolerance): their objective is within the tolerance of
 * the best one, and no other mapping is at least as good in both costs. Adding a better objective removes what is now beyond the limit.
 */
export class CostFront<T> {
  private readonly criterion: OptimisationCriterion;
  private readonly tolerance: number;
  private best: number;
  /** The largest objective that is within the tolerance. */
  private limit: number;
  private front: FrontMember<T>[] = [];

  /** @param best the objective of a mapping that is known already. */
  constructor(criterion: OptimisationCriterion, tolerance: number, best = Number.POSITIVE_INFINITY) {
    this.criterion = criterion;
    this.tolerance = tolerance;
    this.best = best;
    this.limit = toleratedLimit(best, tolerance);
  }

  /** Whether a mapping of these costs can be chosen. Of equal mappings only the first can. */
  accepts(energy: number, latency: number): boolean {
    const objective = objectiveOf(this.criterion, energy, latency);
    const other = otherCostOf(this.criterion, energy, latency);
    if (!(objective <= this.limit)) return false;
    for (const member of this.front) if (member.objective <= objective && member.other <= other) return false;
    return true;
  }

  /** Adds a mapping that is accepted. */
  add(energy: number, latency: number, item: T): void {
    const objective = objectiveOf(this.criterion, energy, latency);
    const other = otherCostOf(this.criterion, energy, latency);
    if (objective < this.best) {
      this.best = objective;
      this.limit = toleratedLimit(objective, this.tolerance);
    }
    const stays = (member: FrontMember<T>): boolean =>
      member.objective <= this.limit && (member.objective < objective || member.other < other);
    this.front = [...this.front.filter(stays), { objective, other, item }].sort((a, b) => a.other - b.other);
  }

  /** The member of exactly these costs. */
  memberOf(energy: number, latency: number): T | undefined {
    const objective = objectiveOf(this.criterion, energy, latency);
    const other = otherCostOf(this.criterion, energy, latency);
    return this.front.find((member) => member.objective === objective && member.other === other)?.item;
  }

  /** Whether no mapping that costs at least so much can be chosen, not even in place of an equal one. */
  excludes(leastEnergy: number, leastLatency: number): boolean {
    const objective = objectiveOf(this.criterion, leastEnergy, leastLatency);
    const other = otherCostOf(this.criterion, leastEnergy, leastLatency);
    if (objective > this.limit) return true;
    for (const member of this.front) {
      if (member.objective <= objective && member.other <= other) {
        if (member.objective < objective || member.other < other) return true;
      }
    }
    return false;
  }

  /** The mappings that can be chosen; the first one is the choice. */
  get members(): readonly T[] {
    return this.front.map(({ item }) => item);
  }
}
