import type { Diagnostic } from '../../base/diagnostic.ts';
import { Findings, finish } from '../../io/text/findings.ts';
import { originOf, type SourceDocument } from '../../io/text/source-document.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { readTimeloopMap } from '../map/read-map.ts';
import type { TimeloopMap } from '../map/timeloop-map.ts';
import { importedDimensions, importedTensors } from '../names/default-names.ts';
import { type GivenNames, type NamePairs, strayNames } from '../names/name-pairs.ts';
import { checkDimensions, checkFactors, type LevelLoops, loopsOf } from './factors.ts';
import { acceleratorRecord, layerRecord } from './given-record.ts';
import * as errors from './import-errors.ts';
import { type Bypasses, bypassesOf } from './kept-tensors.ts';
import { type ImportedLevel, importedLevels } from './levels.ts';
import { spatialRecord } from './spatial-record.ts';

/** What a Timeloop map is read for. */
export interface TimeloopTarget {
  /** With its links to memory operands. */
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  /** Content of its file, which becomes part of the given mapping. */
  readonly acceleratorContent: unknown;
}

/** A Timeloop map as a given mapping. */
export interface ImportedMap {
  /** Content of a given mapping file (docs/evaluate.md). */
  readonly record: Readonly<Record<string, unknown>>;
  /** Warnings ZZ9301 to ZZ9303: what the map says and the given mapping does not. */
  readonly losses: readonly Diagnostic[];
  /** Other warnings. */
  readonly warnings: readonly Diagnostic[];
  /** What was taken for what, a sentence each. */
  readonly correspondence: readonly string[];
}

const LOSSES = ['ZZ9301', 'ZZ9302', 'ZZ9303'];

/**
 * Reads a Timeloop map for a layer and an accelerator.
 * @throws InputError with all findings where the map cannot be said here at all.
 */
export function importTimeloopMap(document: SourceDocument, target: TimeloopTarget, names: GivenNames): ImportedMap {
  const { layer, accelerator } = target;
  const { value: map, warnings } = readTimeloopMap(document);
  const { memoryHierarchy, operationalArray } = accelerator;
  const findings = new Findings(warnings);
  findings.add(strayFlags(names, layer, accelerator, map));
  const written = [...new Set(map.nests.flatMap(({ factors }) => factors.map(({ dimension }) => dimension)))];
  const dimensions = importedDimensions(written, layer, names.dimensions);
  const tensors = tensorsOf(map, layer, names.tensors, findings);
  checkDimensions(map, dimensions, layer, findings);
  const levels = importedLevels(map, memoryHierarchy, names.levels, findings);
  const bypasses = bypassesOf(map, levels, layer, memoryHierarchy, tensors, findings);
  const loops = levels.nested.map(
    (level): LevelLoops => ({
      level,
      temporal: loopsOf(level.temporal, map, dimensions, layer, findings),
      spatial: loopsOf(level.spatial, map, dimensions, layer, findings),
    }),
  );
  checkFactors(loopNest(loops, map), map, dimensions, layer, findings);
  for (const { name, path } of map.switches) findings.add([errors.ignoredSwitch(originOf(document, path), name)]);
  const spatial = spatialRecord(map, loops, operationalArray.dimensions, bypasses, names.axes, findings);
  const boundaries = boundariesOf(map, loops, levels.loopless, target, bypasses, findings);
  const { warnings: found } = finish({ ...document, warnings: [] }, findings, () => undefined);
  const record = {
    layer: layerRecord(layer),
    links: Object.fromEntries(layer.mapping.memoryOperandLinks),
    spatial,
    temporal: {
      loops: loops.flatMap(({ temporal }) => temporal.map(({ dimension, size }) => [dimension, size])),
      boundaries,
    },
    accelerator: acceleratorRecord(target.acceleratorContent, bypasses),
  };
  return {
    record,
    losses: found.filter(({ code }) => LOSSES.includes(code)),
    warnings: found.filter(({ code }) => !LOSSES.includes(code)),
    correspondence: [
      `levels, innermost first: ${levels.nested.map(({ target: name, memories }) => pair(name, memories.map((one) => one.name).join(' + ') || 'no memory')).join(', ')}`,
      `dimensions: ${[...dimensions]
        .filter(([there]) => written.includes(there))
        .map(([there, here]) => pair(there, here))
        .join(', ')}`,
      ...(tensors.size === 0 ? [] : [`tensors: ${[...tensors].map(([there, here]) => pair(there, here)).join(', ')}`]),
    ],
  };
}

function pair(there: string, here: string): string {
  return `${there} = ${here}`;
}

function* strayFlags(
  names: GivenNames,
  layer: Layer,
  accelerator: Accelerator,
  map: TimeloopMap,
): Generator<Diagnostic> {
  const memories = accelerator.memoryHierarchy.memories.map(({ name }) => name);
  const targets = [...map.nests, ...map.storage].map(({ target }) => target);
  const loops = layer.dimensions.map(({ name }) => name);
  const operands = layer.operands.map(({ name }) => name);
  const arrays = accelerator.operationalArray.dimensions.map(({ name }) => name);
  yield* strayNames(names.levels, '--levels', memories, [...new Set(targets)]);
  yield* strayNames(names.dimensions, '--dimensions', loops);
  yield* strayNames(names.tensors, '--tensors', operands);
  yield* strayNames(names.axes, '--axes', arrays, [
    ...['X', 'Y'],
    ...[...new Set(targets)].flatMap((target) => [`${target}.X`, `${target}.Y`]),
  ]);
}

/** Data spaces of the map with the operands that they are. */
function tensorsOf(map: TimeloopMap, layer: Layer, given: NamePairs, findings: Findings): NamePairs {
  const written = [...new Set(map.storage.flatMap(({ keep, bypass }) => [...keep, ...bypass]))];
  const tensors = importedTensors(written, layer, given);
  const known = layer.operands.map(({ name }) => name);
  for (const { keep, bypass, path } of map.storage) {
    for (const [field, list] of Object.entries({ keep, bypass })) {
      for (const [index, name] of list.entries()) {
        if (tensors.has(name)) continue;
        findings.add([errors.unknownTensor(originOf(map.document, [...path, field, index]), name, known)]);
      }
    }
  }
  return tensors;
}

/** All loops, innermost first. A spatial directive lies inside its level, and in the form of the front end outside of it. */
function loopNest(loops: readonly LevelLoops[], { namesRepeatedLevel }: TimeloopMap) {
  return loops.flatMap(({ temporal, spatial }) => {
    const [inTime, inSpace] = [
      temporal.map((loop) => ({ ...loop, isSpatial: false })),
      spatial.map((loop) => ({ ...loop, isSpatial: true })),
    ];
    return namesRepeatedLevel ? [...inTime, ...inSpace] : [...inSpace, ...inTime];
  });
}

/** How many temporal loops run inside each memory of every operand. */
function boundariesOf(
  map: TimeloopMap,
  loops: readonly LevelLoops[],
  loopless: readonly ImportedLevel[],
  { layer, accelerator }: TimeloopTarget,
  bypasses: Bypasses,
  findings: Findings,
): Record<string, number[]> {
  const ends = new Map<MemoryLevel, number>();
  let end = 0;
  for (const { level, temporal } of loops) {
    end += temporal.length;
    for (const memory of level.memories) ends.set(memory, end);
  }
  const { levels, memories } = accelerator.memoryHierarchy;
  const named = new Set([...ends.keys(), ...loopless.flatMap((level) => level.memories)]);
  const unnamed = memories.filter((memory) => !named.has(memory));
  for (const { name } of unnamed) findings.add([errors.memoryWithoutLevel(name)]);
  return Object.fromEntries(
    [...layer.mapping.memoryOperandLinks].map(([operand, memoryOperand]): [string, number[]] => {
      const stack = (levels.get(memoryOperand) ?? []).filter(
        (memory) => !(bypasses.get(memory)?.has(memoryOperand) ?? false),
      );
      const boundaries: number[] = [];
      for (const memory of stack) boundaries.push(ends.get(memory) ?? boundaries.at(-1) ?? 0);
      if ((boundaries.at(-1) ?? 0) !== end) {
        findings.add([
          errors.outermostLevel(originOf(map.document, ['mapping']), operand, stack.at(-1)?.name ?? 'none'),
        ]);
      }
      return [operand, boundaries];
    }),
  );
}
