import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate, listed } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import { error, warning } from '../../io/text/diagnostic-maker.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';

/* ZZ92xx: the map with layer and accelerator. ZZ93xx: what differs here. */

export function unknownLevel(at: SourceOrigin, target: string, memories: readonly string[]): Diagnostic {
  return error(
    'ZZ9202',
    at,
    `the accelerator has no memory "${target}"; expected one of ${listed(memories)}`,
    `say which memories it is with --levels ${target}=<memory>, joined by + if several${didYouMean(target, memories)}; a level without memory must bypass every data space`,
  );
}

export function memoryOfTwoLevels(at: SourceOrigin, memory: string, levels: readonly string[]): Diagnostic {
  return error(
    'ZZ9203',
    at,
    `memory "${memory}" belongs to the levels ${enumerate(levels)}; expected one`,
    'give every level memories of its own with --levels',
  );
}

export function unknownDimension(at: SourceOrigin, dimension: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ9204',
    at,
    `dimension ${dimension} of the map is none of the layer, which has ${listed(known)}`,
    `say what it is called with --dimensions ${dimension}=<loop>`,
  );
}

export function sharedDimension(at: SourceOrigin, here: string, there: readonly string[]): Diagnostic {
  return error(
    'ZZ9205',
    at,
    `dimensions ${enumerate(there)} of the map are all ${here} of the layer; expected one`,
    'say what they are called with --dimensions',
  );
}

export function wrongProduct(
  at: SourceOrigin,
  there: string,
  here: string,
  factors: string,
  product: number,
  size: number,
): Diagnostic {
  return error(
    'ZZ9206',
    at,
    `the factors of ${there} make ${product} iterations (${factors}); expected ${size}, the size of ${here} in the layer`,
    'check the factors, the layer, and --dimensions',
  );
}

export function inexpressibleRemainder(at: SourceOrigin, factor: string, reason: string): Diagnostic {
  return error(
    'ZZ9207',
    at,
    `the smaller last round of ${factor} cannot be said: ${reason}`,
    'only a spatial factor may have one, where no loop of its dimension is further inside; use equal rounds',
  );
}

export function unknownTensor(at: SourceOrigin, name: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ9208',
    at,
    `data space "${name}" is no operand of the layer, which has ${listed(known)}`,
    `say which one it is with --tensors ${name}=<operand>`,
  );
}

export function unclearOrder(at: SourceOrigin, inner: string, outer: string): Diagnostic {
  return error(
    'ZZ9209',
    at,
    `the levels stand in no clear order: "${inner}" lies below "${outer}" in the accelerator; expected levels from the outermost to the innermost, or the other way round`,
    'sort the directives by level',
  );
}

export function noRoom(at: SourceOrigin, loop: string, target: string, reasons: readonly string[]): Diagnostic {
  return error(
    'ZZ9210',
    at,
    `no array dimension can take the spatial factor ${loop} of level "${target}": ${reasons.join('; ')}`,
    'served_dimensions say where memories are repeated; name an array dimension with --axes X=<dimension>, or Level.X=<dimension>',
  );
}

export function outermostLevel(at: SourceOrigin, operand: string, memory: string): Diagnostic {
  return error(
    'ZZ9211',
    at,
    `the outermost memory of ${operand} is "${memory}", but loops run outside of its level; expected the outermost level to hold every operand`,
    `let the outermost level keep ${operand}, or move the loops inwards`,
  );
}

export function wrongSplit(at: SourceOrigin, split: number, dimensions: number): Diagnostic {
  return error(
    'ZZ9212',
    at,
    `the split is ${split}; expected at most ${dimensions}, the dimensions of the permutation`,
    'leave it out if all loops lie on one axis',
  );
}

export function cannotHold(at: SourceOrigin, target: string, tensor: string, memories: readonly string[]): Diagnostic {
  return warning(
    'ZZ9301',
    at,
    `level "${target}" keeps ${tensor}, which ${enumerate(memories)} of the accelerator ${memories.length === 1 ? 'does' : 'do'} not hold: it passes by`,
    `bypass ${tensor} at this level, or let a memory of the accelerator hold it`,
  );
}

export function ignoredSwitch(at: SourceOrigin, name: string): Diagnostic {
  return warning(
    'ZZ9302',
    at,
    `"${name}" changes counts of Timeloop and has no counterpart; it is left out`,
    'remove it to compare counts',
  );
}

export function unorderedLoops(at: SourceOrigin, target: string, dimensions: readonly string[]): Diagnostic {
  return warning(
    'ZZ9303',
    at,
    `the permutation of level "${target}" lacks ${enumerate(dimensions)}, whose order Timeloop leaves open; they run outside, in the order of the factors`,
    'list all dimensions with a factor above 1',
  );
}

export function leftOutOfMemory(at: SourceOrigin, target: string, tensor: string, memory: string): Diagnostic {
  return warning(
    'ZZ9304',
    at,
    `level "${target}" bypasses ${tensor}: the accelerator that is written has no ${tensor} in memory "${memory}"`,
    'here the accelerator decides what a memory holds; nothing need be done',
  );
}

export function memoryWithoutLevel(memory: string): Diagnostic {
  return warning(
    'ZZ9305',
    {},
    `no level of the map is memory "${memory}"; it has no loops and holds what the accelerator says`,
    `name its level with --levels <level>=${memory}, or remove it from the accelerator`,
  );
}
