import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import type { Cost } from '../../criteria.ts';

/** Costs closer than this share count as equal, in bounds and in limits: sums in another order differ by less. */
export const TOLERANCE = 1e-9;

/** The same for what is allowed beside the value that is minimised: closer than any two costs that differ. */
const LIMIT_TOLERANCE = 1e-12;

/** A mapping with its cost. */
export interface CostedMapping extends Cost {
  /** Undefined where the search began with the cost alone. */
  readonly nest: CompiledMapping | undefined;
  /** Which of several problems it maps; undefined where that is not known. */
  readonly candidate: number | undefined;
}

/** What a search is after: tells which costs are still wanted, and keeps the best. */
export interface Goal {
  readonly needsEnergy: boolean;
  readonly needsLatency: boolean;
  /** Mappings that cost at least this energy are wanted only if they take fewer cycles than this. Never grows with the energy. */
  wantedLatency(energy: number): number;
  /** True if no mapping that costs at least this much is wanted any more. */
  isBeaten(energy: number, latency: number): boolean;
  /** What is minimised, from lower bounds or costs. */
  value(energy: number, latency: number): number;
  /** The value of the best so far. */
  readonly bestValue: number;
  /** Only mappings of smaller values are wanted for the time being; infinite for all. */
  limit: number;
  /** The problem whose mappings are offered. */
  candidate: number;
  /** Offers a mapping; it is copied if it is kept. */
  offer(energy: number, latency: number, nest: CompiledMapping): void;
}

/** The best mapping by one value; equal values are decided by the other cost. */
export abstract class SingleGoal implements Goal {
  abstract readonly needsEnergy: boolean;
  abstract readonly needsLatency: boolean;
  candidate = 0;
  limit = Number.POSITIVE_INFINITY;
  best: CostedMapping = {
    energy: Number.POSITIVE_INFINITY,
    latency: Number.POSITIVE_INFINITY,
    nest: undefined,
    candidate: undefined,
  };
  /** What is less than this share better than the best is not wanted. */
  private readonly tolerance: number;

  constructor(start?: CostedMapping, tolerance = TOLERANCE) {
    if (start !== undefined) this.best = start;
    this.tolerance = tolerance;
  }

  abstract value(energy: number, latency: number): number;
  abstract wantedLatency(energy: number): number;
  protected abstract tieBreak(energy: number, latency: number): number;

  get bestValue(): number {
    return this.value(this.best.energy, this.best.latency);
  }

  /** Only smaller values are wanted. */
  protected get wantedValue(): number {
    return Math.min(this.bestValue * (1 - this.tolerance), this.limit);
  }

  isBeaten(energy: number, latency: number): boolean {
    return latency >= this.wantedLatency(energy);
  }

  offer(energy: number, latency: number, nest: CompiledMapping): void {
    const value = this.value(energy, latency);
    const { best } = this;
    const isEqual = value === this.bestValue && value < Number.POSITIVE_INFINITY;
    const isBetter =
      value < this.bestValue || (isEqual && this.tieBreak(energy, latency) < this.tieBreak(best.energy, best.latency));
    if (isBetter) this.best = { energy, latency, nest: copyOf(nest), candidate: this.candidate };
  }
}

/** Least latency among mappings of limited energy. */
export class LeastLatency extends SingleGoal {
  readonly needsLatency = true;
  readonly needsEnergy: boolean;
  private readonly energyLimit: number;

  constructor(start?: CostedMapping, tolerance?: number, energyLimit = Number.POSITIVE_INFINITY) {
    super(start, tolerance);
    this.energyLimit = energyLimit * (1 + LIMIT_TOLERANCE);
    this.needsEnergy = energyLimit < Number.POSITIVE_INFINITY;
  }

  override value(energy: number, latency: number): number {
    return this.needsEnergy && energy > this.energyLimit ? Number.POSITIVE_INFINITY : latency;
  }

  override wantedLatency(energy: number): number {
    // A sum of energies may exceed the limit by rounding.
    const isTooMuch = this.needsEnergy && energy > this.energyLimit * (1 + LIMIT_TOLERANCE);
    return isTooMuch ? Number.NEGATIVE_INFINITY : this.wantedValue;
  }

  protected override tieBreak(energy: number): number {
    return energy;
  }
}

/** Least energy among mappings of limited latency. */
export class LeastEnergy extends SingleGoal {
  readonly needsEnergy = true;
  readonly needsLatency: boolean;
  private readonly latencyLimit: number;

  constructor(start?: CostedMapping, tolerance?: number, latencyLimit = Number.POSITIVE_INFINITY) {
    super(start, tolerance);
    this.latencyLimit = latencyLimit * (1 + LIMIT_TOLERANCE);
    this.needsLatency = latencyLimit < Number.POSITIVE_INFINITY;
  }

  override value(energy: number, latency: number): number {
    return this.needsLatency && latency > this.latencyLimit ? Number.POSITIVE_INFINITY : energy;
  }

  override wantedLatency(energy: number): number {
    return energy >= this.wantedValue ? Number.NEGATIVE_INFINITY : this.latencyLimit * (1 + LIMIT_TOLERANCE);
  }

  protected override tieBreak(_energy: number, latency: number): number {
    return latency;
  }
}

/** Least product of energy and latency. */
export class LeastProduct extends SingleGoal {
  readonly needsEnergy = true;
  readonly needsLatency = true;

  override value(energy: number, latency: number): number {
    return energy * latency;
  }

  override wantedLatency(energy: number): number {
    return this.wantedValue / energy;
  }

  protected override tieBreak(_energy: number, latency: number): number {
    return latency;
  }
}

/** All mappings that no other one beats in energy and latency at once. */
export class ParetoGoal implements Goal {
  readonly needsEnergy = true;
  readonly needsLatency = true;
  candidate = 0;
  limit = Number.POSITIVE_INFINITY;
  /** Ascending in latency, descending in energy. */
  front: readonly CostedMapping[] = [];

  constructor(start: readonly CostedMapping[]) {
    for (const mapping of start) this.insert(mapping);
  }

  value(_energy: number, latency: number): number {
    return latency;
  }

  /** Not reached while anything is wanted: a front has no single value. */
  get bestValue(): number {
    return Number.POSITIVE_INFINITY;
  }

  wantedLatency(energy: number): number {
    const beating = this.front.find((point) => point.energy * (1 - TOLERANCE) <= energy);
    return beating === undefined ? this.limit : Math.min(beating.latency * (1 - TOLERANCE), this.limit);
  }

  isBeaten(energy: number, latency: number): boolean {
    return latency >= this.wantedLatency(energy);
  }

  offer(energy: number, latency: number, nest: CompiledMapping): void {
    if (this.isBeaten(energy, latency)) return;
    this.insert({ energy, latency, nest: copyOf(nest), candidate: this.candidate });
  }

  private insert(mapping: CostedMapping): void {
    const { energy, latency } = mapping;
    const others = this.front.filter((point) => point.energy < energy || point.latency < latency);
    this.front = [...others, mapping].sort((x, y) => x.latency - y.latency);
  }
}

function copyOf(nest: CompiledMapping): CompiledMapping {
  return {
    length: nest.length,
    dimension: nest.dimension.slice(),
    size: nest.size.slice(),
    boundary: nest.boundary.slice(),
  };
}
