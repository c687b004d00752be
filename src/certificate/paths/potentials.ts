import type { Closings } from './closings.ts';
import { numbersOf, runsText } from './runs.ts';

/**
 * pJ from every state to the end, at least. States are numbered `(tile · combinations + combination) · 2 + flag`. Tiles whose states have
 * the same potentials share a row.
 */
export interface EncodedPotentials {
  /** The distinct potentials; null for states from which no path leads to the end. */
  readonly values: readonly (number | null)[];
  /** Distinct rows: per combination and flag the position of the potential in `values` (runs.ts). */
  readonly rows: readonly string[];
  /** Per tile the position of its row. */
  readonly tiles: string;
}

/** @param width combinations times flags. */
export function encodePotentials(potentials: Float64Array, width: number): EncodedPotentials {
  const values = new Map<number, number>();
  const rows = new Map<string, number>();
  const tiles: number[] = [];
  for (let start = 0; start < potentials.length; start += width) {
    const row = Array.from(potentials.subarray(start, start + width), (value) => {
      const known = values.get(value) ?? values.size;
      values.set(value, known);
      return known;
    });
    const text = runsText(row);
    const known = rows.get(text) ?? rows.size;
    rows.set(text, known);
    tiles.push(known);
  }
  return {
    values: [...values.keys()].map((value) => (Number.isFinite(value) ? value : null)),
    rows: [...rows.keys()],
    tiles: runsText(tiles),
  };
}

/**
 * Checks that no edge leads to a potential that is lower by more than the edge costs, and that no end has more than its cost.
 * Then no mapping needs less energy than the fixed energy and the potential of the start.
 * @returns that energy in pJ, or which potential proves nothing.
 */
export function checkPotentials(closings: Closings, encoded: EncodedPotentials): number | string {
  const potentials = decode(closings, encoded);
  if (potentials === undefined) return 'the potentials are not those of the states of this layer';
  const { tables, combinations, closable, lowest, steps, bits, addsOutside, orders } = closings;
  const { lattice, mapped, energy } = tables;
  const flags = addsOutside[0] + 1;
  const ends = endEnergies(closings);
  const closedOf = Array.from({ length: combinations }, (_, combination) =>
    closable.map((count, operand) => Math.floor(combination / steps[operand]) % (count + 1)),
  );
  const isTooHigh = (value: number, bound: number): boolean => value > bound * (1 + ROUNDING);
  for (let tile = 0; tile < lattice.size; tile++) {
    if (!orders.passes(tile)) continue;
    for (let combination = 0; combination < combinations; combination++) {
      const closed = closedOf[combination];
      for (let flag = 0; flag < flags; flag++) {
        const state = (tile * combinations + combination) * 2 + flag;
        const value = potentials[state];
        if (!(value >= 0)) return `the potential of state ${state} is not 0 or more`;
        if (tile === lattice.full) {
          if (isTooHigh(value, ends[combination * 2 + flag])) return `the potential of end ${state} exceeds its cost`;
          continue;
        }
        for (let operand = 0; operand < closable.length; operand++) {
          if (closed[operand] === closable[operand]) continue;
          const index = mapped.operands[operand].base + lowest[operand] + closed[operand];
          if (bits[(index * 2 + (operand === 0 ? flag : 0)) * lattice.size + tile] < 0) continue;
          const after = operand === 0 ? addsOutside[tile] : flag;
          const to = (tile * combinations + combination + steps[operand]) * 2 + after;
          if (isTooHigh(value, energy[index * lattice.size + tile] + potentials[to])) return tooHigh(state, to);
        }
        for (let kind = 0; kind < lattice.kinds.length; kind++) {
          if (!orders.allows(tile, kind)) continue;
          const to = state + lattice.strides[kind] * combinations * 2;
          if (isTooHigh(value, potentials[to])) return tooHigh(state, to);
        }
      }
    }
  }
  return closings.fixedEnergy + potentials[addsOutside[0]];
}

/** Sums of the same terms in another order differ by less, as a share. */
const ROUNDING = 1e-12;

function tooHigh(state: number, to: number): string {
  return `the potential of state ${state} exceeds the cost of the edge to state ${to} and the potential there`;
}

function decode(
  { combinations, tables: { lattice } }: Closings,
  { values, rows, tiles }: EncodedPotentials,
): Float64Array | undefined {
  const width = 2 * combinations;
  const rowOf = numbersOf(tiles, lattice.size);
  const decodedRows = rows.map((row) => numbersOf(row, width));
  if (rowOf === undefined) return undefined;
  const potentials = new Float64Array(lattice.size * width);
  for (const [tile, row] of rowOf.entries()) {
    const positions = decodedRows[row];
    if (positions === undefined) return undefined;
    for (const [at, position] of positions.entries()) {
      if (position >= values.length) return undefined;
      potentials[tile * width + at] = values[position] ?? Number.POSITIVE_INFINITY;
    }
  }
  return potentials;
}

/** By `combination · 2 + flag`: pJ of what is open when a path ends there; infinite where it doesn't fit. */
function endEnergies(closings: Closings): Float64Array {
  const { closable, steps, combinations } = closings;
  const energies = new Float64Array(2 * combinations);
  for (let end = 0; end < energies.length; end++) {
    for (const [operand, count] of closable.entries()) {
      const closed = Math.floor((end >> 1) / steps[operand]) % (count + 1);
      const fits = closings.openHoldings(operand, closed, operand === 0 ? end & 1 : 0) !== undefined;
      energies[end] += fits ? closings.openEnergy(operand, closed) : Number.POSITIVE_INFINITY;
    }
  }
  return energies;
}
