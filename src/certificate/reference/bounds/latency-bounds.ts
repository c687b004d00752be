import { LOWER_MAIN, type Port, UPPER_MAIN } from '../../cost/mapped-layer.ts';
import type { Closings } from '../../paths/closings.ts';
import type { PathSum } from '../../paths/path-graph.ts';
import { sharedEnds } from '../loading.ts';
import type { ReferenceOperand } from '../reference-layer.ts';
import type { ReferenceTables } from '../reference-tables.ts';
import { ConfigurationLoads, leastOf } from './port-loads.ts';
import type { PortTables } from './port-tables.ts';

/** Share by which sums may differ in another order. */
const ROUNDING = 1e-12;

/** Interfaces whose links count in a sum of on- and off-loading. */
export type LoadingSum = ReadonlySet<number>;

/** The larger of some sums; on- and off-loading together are the least of the alternatives. */
export interface Alternative {
  readonly sums: readonly LoadingSum[];
  /** Links of a shared input that must not take less than nothing, where another alternative is left out for this one. */
  readonly nonNegative: LoadingSum;
}

/**
 * On-loading is the least of two alternatives, one per input whose links with two shared ports come first. Where one input has no such
 * links, the alternative that begins with it is the least, unless such links of the other input take less than nothing.
 */
export function alternatives({ tables }: Closings<ReferenceTables>): Alternative[] {
  const [output, one, two] = tables.mapped.operands;
  const off = linksOf(output, () => true);
  const sum = (...links: readonly (readonly number[])[]): LoadingSum => new Set([...off, ...links.flat()]);
  if (one === undefined) return [{ sums: [sum()], nonNegative: new Set() }];
  if (two === undefined) return [{ sums: [sum(linksOf(one, (ends) => ends === 0))], nonNegative: new Set() }];
  const [sharedOne, sharedTwo] = [one, two].map((operand) => linksOf(operand, (ends) => ends === 2));
  const [allOne, allTwo] = [one, two].map((operand) => linksOf(operand, () => true));
  const both = [
    { sums: [sum(sharedOne, allTwo), sum(allOne)], nonNegative: new Set(sharedTwo) },
    { sums: [sum(sharedTwo, allOne), sum(allTwo)], nonNegative: new Set(sharedOne) },
  ];
  if (sharedOne.length === 0) return [both[0]];
  if (sharedTwo.length === 0) return [both[1]];
  return both.map(({ sums }) => ({ sums, nonNegative: new Set() }));
}

/** Interfaces of the links of an operand; of those with one shared end only the outermost counts (quirk C7). */
function linksOf(operand: ReferenceOperand, counts: (ends: number) => boolean): number[] {
  const links: number[] = [];
  let half: number | undefined;
  for (let level = 1; level < operand.memories.length; level++) {
    const ends = sharedEnds(operand, level);
    if (!counts(ends)) continue;
    if (!operand.isOutput && ends === 1) half = operand.base + level;
    else links.push(operand.base + level);
  }
  return half === undefined ? links : [...links, half];
}

/**
 * Lower bounds of the latency of all paths of a configuration, for one sum of on- and off-loading. They are named as in the certificate
 * (docs/certificate.md#bounds), where each is proven.
 */
export class LatencyBounds {
  readonly loads: ConfigurationLoads;
  private readonly closings: Closings<ReferenceTables>;
  private readonly ports: PortTables;
  private readonly counts: readonly number[];
  private readonly leastOfAlls = new Map<LoadingSum, number>();

  constructor(ports: PortTables, counts: readonly number[]) {
    const { closings } = ports;
    this.closings = closings;
    this.ports = ports;
    this.counts = counts;
    this.loads = new ConfigurationLoads(closings, counts);
  }

  /**
   * The sums along paths of which the least is a bound.
   * @param name e.g. `busy dram.rw_port_1 0`: kind, port if the kind has one, number of the sum.
   * @param longest no mapping that takes longer matters.
   * @returns undefined where there is no such bound, or it isn't proven here.
   */
  bound(name: string, { sums }: Alternative, longest: number): PathSum[] | undefined {
    const [, kind, portName = '', number] = /^(\S+)(?: (.+))? (\d+)$/.exec(name) ?? [];
    const sum = sums[Number(number)];
    if (sum === undefined) return undefined;
    const { iterations } = this.closings.tables.mapped;
    if (kind === 'temporal') return [this.pathSum(sum, iterations)];
    const last = Math.max(iterations, longest + 1 - this.leastOfAll(sum));
    if (kind === 'hidden') {
      const least = this.loads.leastTogether(this.onceLinks(sum), iterations, last, true);
      return least === Number.NEGATIVE_INFINITY ? undefined : [this.pathSum(sum, least, { loads: 0 })];
    }
    const port = this.closings.tables.mapped.ports.find((other) => other.name === portName);
    if (port === undefined) return undefined;
    if (kind === 'port-and-loads') {
      if (this.loads.canGrow) return undefined;
      return [
        this.pathSum(sum, 0, { own: this.ports.hiding(port), unhidden: port }),
        this.pathSum(sum, iterations, { unhidden: port }),
      ];
    }
    const atLast = this.loads.leastTogether(this.onceLinks(sum), last, last, false);
    const loads = atLast > 0 && atLast > this.leastOfAll(sum) * (1 + ROUNDING) ? { loads: atLast } : {};
    if (kind === 'busy') return [this.pathSum(sum, 0, { own: this.ports.busy(port), ...loads })];
    if (kind === 'overrun') return [this.pathSum(sum, iterations, { own: this.ports.overrun(port), ...loads })];
    return undefined;
  }

  /** Whether the links that must not take less than nothing don't. */
  holds({ nonNegative }: Alternative): boolean {
    return this.onceLinks(nonNegative).every(([upper, lower]) => {
      const operand = this.operandOf(upper >> 2);
      return this.loads.innermost[operand].every(
        (tile) => this.loads.leastCycles(upper, tile) >= 0 || this.loads.leastCycles(lower, tile) >= 0,
      );
    });
  }

  private operandOf(index: number): number {
    const { operands } = this.closings.tables.mapped;
    return operands.findLastIndex(({ base }) => base <= index);
  }

  /** Both ends of the links of a sum that are crossed once. */
  private onceLinks(sum: LoadingSum): [upper: number, lower: number][] {
    const { operands } = this.closings.tables.mapped;
    return [...sum].flatMap((index): [number, number][] => {
      const operand = this.operandOf(index);
      if (!this.loads.isOnce(operand, index - operands[operand].base)) return [];
      return [[4 * index + UPPER_MAIN, 4 * index + LOWER_MAIN]];
    });
  }

  /** Cycles of all links of the operand that are crossed once, with this tile in its innermost memory, at least. */
  private leastOf(sum: LoadingSum, operand: number, tile: number, unhidden?: Port): number {
    let cycles = 0;
    for (const [upper, lower] of this.onceLinks(sum)) {
      if (this.operandOf(upper >> 2) !== operand) continue;
      const { cycles: whole, lattice } = this.closings.tables;
      const full = unhidden?.transfers.find(({ slot }) => slot === upper || slot === lower)?.slot;
      cycles +=
        full === undefined
          ? Math.max(this.loads.leastCycles(upper, tile), this.loads.leastCycles(lower, tile))
          : whole[full * lattice.size + lattice.full];
    }
    return cycles;
  }

  private leastOfAll(sum: LoadingSum): number {
    const known = this.leastOfAlls.get(sum);
    if (known !== undefined) return known;
    const cycles = this.counts.reduce(
      (sumOfLeast, _, operand) =>
        sumOfLeast + leastOf(this.loads.innermost[operand].map((tile) => this.leastOf(sum, operand, tile))),
      0,
    );
    this.leastOfAlls.set(sum, cycles);
    return cycles;
  }

  /**
   * @param own what counts beside the loading, `[interface · tiles + tile]`.
   * @param loads cycles of all links that cross once; without it, the least of each, by the tile.
   * @param unhidden a port that shortens none of its loads.
   */
  private pathSum(
    sum: LoadingSum,
    constant: number,
    { own, loads, unhidden }: { own?: Float64Array; loads?: number; unhidden?: Port } = {},
  ): PathSum {
    const { tables, lowest } = this.closings;
    const { mapped, lattice } = tables;
    const { size, full } = lattice;
    const cost = own?.slice() ?? new Float64Array(mapped.interfaceCount * size);
    let fixed = constant + (loads ?? 0);
    for (const [operand, { base, memories }] of mapped.operands.entries()) {
      // The interface that every operation crosses.
      if (own !== undefined && lowest[operand] > 0) fixed += own[base * size];
      for (let level = 1; level < memories.length; level++) {
        if (!sum.has(base + level)) continue;
        for (let tile = 0; tile < size; tile++) {
          const slot = 4 * (base + level);
          cost[(base + level) * size + tile] += Math.max(
            tables.cycles[(slot + UPPER_MAIN) * size + tile],
            tables.cycles[(slot + LOWER_MAIN) * size + tile],
          );
        }
      }
      if (loads !== undefined) continue;
      if (this.loads.isOnce(operand, 1)) {
        fixed += this.leastOf(sum, operand, full, unhidden);
        continue;
      }
      for (const tile of this.loads.innermost[operand]) {
        cost[(base + 1) * size + tile] += this.leastOf(sum, operand, tile, unhidden);
      }
    }
    return { constant: fixed, cost };
  }
}
