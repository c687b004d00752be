import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate } from '../../base/enumerate.ts';
import { error, warning } from '../../io/text/diagnostic-maker.ts';

/* ZZ94xx: mappings that a Timeloop map cannot say. Errors cannot be written at all, warnings are losses. */

export function unusableNames(layer: string, names: readonly string[]): Diagnostic {
  return error(
    'ZZ9401',
    {},
    `layer ${layer}: a map calls every dimension by a letter of its own; ${enumerate(names)} cannot be written`,
    `give letters with --dimensions, such as ${names.map((name, index) => `${'XYZUVW'[index] ?? 'T'}=${name}`).join(',')}`,
  );
}

export function unnestableMemories(layer: string, memories: readonly string[]): Diagnostic {
  return error(
    'ZZ9402',
    {},
    `layer ${layer}: ${enumerate(memories)} cannot be nested: units that share one of them do not all share the other`,
    'a map repeats all that is inside of a level; use results.json, or another spatial mapping',
  );
}

export function noOutermost(layer: string, operands: readonly string[]): Diagnostic {
  return error(
    'ZZ9403',
    {},
    `layer ${layer}: no memory at the top holds all operands (${enumerate(operands)}); the outermost level of a map holds all`,
    'give the accelerator a memory above, such as a DRAM',
  );
}

export function unsharedUnits(layer: string, dimension: string): Diagnostic {
  return error(
    'ZZ9404',
    {},
    `layer ${layer}: no memory is shared along array dimension ${dimension}, whose units a map would repeat below a level`,
    'let the outermost memory serve all array dimensions',
  );
}

export function inexpressibleRounds(layer: string, dimension: string, size: number, units: number): Diagnostic {
  return error(
    'ZZ9405',
    {},
    `layer ${layer}: ${dimension} ${size} on ${units} units has a smaller last round, and more of ${dimension} lies further inside or on another array dimension; a map cannot say both`,
    'use an unrolling that divides the dimension',
  );
}

export function unevenCuts(layer: string, memory: string, cuts: readonly string[]): Diagnostic {
  return warning(
    'ZZ9411',
    {},
    `layer ${layer}: a level of a map is cut at one loop for all operands, and "${memory}" is not (${cuts.join('; ')}); the level takes the loops that all have`,
    'search with --mapping-type even, or write the map with --lossy',
  );
}

export function repeatedLoop(layer: string, memory: string, dimension: string, loops: string): Diagnostic {
  return warning(
    'ZZ9412',
    {},
    `layer ${layer}: a level of a map has one loop per dimension, and "${memory}" has several of ${dimension} (${loops}); they are joined at the outermost`,
    'write the map with --lossy, or search with fewer loops (--lpf-limit)',
  );
}

export function tooManyAxes(layer: string, memory: string, dimensions: readonly string[]): Diagnostic {
  return warning(
    'ZZ9413',
    {},
    `layer ${layer}: units below a level of a map have two axes, and those below "${memory}" have the array dimensions ${enumerate(dimensions)}; all but the first are joined`,
    'write the map with --lossy',
  );
}

export function splitUnrolling(layer: string, memory: string, dimension: string): Diagnostic {
  return warning(
    'ZZ9414',
    {},
    `layer ${layer}: a map unrolls a dimension once below a level, and ${dimension} lies on several array dimensions below "${memory}"; all its units go to one axis`,
    'write the map with --lossy',
  );
}
