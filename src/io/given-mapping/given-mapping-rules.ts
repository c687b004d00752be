import type { Diagnostic } from '../../base/diagnostic.ts';
import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './given-mapping-errors.ts';
import type { GivenMappingRecord } from './given-mapping-schema.ts';

/** Every operand has a memory operand of its own: O for the output, I1 or I2 for an input. */
export function* linkRules(
  document: SourceDocument,
  { links }: GivenMappingRecord,
  accelerator: Accelerator,
): Generator<Diagnostic> {
  const used = new Set<string>();
  for (const [index, operand] of document.keysOf(['layer', 'operands']).entries()) {
    const at = originOf(document, ['links', operand]);
    const link = links[operand];
    const expected = index === 0 ? 'O' : 'I1 or I2, each for one input';
    if (link === undefined || used.has(link) || (index === 0) !== (link === 'O')) {
      yield errors.badLink(at, operand, link, expected);
    } else if (memoryLevelsOf(accelerator.memoryHierarchy, link).length === 0) {
      yield errors.notHeld(at, operand, link);
    }
    if (link !== undefined) used.add(link);
  }
  for (const operand of Object.keys(links)) {
    if (document.keysOf(['layer', 'operands']).includes(operand)) continue;
    yield errors.badLink(originOf(document, ['links', operand]), operand, links[operand], 'an operand of the layer');
  }
}

/** The mapping computes every operation of the layer once, and cuts its loops into the memory levels of every operand. */
export function* mappingRules(
  document: SourceDocument,
  record: GivenMappingRecord,
  layer: Layer,
  accelerator: Accelerator,
): Generator<Diagnostic> {
  const known = layer.dimensions.map(({ name }) => name);
  yield* spatialRules(document, record, known, accelerator);
  const { loops, boundaries } = record.temporal;
  if (loops.length > MOST_LOOPS) {
    yield errors.tooManyLoops(originOf(document, ['temporal', 'loops']), loops.length, MOST_LOOPS);
  }
  for (const [index, [dimension]] of loops.entries()) {
    const at = originOf(document, ['temporal', 'loops', index]);
    if (!known.includes(dimension)) yield errors.unknownDimension(at, 'a temporal loop', dimension, known);
  }
  for (const { name, size } of layer.dimensions) {
    const units = product(
      record.spatial.flatMap(([, list]) => list.flatMap(([d, factor]) => (d === name ? [factor] : []))),
    );
    const rounds = Math.ceil(size / units);
    const iterations = product(loops.flatMap(([d, factor]) => (d === name ? [factor] : [])));
    if (iterations === rounds) continue;
    const how = units === 1 ? 'its size' : `its size ${size} over ${units} units, rounded up`;
    yield errors.wrongRounds(originOf(document, ['temporal', 'loops']), name, iterations, rounds, how);
  }
  const operands = layer.operands.map(({ name }) => name);
  for (const name of document.keysOf(['temporal', 'boundaries'])) {
    if (operands.includes(name)) continue;
    yield errors.unknownOperand(originOf(document, ['temporal', 'boundaries', name]), 'the boundaries', name, operands);
  }
  for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
    const levels = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).map(({ name }) => name);
    const ends = boundaries[operand] ?? [];
    const isAscending = ends.every((end, level) => end >= (ends[level - 1] ?? 0));
    if (ends.length === levels.length && isAscending && ends.at(-1) === loops.length) continue;
    yield errors.badBoundaries(
      originOf(document, ['temporal', 'boundaries', operand]),
      operand,
      ends,
      levels,
      loops.length,
    );
  }
}

/** Room of the cost model. */
const MOST_LOOPS = 63;

function* spatialRules(
  document: SourceDocument,
  { spatial }: GivenMappingRecord,
  known: readonly string[],
  { operationalArray }: Accelerator,
): Generator<Diagnostic> {
  const arrays = operationalArray.dimensions;
  for (const [index, [array, loops]] of spatial.entries()) {
    const at = originOf(document, ['spatial', index]);
    const size = arrays.find(({ name }) => name === array)?.size;
    if (size === undefined) {
      yield errors.unknownArray(
        at,
        array,
        arrays.map(({ name }) => name),
      );
      continue;
    }
    if (spatial.findIndex(([other]) => other === array) < index)
      yield errors.repeatedName(at, 'array dimension', array);
    for (const [dimension] of loops) {
      if (!known.includes(dimension)) yield errors.unknownDimension(at, 'the spatial mapping', dimension, known);
    }
    const used = product(loops.map(([, factor]) => factor));
    if (used > size) yield errors.tooManyUnits(at, array, used, size);
  }
}
