import { InputError, MappingError } from '../../../src/base/diagnostic.ts';
import type { RandomStream } from '../../../src/base/random.ts';
import { type CompileOptions, compileProblem } from '../../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { type Accelerator, createAccelerator } from '../../../src/model/accelerator/accelerator.ts';
import type { Layer } from '../../../src/model/workload/layer.ts';
import { convertSpatialMapping } from '../../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator, matrixProduct } from '../../support.ts';

const NAMES = [
  'tpu_like',
  'edge_tpu_like',
  'meta_prototype',
  'ascend_like',
  'eyeriss_like',
  'tesla_npu_like',
  'gemm_l1_l3',
];

export async function exampleAccelerators(): Promise<Accelerator[]> {
  return await Promise.all(NAMES.map((name) => exampleAccelerator(name)));
}

/** A small layer on small hardware, the same for the same stream. */
export interface RandomDesign {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
}

/**
 * Hardware of the given shapes with few units (2, 3 or 5 along a dimension, so that unrollings are often fractional), small memories
 * down to one word, and narrow ports; a matrix product or a convolution with up to `most` loop prime factors.
 */
export function randomDesign(random: RandomStream, accelerators: readonly Accelerator[], most: number): RandomDesign {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[random.nextBelow(list.length)] ?? list[0];
  const shape = accelerators[random.nextBelow(accelerators.length)];
  if (shape === undefined) throw new Error('no accelerator');
  const { name, operationalArray, memoryHierarchy } = shape;
  const isOdd = random.nextFraction() < 0.3;
  const top = memoryHierarchy.memories.length - 1;
  const shrink = pick([64, 256, 1024, 4096, 16384]);
  const accelerator = createAccelerator({
    name,
    operationalArray: {
      ...operationalArray,
      dimensions: operationalArray.dimensions.map((dimension) => ({
        ...dimension,
        size: isOdd ? pick([2, 3, 5]) : pick([1, 2, 2, 4]),
      })),
    },
    memories: memoryHierarchy.memories.map((memory, index) => {
      const isTop = index === top;
      const sizeBits = isTop
        ? memory.sizeBits
        : Math.max(32, Math.round(((memory.sizeBits / shrink) * pick([0.5, 1, 2])) / 8) * 8);
      return {
        ...memory,
        sizeBits: isTop || memory.sizeBits <= 64 ? memory.sizeBits : sizeBits,
        ports: memory.ports.map(({ services, ...port }) => {
          const width = isTop
            ? pick([16, 32, 64, 128])
            : Math.max(8, Math.min(port.bandwidthMax, pick([16, 32, 64, 128, 256])));
          return {
            ...port,
            bandwidthMax: width,
            bandwidthMin: Math.min(port.bandwidthMin, width),
            allocation: services,
          };
        }),
      };
    }),
  });
  for (;;) {
    const size = (): number => pick([2, 3, 4, 4, 5, 6, 8]);
    const isProduct = random.nextFraction() < 0.4;
    const layer = isProduct
      ? matrixProduct({ D: size() * pick([1, 2]), C: size() * pick([1, 2]), K: size() * pick([1, 2]) })
      : convolution(
          { K: size(), C: size(), OY: pick([1, 2, 4]), OX: pick([2, 3, 4]), FY: pick([1, 1, 3]), FX: pick([1, 3]) },
          pick([1, 1, 2]),
        );
    // Fewer factors are left for time than there are in all; this keeps the layer small enough all the same.
    const factors = layer.dimensions.reduce((sum, dimension) => sum + primeCount(dimension.size), 0);
    if (factors <= most + 3) return { layer, accelerator };
  }
}

function primeCount(size: number): number {
  let count = 0;
  for (let rest = size, prime = 2; rest > 1; prime++) for (; rest % prime === 0; rest /= prime) count++;
  return count;
}

/** The problems of a design with its best spatial mappings; none if nothing is possible. */
export function problemsOf(
  { layer, accelerator }: RandomDesign,
  count: number,
  options: CompileOptions = {},
): CompiledProblem[] {
  try {
    const mappings = generateSpatialMappings(layer, accelerator, {
      nbMappingsGenerated: count,
      enableMixSpatialMappingGeneration: false,
    });
    return mappings.map((mapping) =>
      compileProblem(
        layer,
        accelerator,
        convertSpatialMapping(layer, accelerator, mapping, options.costModel),
        options,
      ),
    );
  } catch (error) {
    if (error instanceof InputError || error instanceof MappingError) return [];
    throw error;
  }
}

/** A design with what only the corrected model knows: memories that are always double-buffered; and operations of several cycles. */
export function variedDesign(random: RandomStream, accelerators: readonly Accelerator[], most: number): RandomDesign {
  const { layer, accelerator } = randomDesign(random, accelerators, most);
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const isForced = random.nextFraction() < 0.3;
  // Sums take more room than by the reference model.
  const factor = [1, 2, 4][random.nextBelow(3)] ?? 1;
  const cyclesPerOperation = random.nextFraction() < 0.2 ? 3 : operationalArray.cyclesPerOperation;
  const varied = createAccelerator({
    name,
    operationalArray,
    memories: memoryHierarchy.memories.map((memory) => ({
      ...memory,
      sizeBits: memory.sizeBits * factor,
      forceDoubleBuffering: isForced && random.nextFraction() < 0.5,
      ports: memory.ports.map(({ services, ...port }) => ({ ...port, allocation: services })),
    })),
  });
  return { layer, accelerator: { ...varied, operationalArray: { ...varied.operationalArray, cyclesPerOperation } } };
}

/** The same design with memories several times as large, at equal costs. */
export function withLargerMemories({ layer, accelerator }: RandomDesign, factor: number): RandomDesign {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const larger = createAccelerator({
    name,
    operationalArray,
    memories: memoryHierarchy.memories.map((memory) => ({
      ...memory,
      sizeBits: memory.sizeBits * factor,
      ports: memory.ports.map(({ services, ...port }) => ({ ...port, allocation: services })),
    })),
  });
  return { layer, accelerator: larger };
}
