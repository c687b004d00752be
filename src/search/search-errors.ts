import { type Diagnostic, MappingError } from '../base/diagnostic.ts';
import { roughDuration, shareText } from '../base/number-text.ts';
import type { CompiledProblem } from '../engine/problem/compiled-problem.ts';
import { formatSpatialMapping } from '../model/mapping/spatial-mapping.ts';
import type { SourceOrigin } from '../model/source-origin.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { TemporalSearchOptions } from './search-options.ts';

/*
 * Every finding of the mapping search (docs/errors.md). ZZ441x: the layer has no mapping. ZZ442x: an entry of the mapping file
 * contradicts the layer or the accelerator. Every finding concerns one layer; the search of the other layers continues.
 */

/** A finding at the mapping entry that applies to the layer. */
function atEntry(code: string, layer: Layer, field: string, message: string, hint: string): Diagnostic {
  const { origin = {} } = layer.mapping;
  const path = [origin.path, field].filter((part) => part !== undefined && part !== '').join('.');
  return { code, severity: 'error', message, hint, ...origin, path };
}

/** Bits that the closest mapping lacks, and the place in the file of the memory that is too small. */
export interface Shortfall {
  readonly missingBits: number;
  readonly origin: SourceOrigin | undefined;
}

export function noTemporalMapping(
  layer: Layer,
  accelerator: string,
  cause: string,
  hint: string,
  shortfall?: Shortfall,
): MappingError {
  const message = `no temporal mapping of layer ${layer.name} fits ${accelerator}: ${cause}`;
  const atMapping = atEntry('ZZ4411', layer, '', message, hint);
  const { code, severity } = atMapping;
  const diagnostic =
    shortfall?.origin === undefined ? atMapping : { code, severity, message, hint, ...shortfall.origin };
  return new MappingError(layer.name, diagnostic, shortfall?.missingBits);
}

export function noSpatialMapping(layer: Layer, accelerator: string, cause: string, hint: string): MappingError {
  const message = `no spatial mapping of layer ${layer.name} fits ${accelerator}: ${cause}`;
  return new MappingError(layer.name, atEntry('ZZ4412', layer, 'spatial_mapping', message, hint));
}

/** @param toFill number of array dimensions that the mapping file doesn't name. */
export function tooManySpatialMappings(layer: Layer, toFill: number): MappingError {
  const message = `layer ${layer.name} has too many spatial mappings to rank: ${layer.dimensions.length} loops can be unrolled on ${toFill} array dimensions`;
  const hint =
    'fix some array dimensions in spatial_mapping, or name the loops to try for each in spatial_mapping_hint';
  return new MappingError(layer.name, atEntry('ZZ4417', layer, 'spatial_mapping', message, hint));
}

export function unusableOrdering(layer: Layer, cause: string): MappingError {
  const message = `the temporal ordering cannot be used for layer ${layer.name}: ${cause}`;
  const hint = 'correct the entry, write "*" for its size, or remove temporal_ordering to search all orders';
  return new MappingError(layer.name, atEntry('ZZ4421', layer, 'temporal_ordering', message, hint));
}

export function tooManyLoops(layer: Layer, loops: number, most: number): MappingError {
  const message = `layer ${layer.name} has ${loops} temporal loops; at most ${most} are supported`;
  const hint = 'set a limit of loop prime factors, e.g. 6';
  return new MappingError(layer.name, atEntry('ZZ4422', layer, 'temporal_ordering', message, hint));
}

/** Number of dimensions with temporal loops, and time that a search still needs, in milliseconds. */
export type SearchTimeLeft = { readonly dimensions: number } & (
  | { readonly about: number }
  | { readonly atLeast: number }
);

export function longSearch(
  { layer, spatialMapping }: CompiledProblem,
  { lpfLimit }: TemporalSearchOptions,
  orders: number,
  left: SearchTimeLeft,
): Diagnostic {
  const time = 'about' in left ? `about ${roughDuration(left.about)}` : `more than ${roughDuration(left.atLeast)}`;
  const count = orders < 1e15 ? String(orders) : orders.toExponential(1);
  const message = `the search for layer ${layer.name} will take ${time}: its loops have ${count} orders with ${formatSpatialMapping(spatialMapping.source)}`;
  const lower = lpfLimit === null ? 10 : Math.max(4, lpfLimit - 2);
  // Every dimension keeps a loop, so a lower limit than their number changes nothing.
  const hint =
    (lpfLimit !== null && lpfLimit <= lower) || left.dimensions > lower
      ? 'unroll more, prescribe a temporal_ordering, search with SALSA (--engine salsa), or set a limit of time (timeLimit, --time-limit)'
      : `lower the limit of loop prime factors (lpfLimit, --lpf-limit), now ${lpfLimit ?? 'none'}, to ${lower}, unroll more, or set a limit of time (timeLimit, --time-limit)`;
  return { ...layer.mapping.origin, code: 'ZZ4415', severity: 'warning', message, hint };
}

/** Code of the finding that a search needs too much memory. */
export const TOO_MANY_CLASSES = 'ZZ4427';

export function tooManyClasses({ layer }: CompiledProblem, { lpfLimit }: TemporalSearchOptions): MappingError {
  const message = `the search for layer ${layer.name} exceeds its memory limit: its loops have too many different orders`;
  const hint = `lower the limit of loop prime factors (lpfLimit, --lpf-limit), now ${lpfLimit ?? 'none'}`;
  return new MappingError(layer.name, atEntry('ZZ4427', layer, '', message, hint));
}

/** @param share of the orders that were searched. */
export function noMappingInTime({ layer, accelerator }: CompiledProblem, share: number): MappingError {
  const message = `the search for layer ${layer.name} was ended before it found a mapping that fits ${accelerator.name}; searched: ${shareText(share)} of its orders`;
  const hint =
    'allow more time (timeLimit, --time-limit), lower the limit of loop prime factors (lpfLimit, --lpf-limit), or enlarge the memories';
  // Of several spatial mappings this one is named: it may still have a mapping.
  return new MappingError(layer.name, atEntry('ZZ4428', layer, '', message, hint), 0);
}

export function unknownArrayDimension(layer: Layer, arrayDimension: string, accelerator: string): MappingError {
  const message = `array dimension ${arrayDimension} of the mapping of layer ${layer.name} is not in accelerator ${accelerator}`;
  const hint = 'remove the array dimension, or use a dimension of operational_array';
  return new MappingError(layer.name, atEntry('ZZ4423', layer, `spatial_mapping.${arrayDimension}`, message, hint));
}

export function unrollingTooLarge(
  layer: Layer,
  arrayDimension: string,
  dimension: string,
  factor: number,
  size: number,
): MappingError {
  const message = `${dimension} of layer ${layer.name} is unrolled ${factor} times on ${arrayDimension} but has only ${size} iterations`;
  const hint = `unroll ${dimension} at most ${size} times`;
  return new MappingError(layer.name, atEntry('ZZ4424', layer, `spatial_mapping.${arrayDimension}`, message, hint));
}

export function unrollingBelowOne(layer: Layer, arrayDimension: string, dimension: string): MappingError {
  const message = `${dimension} of layer ${layer.name} is unrolled by less than one on ${arrayDimension}`;
  const hint = `unroll ${dimension} less on the other array dimensions`;
  return new MappingError(layer.name, atEntry('ZZ4425', layer, `spatial_mapping.${arrayDimension}`, message, hint));
}
