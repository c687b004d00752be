import fc from 'fast-check';
import { expect, test } from 'vitest';
import { product } from '../../src/base/integers.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { type Unrolling, utilisation } from '../../src/model/mapping/spatial-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { generateSpatialMappings } from '../../src/search/index.ts';
import { type UnrollingLoss, userMappingOutcome } from '../../src/search/spatial/unrolling-losses.ts';
import { matrixProduct } from '../support.ts';

/* What the warnings about a spatial mapping advise where it is a number, tried: the unrolling gets larger. */

const OPTIONS = { nbMappingsGenerated: 1, enableMixSpatialMappingGeneration: false };

interface Register {
  readonly size: number;
  readonly width: number;
  readonly serves: readonly string[];
}

interface Design {
  readonly sizes: readonly [number, number];
  readonly registers: Readonly<Record<'I1' | 'I2' | 'O', Register>>;
}

function accelerator({ sizes, registers }: Design): Accelerator {
  const memory = (operands: readonly string[], { size, width, serves }: Register) => ({
    size,
    r_cost: 1,
    w_cost: 1,
    area: 0,
    latency: 1,
    operands,
    ports: [
      {
        name: 'rw_port_1',
        type: 'read_write',
        bandwidth_min: width,
        bandwidth_max: width,
        allocation: operands.flatMap((operand) =>
          (operand === 'O' ? ['tl', 'fh', 'fl', 'th'] : ['tl', 'fh']).map((code) => `${operand}, ${code}`),
        ),
      },
    ],
    served_dimensions: serves,
  });
  return readAccelerator(
    documentFromObject({
      name: 'random',
      operational_array: { unit_energy: 1, unit_area: 0, dimensions: ['D1', 'D2'], sizes },
      memories: {
        ...Object.fromEntries(
          Object.entries(registers).map(([operand, register]) => [operand, memory([operand], register)]),
        ),
        main: memory(['I1', 'I2', 'O'], { size: 1e9, width: 64, serves: ['D1', 'D2'] }),
      },
    }),
  ).value;
}

const power = (most: number) => fc.integer({ min: 0, max: most }).map((exponent) => 2 ** exponent);
const register = fc.record({
  size: power(4).map((words) => 16 * words),
  width: power(4).map((words) => 16 * words),
  serves: fc.subarray(['D1', 'D2']),
});
const designs: fc.Arbitrary<Design> = fc.record({
  sizes: fc.tuple(power(5), power(5)),
  registers: fc.record({ I1: register, I2: register, O: register }),
});
const unrolling = fc.record({
  dimension: fc.constantFrom('D', 'C', 'K', 'Z'),
  factor: fc.integer({ min: 1, max: 40 }),
});
const layers: fc.Arbitrary<Layer> = fc
  .tuple(unrolling, unrolling, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map(([first, second, C, K]) =>
    matrixProduct(
      { D: 12, C, K },
      {
        spatialMapping: [
          { arrayDimension: 'D1', unrollings: [first] },
          { arrayDimension: 'D2', unrollings: [second] },
        ],
      },
    ),
  );

/** The design with what the warning about a loss asks for; undefined where it asks for no number. */
function remedied(design: Design, { arrayDimension, asked, cause }: UnrollingLoss): Design | undefined {
  const withRegister = (from: Design, name: string, change: Partial<Register>): Design => {
    const known = Object.entries(from.registers).map(([operand, one]) => [
      operand,
      operand === name ? { ...one, ...change } : one,
    ]);
    return { ...from, registers: Object.fromEntries(known) };
  };
  if (cause.kind === 'narrowPort') {
    return cause.ports.reduce(
      (changed, { memory, neededBits }) => withRegister(changed, memory.name, { width: neededBits }),
      design,
    );
  }
  if (cause.kind === 'smallMemory') return withRegister(design, cause.memory.name, { size: cause.neededBits });
  if (cause.kind !== 'arrayTooSmall') return undefined;
  const [d1, d2] = design.sizes;
  return { ...design, sizes: arrayDimension === 'D1' ? [asked.factor, d2] : [d1, asked.factor] };
}

const same = (a: UnrollingLoss, b: UnrollingLoss): boolean =>
  a.arrayDimension === b.arrayDimension && a.asked.dimension === b.asked.dimension && a.cause.kind === b.cause.kind;

test('every remedy that is a number leaves more of the unrolling', () => {
  const tried = new Map<string, number>();
  fc.assert(
    fc.property(designs, layers, (design, layer) => {
      for (const loss of userMappingOutcome(layer, accelerator(design), OPTIONS).losses) {
        const better = remedied(design, loss);
        if (better === undefined) continue;
        const { kind } = loss.cause;
        tried.set(kind, (tried.get(kind) ?? 0) + 1);
        const left = userMappingOutcome(layer, accelerator(better), OPTIONS).losses.find(
          (other) =>
            same(other, loss) &&
            !(
              other.cause.kind === 'smallMemory' &&
              loss.cause.kind === 'smallMemory' &&
              other.cause.memory.name !== loss.cause.memory.name
            ),
        );
        expect(left?.given ?? Number.POSITIVE_INFINITY).toBeGreaterThan(loss.given);
      }
    }),
    { numRuns: 300 },
  );
  expect([...tried.keys()].toSorted()).toEqual(['arrayTooSmall', 'narrowPort', 'smallMemory']);
});

test('what is not reported is as the file has it, up to the iterations of the loop', () => {
  fc.assert(
    fc.property(designs, layers, (design, layer) => {
      const hardware = accelerator(design);
      const { losses } = userMappingOutcome(layer, hardware, OPTIONS);
      if (losses.length > 0) return;
      let mapping: ReturnType<typeof generateSpatialMappings>[number] | undefined;
      try {
        [mapping] = generateSpatialMappings(layer, hardware, OPTIONS);
      } catch {
        return;
      }
      const iterations = ({ dimension, factor }: Unrolling): number =>
        Math.min(factor, layer.dimensions.find(({ name }) => name === dimension)?.size ?? 1);
      for (const { arrayDimension, unrollings } of layer.mapping.spatialMapping) {
        const entry = mapping?.find((one) => one.arrayDimension === arrayDimension);
        expect(entry === undefined ? 1 : utilisation(entry)).toBe(product(unrollings.map(iterations)));
      }
    }),
    { numRuns: 300 },
  );
});
