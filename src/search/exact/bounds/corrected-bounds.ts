import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { Configuration } from '../paths/configuration.ts';
import type { CorrectedPort, CorrectedTerms } from './corrected-terms.ts';
import type { BoundPart, LatencyBound } from './latency-bounds.ts';

/** What filling the inputs takes at least, by one of several reasons. */
interface Filling {
  readonly name: string;
  readonly part: BoundPart;
}

/**
 * Lower bounds of latency in one configuration by the corrected model. Latency is the largest of chain, ports and once
 * (docs/cost-model-corrected.md#latency). Each bound is proven:
 *
 * - `ports P`: all transfers of a port follow one another. This is a part of latency itself.
 * - `fill F`: loops without stalls, filling and emptying. Emptying is exact. Filling takes at least the links of one input (F names it), and what one
 *   port (F) moves for all inputs.
 * - `overrun P F`: the same with transfers of a port that take longer than their periods.
 * - `busy P F`: the same, where the transfers of a port need more than the cycles in which it may move. These are all but those before the
 *   first transfer: the least period of its transfers, or one operation if words of the array pass.
 * - `once inputs`, `once results F`: what is loaded once comes before its second pass, and then all results leave; or the other way round.
 *
 * What the bounds leave out: cycles in which a single-buffered level cannot be written, inputs that wait for one another at several ports, and
 * further passes over what crosses once. Paths with such cycles are costed one by one.
 */
export class CorrectedBounds {
  /** Every configuration has mappings, as far as latency tells. */
  readonly isImpossible = false;
  private readonly graph: ClosingGraph;
  private readonly terms: CorrectedTerms;
  private readonly configuration: Configuration;

  constructor(graph: ClosingGraph, terms: CorrectedTerms, configuration: Configuration) {
    this.graph = graph;
    this.terms = terms;
    this.configuration = configuration;
  }

  /** No loading counts less than nothing. */
  leastLoads(): number {
    return 0;
  }

  get namesWithoutPath(): readonly string[] {
    return [this.withoutPath().name];
  }

  leastUnhidden(): number {
    return this.withoutPath().cycles;
  }

  private withoutPath(): { readonly name: string; readonly cycles: number } {
    const { terms } = this;
    let most = { name: 'temporal', cycles: terms.temporalCycles };
    for (const port of terms.ports) {
      const cycles = this.leastMoved(port);
      if (cycles > most.cycles) most = { name: `ports ${port.name}`, cycles };
    }
    return most;
  }

  leastOf(): number {
    return this.leastUnhidden();
  }

  *bounds(): Generator<LatencyBound> {
    const { terms } = this;
    const { temporalCycles } = terms;
    const drain = this.linksPart(0);
    const fillings = this.fillings();
    for (const { name, part } of fillings) {
      yield { name: `fill ${name}`, parts: [sumOf(temporalCycles, drain, part)] };
    }
    for (const port of terms.ports) {
      const total = (index: number, tile: number): number => terms.total(port, index, tile);
      yield { name: `ports ${port.name}`, parts: [this.portPart(total)] };
      if (port.mostOverrun > 0) {
        const overrun = this.portPart((index, tile) => terms.overrun(port, index, tile));
        for (const { name, part } of fillings) {
          const parts = [sumOf(temporalCycles, overrun, drain, part)];
          yield { name: `overrun ${port.name} ${name}`, parts };
        }
      }
      // The first transfer takes half of the computation at most.
      if (2 * port.mostBusy <= temporalCycles) continue;
      const busy = this.portPart((index, tile) => terms.busy(port, index, tile));
      const starts = this.startParts(port);
      for (const { name, part } of fillings) {
        yield { name: `busy ${port.name} ${name}`, parts: starts.map((start) => sumOf(0, busy, start, drain, part)) };
      }
    }
    yield { name: 'once inputs', parts: [sumOf(this.longestOnce(false), drain)] };
    for (const { name, part } of fillings) {
      yield { name: `once results ${name}`, parts: [sumOf(this.longestOnce(true), part)] };
    }
  }

  private fillings(): Filling[] {
    const { terms } = this;
    const { operands } = this.graph.problem;
    const fillings: Filling[] = [];
    for (let operand = 1; operand < operands.length; operand++) {
      if (operands[operand].levelCount > 1)
        fillings.push({ name: operands[operand].name, part: this.linksPart(operand) });
    }
    for (const port of terms.ports) {
      // Of one input alone, its links say as much.
      const served = operands.filter(({ interfaceBase, levelCount }) =>
        port.filling.slice(interfaceBase, interfaceBase + levelCount).some((slots) => slots.length > 0),
      );
      if (served.length < 2) continue;
      const parts = served.map((operand) =>
        this.firstPart(
          operands.indexOf(operand),
          (index, tile) => terms.filling(port, index, tile),
          (index, tile, level) => terms.fillingOnce(port, index, tile, level),
        ),
      );
      fillings.push({ name: port.name, part: sumOf(0, ...parts) });
    }
    return fillings.length > 0 ? fillings : [{ name: 'nothing', part: sumOf(0) }];
  }

  private linksPart(operand: number): BoundPart {
    const { terms } = this;
    return this.firstPart(
      operand,
      (index, tile) => terms.link(index, tile),
      (index, tile, level) => terms.linkOnce(index, tile, level),
    );
  }

  /**
   * Cycles that the first tile of an operand takes across all its links.
   * @param several of an interface that is crossed more than once, by the tile there.
   * @param once of one that is crossed once, by tile and level of the last interface below that isn't.
   */
  private firstPart(
    operand: number,
    several: (index: number, tile: number) => number,
    once: (index: number, tile: number, level: number) => number,
  ): BoundPart {
    const { interfaceBase, levelCount } = this.graph.problem.operands[operand];
    const firstOpen = this.configuration.firstOpen[operand];
    const ofOnce = (tile: number): number => {
      let cycles = 0;
      for (let level = Math.max(1, firstOpen); level < levelCount; level++) {
        cycles += once(interfaceBase + level, tile, firstOpen - 1);
      }
      return cycles;
    };
    const last = interfaceBase + firstOpen - 1;
    // Below the lowest memory, tiles have only loops that the operand doesn't tell apart.
    const isConstant = firstOpen <= 1;
    return {
      constant: isConstant ? ofOnce(this.terms.emptyTile[operand]) : 0,
      at: (index, tile) => {
        if (index <= interfaceBase || index >= interfaceBase + levelCount) return 0;
        return several(index, tile) + (index === last && !isConstant ? ofOnce(tile) : 0);
      },
    };
  }

  /** Cycles of a port over all interfaces. */
  private portPart(at: (index: number, tile: number) => number): BoundPart {
    const { graph, terms, configuration } = this;
    const { full } = graph.space;
    let constant = 0;
    graph.problem.operands.forEach(({ interfaceBase, levelCount }, operand) => {
      for (let level = 0; level < levelCount; level++) {
        if (level >= configuration.firstOpen[operand]) constant += at(interfaceBase + level, full);
        else if (level < graph.lowest[operand]) constant += at(interfaceBase + level, terms.emptyTile[operand]);
      }
    });
    return { constant, at };
  }

  /** Cycles before a port may move during the computation: the least of the parts. */
  private startParts(port: CorrectedPort): BoundPart[] {
    const { graph, terms, configuration } = this;
    const { problem } = graph;
    const operation = sumOf(problem.cyclesPerOperation);
    if (port.servesArray) return [operation];
    const parts = problem.operands.flatMap(({ interfaceBase }, operand): BoundPart[] => {
      for (let level = graph.lowest[operand]; level < configuration.firstOpen[operand]; level++) {
        const lowest = interfaceBase + level;
        if (port.slots[lowest].length === 0) continue;
        const at = (index: number, tile: number): number => (index === lowest ? terms.periodCycles(index, tile) : 0);
        return [{ constant: 0, at }];
      }
      return [];
    });
    return parts.length > 0 ? parts : [operation];
  }

  /** The most cycles of a transfer that crosses once, of inputs or of results. */
  private longestOnce(ofOutput: boolean): number {
    const { graph, terms, configuration } = this;
    const { full } = graph.space;
    let longest = 0;
    graph.problem.operands.forEach(({ isOutput, interfaceBase, levelCount }, operand) => {
      if (isOutput !== ofOutput) return;
      for (let level = Math.max(1, configuration.firstOpen[operand]); level < levelCount; level++) {
        longest = Math.max(longest, terms.link(interfaceBase + level, full));
      }
    });
    return longest;
  }

  private leastMoved(port: CorrectedPort): number {
    const { graph, terms, configuration } = this;
    let { constant: cycles } = this.portPart((index, tile) => terms.total(port, index, tile));
    graph.problem.operands.forEach(({ interfaceBase }, operand) => {
      for (let level = graph.lowest[operand]; level < configuration.firstOpen[operand]; level++) {
        cycles += port.leastTotal[interfaceBase + level];
      }
    });
    return cycles;
  }
}

function sumOf(constant: number, ...parts: readonly BoundPart[]): BoundPart {
  return {
    constant: parts.reduce((sum, part) => sum + part.constant, constant),
    at: (index, tile) => {
      let cycles = 0;
      for (const part of parts) cycles += part.at(index, tile);
      return cycles;
    },
  };
}
