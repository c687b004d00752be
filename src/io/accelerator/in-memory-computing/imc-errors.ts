import type { Diagnostic } from '../../../base/diagnostic.ts';
import { enumerate, listed } from '../../../base/enumerate.ts';
import type { SourceOrigin } from '../../../model/source-origin.ts';
import { error, warning } from '../../text/diagnostic-maker.ts';

/* ZZ23xx: rules for in-memory-computing arrays (`is_imc: true`). */

export function missingInputPrecision(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2301',
    at,
    'the in-memory-computing array has no "input_precision"; expected [activation bits, weight bits]',
    'add input_precision: [8, 8]',
  );
}

export function wrongBitSerialPrecision(
  at: SourceOrigin,
  value: number | undefined,
  activationBits: number | undefined,
): Diagnostic {
  const limit = activationBits === undefined ? '' : ` up to the activation precision ${activationBits}`;
  const found = value === undefined ? 'no "bit_serial_precision"' : `bit_serial_precision ${value}`;
  return error(
    'ZZ2302',
    at,
    `the in-memory-computing array has ${found}; expected a power of two${limit} (activation bits per cycle)`,
    'write bit_serial_precision: 1 to feed one bit per cycle',
  );
}

export function precisionNotPowerOfTwo(at: SourceOrigin, role: 'activation' | 'weight', value: number): Diagnostic {
  return error(
    'ZZ2303',
    at,
    `the ${role} precision of the in-memory-computing array is ${value}; expected a power of two`,
    'use 1, 2, 4, 8, 16, …',
  );
}

export function resolutionOfDigitalArray(at: SourceOrigin, value: number): Diagnostic {
  return error(
    'ZZ2304',
    at,
    `adc_resolution is ${value} but the array is digital; expected 0`,
    'remove adc_resolution, or set imc_type: analog',
  );
}

export function missingCells(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2305',
    at,
    'no memory is called "cells"; expected one that describes the weight storage next to each multiplier',
    'add a first memory "cells" with operands: [I2], served_dimensions: [] and size = weights per multiplier × weight bits',
  );
}

export function wrongCellOperands(at: SourceOrigin, operands: readonly string[]): Diagnostic {
  return error('ZZ2306', at, `memory "cells" holds ${listed(operands)}; expected exactly I2`, 'write operands: [I2]');
}

export function sharedCells(at: SourceOrigin, served: readonly string[]): Diagnostic {
  return error(
    'ZZ2307',
    at,
    `memory "cells" serves ${listed(served)}; expected no dimension, because every multiplier has its own cells`,
    'write served_dimensions: []',
  );
}

export function cellSizeNotMultiple(at: SourceOrigin, size: number, weightBits: number): Diagnostic {
  return error(
    'ZZ2308',
    at,
    `memory "cells" has size ${size}; expected a multiple of the weight precision ${weightBits}`,
    `use ${Math.max(1, Math.round(size / weightBits)) * weightBits}: size = weights per multiplier × weight bits`,
  );
}

export function tooFewDimensions(at: SourceOrigin, count: number): Diagnostic {
  return error(
    'ZZ2309',
    at,
    `the in-memory-computing array has ${count} ${count === 1 ? 'dimension' : 'dimensions'}; expected at least two (word lines and bit lines)`,
    'write dimensions: [D1, D2]; a dimension of size 1 is allowed',
  );
}

export function missingType(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2310',
    at,
    'the in-memory-computing array has no "imc_type"; expected analog or digital',
    'add imc_type: digital, or imc_type: analog with adc_resolution',
  );
}

export function missingResolution(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ2311',
    at,
    'the analog array has no "adc_resolution"; expected the resolution of its analog-to-digital converters in bits, more than 0',
    'add adc_resolution: 8, or set imc_type: digital',
  );
}

export function bitlineNotPowerOfTwo(at: SourceOrigin, dimension: string, size: number): Diagnostic {
  const below = 2 ** Math.floor(Math.log2(size));
  return error(
    'ZZ2312',
    at,
    `the bitline dimension ${dimension} of the digital array has size ${size}; expected a power of two, because adder trees sum its rows`,
    `use ${below} or ${2 * below}`,
  );
}

export function otherPrecision(
  at: SourceOrigin,
  role: 'activation' | 'weight',
  layers: readonly string[],
  bits: number,
  accelerator: string,
  hardwareBits: number,
): Diagnostic {
  const shown = layers.slice(0, 2).map((name) => `"${name}"`);
  const others = layers.length > 2 ? [`${layers.length - 2} more`] : [];
  return warning(
    'ZZ2320',
    at,
    `${layers.length === 1 ? 'layer' : 'layers'} ${enumerate([...shown, ...others])}: ${role} precision ${bits}; expected ${hardwareBits}, the input_precision of "${accelerator}"; the energy of the operations is computed with ${hardwareBits} bits`,
    `set the operand_precision of the layer to ${hardwareBits}, or the input_precision of the array to ${bits}`,
  );
}

export function fastClock(at: SourceOrigin, megahertz: number, shortestNs: number): Diagnostic {
  const most = Math.floor(1000 / shortestNs);
  return warning(
    'ZZ2322',
    at,
    `clock_frequency is ${megahertz} MHz, faster than the array works; expected at most ${most} MHz, since a cycle takes ${shortestNs.toPrecision(4)} ns`,
    `lower clock_frequency to ${most}, or leave it out to take the clock of the array`,
  );
}

export function tooFewCellRows(at: SourceOrigin, rows: number, fewest: number): Diagnostic {
  return error(
    'ZZ2313',
    at,
    `the costs of memory "cells" cannot be estimated: ${rows} cells on a bitline (rows × weights per multiplier); expected at least ${fewest}`,
    'give r_cost, w_cost and area of "cells" in the file and remove auto_cost_extraction',
  );
}

export function farCellEstimate(at: SourceOrigin, rows: number, most: number): Diagnostic {
  return warning(
    'ZZ2321',
    at,
    `the costs of memory "cells" are extrapolated: ${rows} cells on a bitline (rows × weights per multiplier); expected at most ${most}`,
    'give r_cost, w_cost and area of "cells" in the file if you know them',
  );
}
