import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { NestedMemory } from './common-cuts.ts';
import * as errors from './export-errors.ts';
import type { WrittenLevel } from './write-map.ts';

/** Unrollings by the memory below which a map repeats the units: the innermost that they share. */
export function spatialAxes(
  evaluation: CostModelEvaluation,
  nested: readonly NestedMemory[],
  used: CostModelEvaluation['spatialMapping']['source'],
  losses: Diagnostic[],
) {
  const { layer, temporalMapping } = evaluation;
  const found = new Map<NestedMemory['memory'], WrittenLevel['axes']>();
  for (const { arrayDimension, unrollings } of used) {
    const shared = nested.find(({ memory }) => memory.servedDimensions.includes(arrayDimension));
    if (shared === undefined) refuse(errors.unsharedUnits(layer.name, arrayDimension));
    const axes = found.get(shared.memory) ?? [];
    const loops = unrollings
      .filter(({ factor }) => factor > 1)
      .map(({ dimension, factor }) => ({ dimension, size: factor }));
    found.set(shared.memory, [...axes, { arrayDimension, loops }]);
  }
  // Smaller last rounds: the units lie next to each other, so nothing of the dimension may be further inside.
  for (const { name, size } of layer.dimensions) {
    const units = used
      .flatMap((entry) => entry.unrollings)
      .reduce((all, { dimension, factor }) => (dimension === name ? all * factor : all), 1);
    if (size % units === 0) continue;
    const place = nested.findIndex(({ memory }) =>
      (found.get(memory) ?? []).some(({ loops }) => loops.some(({ dimension }) => dimension === name)),
    );
    const inside = temporalMapping.loops.slice(0, nested[place - 1]?.cut ?? 0);
    const isSplit = [...found.values()].flat().filter(({ loops }) => loops.some(({ dimension }) => dimension === name));
    if (isSplit.length > 1 || inside.some(({ dimension }) => dimension === name)) {
      refuse(errors.inexpressibleRounds(layer.name, name, size, units));
    }
    const last = size - (Math.ceil(size / units) - 1) * units;
    for (const [memory, axes] of found) {
      found.set(
        memory,
        axes.map((axis) => ({
          ...axis,
          loops: axis.loops.map((loop) => (loop.dimension === name ? { ...loop, lastSize: last } : loop)),
        })),
      );
    }
  }
  for (const [memory, axes] of found) found.set(memory, twoAxes(layer.name, memory.name, axes, losses));
  return found;
}

/** A level has the axes X and Y, and every dimension once. */
function twoAxes(
  layer: string,
  memory: string,
  axes: WrittenLevel['axes'],
  losses: Diagnostic[],
): WrittenLevel['axes'] {
  if (axes.length > 2) {
    losses.push(
      errors.tooManyAxes(
        layer,
        memory,
        axes.map(({ arrayDimension }) => arrayDimension),
      ),
    );
  }
  const [x, ...others] = axes;
  if (x === undefined) return axes;
  const y = others.flatMap(({ loops }) => loops);
  const all = new Map<string, { dimension: string; size: number; lastSize?: number }>();
  const repeated = new Set<string>();
  const placed = (loops: WrittenLevel['axes'][number]['loops']) =>
    loops.flatMap((loop) => {
      const known = all.get(loop.dimension);
      if (known === undefined) {
        const copy = { ...loop };
        all.set(loop.dimension, copy);
        return [copy];
      }
      known.size *= loop.size;
      repeated.add(loop.dimension);
      return [];
    });
  const written = [
    { arrayDimension: x.arrayDimension, loops: placed(x.loops) },
    ...(others.length === 0
      ? []
      : [{ arrayDimension: others.map(({ arrayDimension }) => arrayDimension).join(' and '), loops: placed(y) }]),
  ];
  for (const dimension of repeated) losses.push(errors.splitUnrolling(layer, memory, dimension));
  return written;
}

/** @throws InputError with the finding: no map comes near. */
export function refuse(finding: Diagnostic): never {
  throw new InputError([finding]);
}
