import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import type { MemorySource } from '../../src/model/accelerator/memory.ts';
import { areaOf } from '../../src/model/hardware/area.ts';
import { clockPeriodNsOf } from '../../src/model/hardware/clock.ts';
import { staticPowerOf } from '../../src/model/hardware/static-power.ts';

const memorySource = (name: string, area: number | undefined, servedDimensions: readonly string[]): MemorySource => ({
  name,
  sizeBits: 1024,
  readEnergyPj: 1,
  writeEnergyPj: 1,
  area,
  staticPowerMw: area,
  latencyCycles: 1,
  memoryType: 'sram',
  autoCostExtraction: false,
  forceDoubleBuffering: false,
  operands: ['I1', 'I2', 'O'],
  servedDimensions,
  ports: [],
});

/** Whole numbers, so that sums are exact in any order; undefined is unknown. */
const figure = fc.option(fc.nat(1000), { nil: undefined });
const design = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 3 }),
  unit: figure,
  memories: fc.array(fc.record({ area: figure, served: fc.subarray([0, 1, 2]) }), { minLength: 1, maxLength: 5 }),
});
type Design = typeof design extends fc.Arbitrary<infer T> ? T : never;

function acceleratorOf({ sizes, unit, memories }: Design) {
  const dimensions = sizes.map((size, index) => ({ name: `D${index + 1}`, size }));
  return createAccelerator({
    name: 'any',
    operationalArray: { dimensions, unitEnergyPj: 1, unitArea: unit, unitStaticPowerMw: unit },
    memories: memories.map(({ area, served }, index) =>
      memorySource(
        `memory_${index}`,
        area,
        served.flatMap((position) => dimensions[position]?.name ?? []),
      ),
    ),
  });
}

/** Copies as docs/accelerator-format.md defines them: one per unit, shared along the dimensions served. */
function expectedParts({ sizes, unit, memories }: Design) {
  const units = sizes.reduce((count, size) => count * size, 1);
  const sharedBy = (served: readonly number[]) => served.reduce((count, index) => count * (sizes[index] ?? 1), 1);
  return [
    { name: 'units', copies: units, each: unit },
    ...memories.map(({ area, served }, index) => ({
      name: `memory_${index}`,
      copies: units / sharedBy(served),
      each: area,
    })),
  ];
}

describe('area and static power of an accelerator', () => {
  test('the total is the sum of copies × figure, and only known when every part is', () => {
    fc.assert(
      fc.property(design, (source) => {
        const accelerator = acceleratorOf(source);
        const expected = expectedParts(source);
        const known = expected.reduce((sum, { copies, each = 0 }) => sum + copies * each, 0);
        const unknown = expected.filter(({ each }) => each === undefined).map(({ name }) => name);
        const total = unknown.length === 0 ? known : undefined;
        const area = areaOf(accelerator);
        expect(area).toMatchObject({ totalMm2: total, knownMm2: known, unknown });
        expect(area.parts.map(({ name, copies, perCopyMm2 }) => ({ name, copies, each: perCopyMm2 }))).toEqual(
          expected,
        );
        const power = staticPowerOf(accelerator);
        expect(power).toMatchObject({ totalMw: total, knownMw: known, unknown });
        expect(power.parts.map(({ name, copies, perCopyMw }) => ({ name, copies, each: perCopyMw }))).toEqual(expected);
      }),
    );
  });

  test('an area of 0 is known; a missing one is not', () => {
    const accelerator = acceleratorOf({
      sizes: [4],
      unit: 2,
      memories: [
        { area: undefined, served: [] },
        { area: 0, served: [0] },
      ],
    });
    expect(areaOf(accelerator)).toMatchObject({ totalMm2: undefined, knownMm2: 8, unknown: ['memory_0'] });
  });

  test('without a frequency cycles have no length', () => {
    const accelerator = acceleratorOf({ sizes: [4], unit: 2, memories: [{ area: 0, served: [0] }] });
    expect(clockPeriodNsOf(accelerator)).toBeUndefined();
    expect(clockPeriodNsOf({ ...accelerator, clockFrequencyMhz: 500 })).toBe(2);
  });
});
