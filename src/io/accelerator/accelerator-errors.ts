import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate, listed } from '../../base/enumerate.ts';
import { digitsText } from '../../base/number-text.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error, warning } from '../text/diagnostic-maker.ts';

/* ZZ21xx memories and ports, ZZ22xx operational array, ZZ24xx hierarchy. In-memory computing and older formats have files of their own; ZZ27xx, memory costs, are in src/memory-cost/problems.ts. */

export function noMemories(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2101',
    at,
    'the accelerator has no memories; expected at least one',
    'add a memory that holds I1, I2 and O',
  );
}

export function tooMany(at: SourceOrigin, owner: string, count: number, what: string, most: number): Diagnostic {
  return error(
    'ZZ2113',
    at,
    `${owner} has ${count} ${what}; expected at most ${most}`,
    `list at most ${most}; equal memories are written once, and served_dimensions says how often they are repeated`,
  );
}

export function missingCosts(at: SourceOrigin, memory: string, fields: readonly string[]): Diagnostic {
  return error(
    'ZZ2102',
    at,
    `memory "${memory}" has no ${enumerate(fields)}; expected ${fields.length === 1 ? 'a number' : 'numbers'}, or auto_cost_extraction: true`,
    `add ${fields.map((field) => `${field}: <${field === 'area' ? 'mm² of one copy' : 'pJ per access of the full port width'}>`).join(', ')}`,
  );
}

export function wrongDirection(
  at: SourceOrigin,
  memory: string,
  port: string,
  portType: 'read' | 'write',
  direction: string,
): Diagnostic {
  const neededType = portType === 'read' ? 'write' : 'read';
  return error(
    'ZZ2104',
    at,
    `memory "${memory}" port "${port}": direction "${direction}" cannot be carried by a ${portType} port; expected a ${neededType} or read_write port`,
    `move the direction to a ${neededType} port, or change the type of "${port}" to read_write`,
  );
}

export function operandNotHeld(
  at: SourceOrigin,
  memory: string,
  port: string,
  operand: string,
  held: readonly string[],
): Diagnostic {
  return error(
    'ZZ2105',
    at,
    `memory "${memory}" port "${port}": allocation names operand ${operand}, which the memory does not hold; it holds ${enumerate(held)}`,
    `remove the allocation, or add ${operand} to the operands of "${memory}"`,
  );
}

export function bandwidthsSwapped(
  at: SourceOrigin,
  memory: string,
  port: string,
  minimum: number,
  maximum: number,
): Diagnostic {
  return error(
    'ZZ2106',
    at,
    `memory "${memory}" port "${port}": bandwidth_min ${minimum} is above bandwidth_max ${maximum}; expected at most ${maximum}`,
    `set bandwidth_min to the granularity of one access; use ${maximum} if the port always moves its full width`,
  );
}

export function unknownServedDimension(
  at: SourceOrigin,
  memory: string,
  dimension: string,
  known: readonly string[],
): Diagnostic {
  return error(
    'ZZ2107',
    at,
    `memory "${memory}" serves array dimension "${dimension}"; expected dimensions of the operational array (${listed(known) || 'it has none'})`,
    `remove "${dimension}", or add it to operational_array.dimensions`,
  );
}

export function repeatedOperand(at: SourceOrigin, memory: string, operand: string): Diagnostic {
  return error(
    'ZZ2108',
    at,
    `memory "${memory}" lists operand ${operand} twice; expected each operand once`,
    `remove one ${operand}`,
  );
}

export function repeatedPort(at: SourceOrigin, memory: string, port: string): Diagnostic {
  return warning(
    'ZZ2109',
    at,
    `memory "${memory}" has two ports called "${port}"; the first port carries the traffic allocated to both`,
    'give the second port another number',
  );
}

export function noReadablePort(at: SourceOrigin, memory: string): Diagnostic {
  return error(
    'ZZ2110',
    at,
    `memory "${memory}" has no port that reads; auto_cost_extraction needs one to estimate the costs`,
    'add a port of type read or read_write, or give r_cost, w_cost and area instead of auto_cost_extraction',
  );
}

/** @param given costs of the file, by field, that estimates replace; `missing` are those that it would need without estimates. */
export function replacedCosts(
  at: SourceOrigin,
  memory: string,
  given: ReadonlyMap<string, number>,
  missing: readonly string[],
): Diagnostic {
  const fields = enumerate([...given].map(([field, value]) => `${field} ${value}`));
  const others = missing.length === 0 ? '' : ` and add ${enumerate(missing)}`;
  return warning(
    'ZZ2114',
    at,
    `memory "${memory}" has ${fields}; auto_cost_extraction: true replaces ${given.size === 1 ? 'it' : 'them'} by ${given.size === 1 ? 'an estimate' : 'estimates'}`,
    `to keep ${given.size === 1 ? 'the value' : 'the values'}, remove auto_cost_extraction${others}; otherwise remove ${enumerate([...given.keys()])}`,
  );
}

export function impossibleRange(
  at: SourceOrigin,
  field: string,
  text: string,
  low: number,
  isWidth: boolean,
): Diagnostic {
  const least = isWidth ? '1 bit per cycle' : '0';
  const reach = low < 1 ? `reaches down to ${digitsText(low, 4)}; expected a range from ${least} on` : 'is too large';
  return error('ZZ2115', at, `the range of ${field}, "${text}", ${reach}`, 'give a smaller range');
}

export function missingDirections(
  at: SourceOrigin,
  memory: string,
  operand: string,
  directions: readonly string[],
): Diagnostic {
  return warning(
    'ZZ2111',
    at,
    `memory "${memory}" has no port for ${enumerate(directions.map((direction) => `"${operand}, ${direction}"`))}; layers that move data in this direction cannot be evaluated`,
    `add ${directions.map((direction) => `"${operand}, ${direction}"`).join(', ')} to the allocation of a port`,
  );
}

export function pointlessDirection(
  at: SourceOrigin,
  memory: string,
  port: string,
  operand: string,
  direction: string,
): Diagnostic {
  const reason = direction === 'fl' ? 'no lower memory writes an input' : 'an input never moves to a higher memory';
  return warning(
    'ZZ2112',
    at,
    `memory "${memory}" port "${port}": "${operand}, ${direction}" carries no traffic, because ${reason}`,
    `remove "${operand}, ${direction}" from the allocation`,
  );
}

export function arrayLengthsDiffer(at: SourceOrigin, dimensions: number, sizes: number): Diagnostic {
  return error(
    'ZZ2201',
    at,
    `the operational array has ${dimensions} dimensions and ${sizes} sizes; expected one size per dimension`,
    'list the sizes in the order of the dimensions',
  );
}

export function repeatedArrayDimension(at: SourceOrigin, dimension: string): Diagnostic {
  return error(
    'ZZ2202',
    at,
    `array dimension ${dimension} is listed twice; expected each dimension once`,
    'rename one of the two (D0 to D9)',
  );
}

export function tooManyUnits(at: SourceOrigin, count: number): Diagnostic {
  return error(
    'ZZ2205',
    at,
    `the operational array has ${count.toPrecision(2)} units, which cannot be counted exactly; expected at most 2^53`,
    'check the sizes of its dimensions',
  );
}

export function missingUnitEnergy(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2203',
    at,
    'the operational array has no "unit_energy"; expected a number, zero or more (pJ per multiply-accumulate)',
    'add unit_energy: <pJ per multiply-accumulate>, or is_imc: true for an in-memory-computing array',
  );
}

export function onlyForInMemoryComputing(at: SourceOrigin, field: string, value: unknown): Diagnostic {
  return error(
    'ZZ2204',
    at,
    `the operational array has ${field} ${String(value)}, a field of in-memory-computing arrays, but no is_imc: true`,
    `remove ${field}, or add is_imc: true`,
  );
}

export function operandHeldNowhere(at: SourceOrigin, operand: string, computesInMemory: boolean): Diagnostic {
  return error(
    'ZZ2401',
    at,
    `no memory holds ${operand}; expected at least one`,
    `add ${operand} to the operands of a memory (usually also to those of the outermost memory)${
      computesInMemory ? '; for the figures of the array alone, run zigzag array' : ''
    }`,
  );
}

export function upsideDown(
  at: SourceOrigin,
  memory: string,
  lower: string,
  operands: readonly string[],
  reason: string,
): Diagnostic {
  return warning(
    'ZZ2402',
    at,
    `memory "${memory}" comes above "${lower}" for ${enumerate(operands)} but ${reason}; expected memories from the innermost to the outermost`,
    'if the file lists the outermost memory first, reverse the order of the memories',
  );
}

export function ambiguousLevels(
  at: SourceOrigin,
  operand: string,
  expected: readonly string[],
  actual: readonly string[],
): Diagnostic {
  return error(
    'ZZ2403',
    at,
    `the memories of ${operand} are listed in the order ${listed(expected)}, but their connections give the order ${listed(actual)}; expected the same order`,
    `list memories that share operands next to each other, or give the memories of ${operand} fewer other operands`,
  );
}
