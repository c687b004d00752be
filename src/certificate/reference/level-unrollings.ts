import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { SpatialMapping, Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { inSetOrder } from '../spatial/hash-order.ts';

/** Per operand: unrollings between the array and memory 0, between memory 0 and memory 1, and so on. */
export type LevelUnrollings = ReadonlyMap<string, { readonly fractional: Levels; readonly integer: Levels }>;

type Levels = readonly (readonly Unrolling[])[];

interface Fitted extends Unrolling {
  readonly arrayDimension: string;
  readonly whole: number;
}

/**
 * A spatial mapping by memory levels (docs/mapping-search.md#conversion-to-memory-levels).
 * @returns undefined where the layer can't be unrolled so.
 */
export function levelUnrollings(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
): LevelUnrollings | undefined {
  const fitted = fitToLayer(layer, accelerator, mapping);
  if (fitted === undefined) return undefined;
  return new Map(
    [...layer.mapping.memoryOperandLinks].map(([operand, memoryOperand]) => {
      const taken = new Set<string>();
      const levels = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).map(({ servedDimensions }) => {
        const served = inSetOrder('array', servedDimensions).filter((name) => !taken.has(name));
        for (const name of served) taken.add(name);
        return served.flatMap((name) => fitted.filter(({ arrayDimension }) => arrayDimension === name));
      });
      levels.push(fitted.filter(({ arrayDimension }) => !taken.has(arrayDimension)));
      return [
        operand,
        {
          fractional: levels.map((level) => together(level, ({ factor }) => factor)),
          integer: levels.map((level) => together(level, ({ whole }) => whole)),
        },
      ];
    }),
  );
}

/** The first largest unrolling of every loop dimension becomes a divisor, as a fraction; the whole version of it is cut off. */
function fitToLayer(layer: Layer, { operationalArray }: Accelerator, mapping: SpatialMapping): Fitted[] | undefined {
  const all = mapping.flatMap(({ arrayDimension, unrollings }) =>
    unrollings.map((unrolling) => ({ ...unrolling, arrayDimension })),
  );
  const fitted: Fitted[] = [];
  for (const unrolling of all) {
    const { dimension, arrayDimension } = unrolling;
    const size = layer.dimensions.find(({ name }) => name === dimension)?.size;
    if (size === undefined) continue;
    const units = operationalArray.dimensions.find(({ name }) => name === arrayDimension)?.size;
    if (units === undefined) return undefined;
    const given = Math.min(unrolling.factor, units);
    if (given > size) return undefined;
    const others = all.filter((other) => other.dimension === dimension);
    const largest = others.find(({ factor }) => factor === Math.max(...others.map((other) => other.factor)));
    let factor = given;
    if (largest?.arrayDimension === arrayDimension) {
      const before = fitted
        .filter((other) => other.dimension === dimension && other.arrayDimension !== arrayDimension)
        .reduce((product, other) => product * other.factor, 1);
      factor = size / Math.ceil(size / (given * before)) / before;
    }
    const whole = Math.trunc(factor);
    if (whole < 1) return undefined;
    fitted.push({ dimension, arrayDimension, factor, whole });
  }
  return fitted;
}

/** Unrollings of one loop dimension multiplied. */
function together(level: readonly Fitted[], factorOf: (entry: Fitted) => number): Unrolling[] {
  const factors = new Map<string, number>();
  for (const entry of level) factors.set(entry.dimension, (factors.get(entry.dimension) ?? 1) * factorOf(entry));
  return [...factors].map(([dimension, factor]) => ({ dimension, factor }));
}
