import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDesign } from '../../../src/design-space/describe-design.ts';
import type { DesignRules, InputData, Target } from '../../../src/design-space/design-rules.ts';
import { DesignSpace } from '../../../src/design-space/design-space.ts';
import { parseExpression } from '../../../src/design-space/expression.ts';
import { parseInputPath, resolvePath } from '../../../src/design-space/input-path.ts';
import { listedValues, rangeValues, valueProblem } from '../../../src/design-space/parameter-values.ts';
import type { SettingValue } from '../../../src/design-space/setting.ts';

const INPUTS: InputData = {
  accelerator: {
    operational_array: { sizes: [8, 8] },
    memories: { rf: { size: 16, ports: [{ width: 8 }] }, sram: { size: 4096, ports: [{ width: 8 }, { width: 16 }] } },
  },
  mapping: [{ name: 'default' }],
  workload: [{ loop_sizes: [4, 4] }],
  run: {},
};

function targets(...paths: readonly string[]): Target[] {
  return paths.flatMap((text) => {
    const path = parseInputPath(text);
    const found = path === undefined ? [] : resolvePath(INPUTS[path.input], path);
    if (path === undefined || typeof found === 'string') throw new Error(`no field: ${text}`);
    return found.map((steps): Target => ({ input: path.input, path: steps }));
  });
}

const parameter = (name: string, values: readonly SettingValue[], sets: readonly Target[], isCoupled = false) => ({
  name,
  title: name,
  unit: '' as const,
  values,
  targets: sets.map((target, place) => ({ ...target, entry: isCoupled ? place : 0 })),
  isCoupled,
});

const RULES: DesignRules = {
  parameters: [
    parameter('side', [8, 16], targets('accelerator.operational_array.sizes[*]')),
    parameter(
      'both',
      [
        [32, 8192],
        [64, 4096],
      ],
      targets('accelerator.memories.rf.size', 'accelerator.memories.sram.size'),
      true,
    ),
  ],
  derived: [
    { targets: targets('accelerator.memories[*].ports[*].width'), value: parseExpression('4 * side') },
    { targets: targets('workload[0].loop_sizes[1]'), value: parseExpression('sram.ports[0].width / 2') },
    { targets: targets('run.lpf_limit'), value: { constant: 4 } },
  ],
  conditions: [parseExpression('sram.size >= 100 * rf.size')],
};

describe('a design', () => {
  test('has the values of its parameters, and what follows from them in the order of the file', () => {
    const { data, isAdmitted } = describeDesign(INPUTS, RULES, { side: 16, both: [32, 8192] });
    expect(data).toEqual({
      accelerator: {
        operational_array: { sizes: [16, 16] },
        memories: {
          rf: { size: 32, ports: [{ width: 64 }] },
          sram: { size: 8192, ports: [{ width: 64 }, { width: 64 }] },
        },
      },
      mapping: [{ name: 'default' }],
      workload: [{ loop_sizes: [4, 32] }],
      run: { lpf_limit: 4 },
    });
    expect(isAdmitted).toBe(true);
    expect(describeDesign(INPUTS, RULES, { side: 16, both: [64, 4096] }).isAdmitted).toBe(false);
  });

  test('shares what no parameter changes with the original, and leaves that as it is', () => {
    const before = structuredClone(INPUTS);
    const { data } = describeDesign(INPUTS, { ...RULES, derived: [] }, { side: 16, both: [32, 8192] });
    expect(INPUTS).toEqual(before);
    expect(data.mapping).toBe(INPUTS.mapping);
    expect(data.workload).toBe(INPUTS.workload);
  });

  test.each([
    ['sqrt(0 - side)', 'the value is NaN'],
    ['side / 0', 'the value is Infinity'],
    ['sram.ports[side].width', 'there is no entry 8'],
  ])('has no value of %s', (text, message) => {
    const derived = [{ targets: targets('accelerator.memories.rf.size'), value: parseExpression(text) }];
    const settings = { side: 8, both: [32, 8192] };
    expect(() => describeDesign(INPUTS, { ...RULES, derived }, settings)).toThrow(message);
  });

  test('has no condition that is a number', () => {
    const conditions = [parseExpression('side + 1')];
    const settings = { side: 8, both: [32, 8192] };
    expect(() => describeDesign(INPUTS, { ...RULES, conditions }, settings)).toThrow('a condition is 9');
  });
});

describe('a space of designs', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 });
  const spaceOf = (sizes: readonly number[]): DesignSpace =>
    new DesignSpace(
      sizes.map((size, place) => ({
        name: `p${place}`,
        title: '',
        unit: '',
        values: Array.from({ length: size }, (_, value) => value),
      })),
    );

  test('numbers every combination once, the last parameter changing fastest', () => {
    fc.assert(
      fc.property(lengths, (sizes) => {
        const space = spaceOf(sizes);
        const all = Array.from({ length: space.size }, (_, index) => space.positionsOf(index));
        expect(new Set(all.map(String)).size).toBe(sizes.reduce((product, size) => product * size, 1));
        all.forEach((positions, index) => {
          expect(space.indexOf(positions)).toBe(index);
        });
        const sorted = all.toSorted((a, b) => a.map((x, place) => x - (b[place] ?? 0)).find((x) => x !== 0) ?? 0);
        expect(all).toEqual(sorted);
      }),
      { numRuns: 30 },
    );
  });
});

describe('values', () => {
  test('of a range with a step are counted, so that no rounding adds up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 300 }), (first, steps) => {
        const range = rangeValues({ from: first / 10, to: (first + steps) / 10, step: 0.1 });
        expect(range).toEqual({
          unit: '',
          values: Array.from({ length: steps + 1 }, (_, step) => (first + step) / 10),
        });
      }),
    );
  });

  test('of a range with a factor end at the last one within', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        (base, powers, isMore) => {
          const range = rangeValues({
            from: `${base} KiB`,
            to: `${base * 2 ** powers + (isMore ? 0.5 : 0)} KiB`,
            factor: 2,
          });
          expect(range).toEqual({
            unit: 'bit',
            values: Array.from({ length: powers + 1 }, (_, power) => base * 8192 * 2 ** power),
          });
        },
      ),
    );
  });

  test.each([
    [{ from: 1, to: 2 }, 'either a step or a factor'],
    [{ from: 1, to: 2, step: 1, factor: 2 }, 'either a step or a factor'],
    [{ from: 2, to: 1, step: 1 }, 'from is larger than to'],
    [{ from: '1 KB', to: 2, step: 1 }, 'from is "1 KB"'],
    [{ from: 1, to: '2 mm2', step: 1 }, 'to is "2 mm2"'],
    [{ from: 1, to: 2, step: 0 }, 'step must be a number above 0'],
    [{ from: 1, to: 2, step: 'x' }, 'step must be a number above 0'],
    [{ from: 1, to: 2, factor: 1 }, 'factor must be a number above 1'],
    [{ from: 0, to: 2, factor: 2 }, 'must begin above 0'],
    [{ from: 0, to: 1e9, step: 1 }, 'the range has 1000000001 values'],
  ])('%j: %s', (range, problem) => {
    expect(rangeValues(range)).toMatch(problem);
  });

  test('are bits where all of them are sizes or numbers', () => {
    expect(listedValues(['1 KiB', 64])).toEqual({ unit: 'bit', values: [8192, 64] });
    expect(listedValues([64, 128])).toEqual({ unit: '', values: [64, 128] });
    expect(listedValues(['1 KiB', 'auto'])).toEqual({ unit: '', values: ['1 KiB', 'auto'] });
  });

  test.each([
    ['32 KB', '"32 KB" is no size; did you mean "kB"?'],
    ['32kib', 'did you mean "KiB"?'],
    [Number.NaN, 'NaN is no value'],
    [Number.POSITIVE_INFINITY, 'Infinity is no value'],
    [undefined, 'undefined is no value'],
    ['32 KiB', undefined],
    ['K, 32', undefined],
    ['loma', undefined],
    [['K, 32'], undefined],
    [null, undefined],
  ])('%j: %s', (value, problem) => {
    if (problem === undefined) expect(valueProblem(value)).toBeUndefined();
    else expect(valueProblem(value)?.problem).toContain(problem);
  });
});
