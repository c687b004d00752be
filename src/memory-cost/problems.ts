import type { Diagnostic } from '../base/diagnostic.ts';
import { FEWEST_ROWS } from './interpolation/interpolate.ts';
import { MEMORY_TECHNOLOGIES, type MemoryCostField } from './query.ts';

/** A finding about one field of a query. */
export interface MemoryCostProblem {
  readonly field: MemoryCostField;
  readonly diagnostic: Diagnostic;
}

/** Farther outside the measured memories, in capacity or width, nothing is estimated. */
export const FARTHEST_ESTIMATED = 4;

const GIVE_COSTS = 'give r_cost, w_cost and area instead of auto_cost_extraction';

export function notAPositiveInteger(memory: string, field: MemoryCostField, value: number): MemoryCostProblem {
  return problem(field, {
    code: 'ZZ2701',
    severity: 'error',
    message: `${memory} has ${LABELS[field]} ${value}; expected a whole number of at least 1`,
  });
}

export function notInBytes(memory: string, sizeBits: number): MemoryCostProblem {
  return problem('sizeBits', {
    code: 'ZZ2103',
    severity: 'error',
    message: `${memory} has size ${sizeBits}; expected a multiple of 8 bits, since its costs are extracted automatically`,
    hint: `use ${Math.max(8, Math.round(sizeBits / 8) * 8)}, or give r_cost, w_cost and area and leave out auto_cost_extraction`,
  });
}

export function unknownTechnology(memory: string, technology: string): MemoryCostProblem {
  return problem('technology', {
    code: 'ZZ2702',
    severity: 'error',
    message: `${memory} has memory type "${technology}", for which no costs are known; expected ${MEMORY_TECHNOLOGIES.join(', ')}`,
    hint: `choose one of these, or ${GIVE_COSTS}`,
  });
}

export function tooFewRows(memory: string, field: 'readWidthBits' | 'writeWidthBits', bits: number, width: number) {
  const rows = Number((bits / width).toFixed(1));
  const widest = Math.floor(bits / FEWEST_ROWS);
  const narrower =
    widest >= 2
      ? `make the port at most ${widest} bits wide`
      : `make the memory at least ${bytesFor(width)} bits large`;
  return problem(field, {
    code: 'ZZ2703',
    severity: 'error',
    message: `${memory}: ${bits} bits in accesses of ${width} bits give ${rows} ${rows === 1 ? 'row' : 'rows'}; at least ${FEWEST_ROWS} are needed to estimate the cost of an SRAM`,
    hint: `${narrower}, use memory type rf for registers, or ${GIVE_COSTS}`,
  });
}

export function outsideLimits(
  memory: string,
  field: MemoryCostField,
  value: string,
  expected: string,
  remedy?: string,
): MemoryCostProblem {
  return problem(field, {
    code: 'ZZ2704',
    severity: 'error',
    message: `${memory} has ${LABELS[field]} ${value}; expected ${expected}`,
    hint: remedy === undefined ? GIVE_COSTS : `${remedy}, or ${GIVE_COSTS}`,
  });
}

/** `nearest` says how the nearest measured memory differs. */
export function beyondTable(
  memory: string,
  field: MemoryCostField,
  value: string,
  factor: number,
  nearest: string,
  remedy: string,
): MemoryCostProblem {
  return problem(field, {
    code: 'ZZ2707',
    severity: 'error',
    message: `${memory} has ${LABELS[field]} ${value}, ${Number(factor.toPrecision(2))} times outside the measured memories; expected at most ${FARTHEST_ESTIMATED} times; the nearest one measured has ${nearest}`,
    hint: `${remedy}, or ${GIVE_COSTS}`,
  });
}

export function farFromTable(memory: string, field: MemoryCostField, value: string, factor: number): MemoryCostProblem {
  return problem(field, {
    code: 'ZZ2705',
    severity: 'warning',
    message: `${memory} has ${LABELS[field]} ${value}, ${Number(factor.toPrecision(2))} times outside the measured memories; its costs are extrapolated and may be far off`,
    hint: 'check them with "zigzag memory-cost", or give r_cost, w_cost and area',
  });
}

export function estimatedAsRegisters(memory: string, capacityBytes: number): MemoryCostProblem {
  return problem('sizeBits', {
    code: 'ZZ2706',
    severity: 'warning',
    message: `${memory} is a register file of ${capacityBytes} ${capacityBytes === 1 ? 'byte' : 'bytes'}, smaller than any memory measured; its costs follow the trend of small SRAMs and were not checked against any measurement`,
    hint: 'give r_cost, w_cost and area if you know them',
  });
}

const LABELS: Readonly<Record<MemoryCostField, string>> = {
  technology: 'memory type',
  sizeBits: 'size',
  readWidthBits: 'read width',
  writeWidthBits: 'write width',
  ports: 'ports',
  technologyNodeNm: 'technology node',
  banks: 'banks',
};

/** Smallest size in bits, whole bytes, that has enough rows. */
function bytesFor(widthBits: number): number {
  return Math.ceil((FEWEST_ROWS * widthBits) / 8) * 8;
}

function problem(field: MemoryCostField, diagnostic: Diagnostic): MemoryCostProblem {
  return { field, diagnostic };
}
