import { MappingError } from '../../base/diagnostic.ts';
import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryPort } from '../../model/accelerator/memory.ts';
import { type SpatialMapping, type Unrolling, utilisation } from '../../model/mapping/spatial-mapping.ts';
import { type Layer, type LayerOperand, loopSize } from '../../model/workload/layer.ts';
import { generateSpatialMappings, type SpatialGeneratorOptions } from './generate-spatial-mappings.ts';
import {
  innerOperands,
  type MaximalUnrolling,
  maximalUnrolling,
  portToArray,
  wordsPerCycle,
} from './maximal-unrolling.ts';
import { fitUserMapping } from './user-spatial-mapping.ts';

/** A port of an inner memory that delivers, or takes, fewer words per cycle than units are to have. */
export interface NarrowPort {
  readonly memory: MemoryLevel;
  readonly port: MemoryPort;
  readonly operand: LayerOperand;
  /** Bits per cycle for the units that array and loop would allow. */
  readonly neededBits: number;
}

export type LossCause =
  /** The layer has no such loop. */
  | { readonly kind: 'loopMissing' }
  /** The loop has one iteration, and nothing else is unrolled on the array dimension. */
  | { readonly kind: 'oneIteration' }
  /** The array dimension has fewer units. */
  | { readonly kind: 'arrayTooSmall'; readonly size: number }
  | { readonly kind: 'narrowPort'; readonly units: number; readonly ports: readonly NarrowPort[] }
  /** A copy of an inner memory doesn't hold an element for each of its units. */
  | {
      readonly kind: 'smallMemory';
      readonly memory: MemoryLevel;
      readonly operand: LayerOperand;
      readonly neededBits: number;
    }
  /** The unrollings on the array dimension together exceed its units. */
  | { readonly kind: 'arrayFull'; readonly size: number }
  /** All array dimensions together would unroll the loop more often than it has iterations. */
  | { readonly kind: 'loopCovered'; readonly iterations: number };

/** An unrolling of the mapping file that the search lowers or drops. */
export interface UnrollingLoss {
  readonly arrayDimension: string;
  readonly asked: Unrolling;
  /** What is left of its factor; 0 where it is dropped. */
  readonly given: number;
  readonly cause: LossCause;
}

/** What becomes of the spatial mapping of a layer's mapping entry. */
export interface UserMappingOutcome {
  readonly losses: readonly UnrollingLoss[];
  /** The array dimensions that the entry fixes, as the search uses them; the capacity limit is left out. */
  readonly fixed: SpatialMapping;
  readonly limits: MaximalUnrolling;
}

/**
 * The unrollings of a layer's mapping entry of which less is left than the entry asks for, and why
 * (docs/mapping-search.md#user-given-mappings). A loop with fewer iterations than asked for loses nothing: its round is done at once.
 */
export function userMappingOutcome(
  layer: Layer,
  accelerator: Accelerator,
  options: SpatialGeneratorOptions,
): UserMappingOutcome {
  const sizes = new Map(accelerator.operationalArray.dimensions.map(({ name, size }) => [name, size]));
  const limits = maximalUnrolling(layer, accelerator);
  const losses: UnrollingLoss[] = [];
  const fixed = fitUserMapping(layer, accelerator, limits, (kind, arrayDimension, asked, given) => {
    const size = sizes.get(arrayDimension);
    if (size === undefined || asked.factor === 1) return;
    const cause = causeOf(kind, layer, accelerator, { arrayDimension, size }, asked, given);
    if (cause !== undefined) losses.push({ arrayDimension, asked, given, cause });
  });
  const isIdle = (arrayDimension: string): boolean =>
    fixed.every((entry) => entry.arrayDimension !== arrayDimension || utilisation(entry) === 1);
  return {
    losses: [
      ...losses.filter(({ cause, arrayDimension }) => cause.kind !== 'oneIteration' || isIdle(arrayDimension)),
      ...capacityLosses(layer, accelerator, fixed, options),
    ],
    fixed,
    limits,
  };
}

function causeOf(
  kind: 'loopMissing' | 'maximum' | 'arrayFull' | 'loopCovered',
  layer: Layer,
  accelerator: Accelerator,
  { arrayDimension, size }: { readonly arrayDimension: string; readonly size: number },
  { dimension, factor }: Unrolling,
  given: number,
): LossCause | undefined {
  const iterations = loopSize(layer, dimension);
  if (kind === 'loopMissing') return { kind };
  if (kind === 'arrayFull') return { kind, size };
  if (kind === 'loopCovered') return { kind, iterations };
  const units = Math.min(factor, size, iterations);
  if (given < 1) return undefined; // No mapping exists. The search says so.
  if (given < units)
    return { kind: 'narrowPort', units, ports: narrowPorts(layer, accelerator, arrayDimension, dimension, units) };
  if (iterations === 1) return { kind: 'oneIteration' };
  return size < Math.min(factor, iterations) ? { kind: 'arrayTooSmall', size } : undefined;
}

function narrowPorts(
  layer: Layer,
  accelerator: Accelerator,
  arrayDimension: string,
  dimension: string,
  units: number,
): NarrowPort[] {
  return innerOperands(layer, accelerator).flatMap((inner) => {
    const { memory, operand, isDistinct } = inner;
    const port = portToArray(layer, inner);
    const binds =
      port !== undefined &&
      memory.servedDimensions.includes(arrayDimension) &&
      isDistinct(dimension) &&
      wordsPerCycle(layer, inner) < units;
    return binds ? [{ memory, port, operand, neededBits: units * operand.precisionBits }] : [];
  });
}

/**
 * What inner memories lower because of their capacity. The mappings are generated only if a memory can be too small, because
 * generating them can take seconds.
 */
function capacityLosses(
  layer: Layer,
  accelerator: Accelerator,
  fixed: SpatialMapping,
  options: SpatialGeneratorOptions,
): UnrollingLoss[] {
  if (fixed.every((entry) => utilisation(entry) === 1)) return [];
  const { dimensions } = accelerator.operationalArray;
  const canBind = innerOperands(layer, accelerator).some(({ memory, operand, isDistinct }) => {
    const most = memory.servedDimensions.map((name) => {
      const entry = fixed.find(({ arrayDimension }) => arrayDimension === name);
      if (entry === undefined) return dimensions.find((dimension) => dimension.name === name)?.size ?? 1;
      return product(entry.unrollings.filter(({ dimension }) => isDistinct(dimension)).map(({ factor }) => factor));
    });
    return product(most) * operand.precisionBits > memory.sizeBits;
  });
  if (!canBind) return [];
  const losses = new Map<string, UnrollingLoss>();
  try {
    generateSpatialMappings(
      layer,
      accelerator,
      options,
      ({ memory, operand }, neededBits, arrayDimension, asked, given) => {
        const key = `${memory.name} ${operand.name} ${arrayDimension} ${asked.dimension}`;
        const cause: LossCause = { kind: 'smallMemory', memory, operand, neededBits };
        if (!losses.has(key)) losses.set(key, { arrayDimension, asked, given, cause });
      },
    );
  } catch (error) {
    // A layer without any spatial mapping is reported when it is searched.
    if (!(error instanceof MappingError)) throw error;
    return [];
  }
  return [...losses.values()];
}

/** `K 16 on D1 becomes K 1: "w_port_1" of "acc" carries 32 bit/cycle, 16 units need 512`. */
export function lossText({ arrayDimension, asked, given, cause }: UnrollingLoss): string {
  const { dimension, factor } = asked;
  const result = given === 0 ? 'is dropped' : `becomes ${dimension} ${given}`;
  return `${dimension} ${factor} on ${arrayDimension} ${result}: ${causeText(dimension, arrayDimension, cause)}`;
}

function causeText(dimension: string, arrayDimension: string, cause: LossCause): string {
  switch (cause.kind) {
    case 'loopMissing':
      return `the layer has no loop ${dimension}`;
    case 'oneIteration':
      return `${dimension} has a single iteration`;
    case 'arrayTooSmall':
      return `${arrayDimension} has ${cause.size} units`;
    case 'arrayFull':
      return `the unrollings on ${arrayDimension} together exceed its ${cause.size} units`;
    case 'loopCovered':
      return `with the other array dimensions it exceeds the ${cause.iterations} iterations of ${dimension}`;
    case 'smallMemory':
      return `"${cause.memory.name}" holds ${cause.memory.sizeBits} bits, ${cause.operand.name} of all its units needs ${cause.neededBits}`;
    case 'narrowPort':
      return cause.ports
        .map(
          ({ memory, port, neededBits }) =>
            `"${port.name}" of "${memory.name}" carries ${port.bandwidthMax} bit/cycle, ${cause.units} units need ${neededBits}`,
        )
        .join('; ');
  }
}
