import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { mappedRounds } from '../../src/engine/problem/in-memory-computing/mapped-rounds.ts';
import {
  operationalEnergyPj,
  sumOfOperationalEnergyPj,
} from '../../src/engine/problem/in-memory-computing/operational-energy.ts';
import { areaOf, clockPeriodNsOf } from '../../src/model/hardware/index.ts';
import { treeDelayNs } from '../../src/model/in-memory-computing/adders.ts';
import { structureOf } from '../../src/model/in-memory-computing/array-structure.ts';
import { clockPeriodNs, hardwareFigures, totalOf } from '../../src/model/in-memory-computing/index.ts';
import { layerQuantities } from '../../src/quantities/index.ts';
import { allocateOrder, primeLoops } from '../../src/search/allocation/allocate-order.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { convolution, exampleAccelerator } from '../support.ts';
import { DIMC, structure } from './support.ts';

/* In-memory computing by the corrected cost model. */

const [aimc, dimc] = await Promise.all([exampleAccelerator('aimc'), exampleAccelerator('dimc')]);

function mappingOf(columns: Readonly<Record<string, number>>, rows: Readonly<Record<string, number>>) {
  const unrollings = (factors: Readonly<Record<string, number>>) =>
    Object.entries(factors).map(([dimension, factor]) => ({ dimension, factor }));
  return [
    { arrayDimension: 'D1', unrollings: unrollings(columns) },
    { arrayDimension: 'D2', unrollings: unrollings(rows) },
  ];
}

test('I11: activations, rows and columns of all rounds make the operations of the layer', () => {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(
      fc.record({ K: upTo(20), C: upTo(20), FX: upTo(4), OX: upTo(5) }),
      fc.record({ k: upTo(8), c: upTo(6), fx: upTo(3) }),
      (sizes, { k, c, fx }) => {
        const layer = convolution({ ...sizes, B: 1, OY: 2, FY: 1 });
        const mapping = mappingOf({ K: k }, { C: c, FX: fx });
        const parts = mappedRounds(layer, dimc, mapping, DIMC);
        const operations = parts.reduce((sum, { rows, columns, activations }) => sum + rows * columns * activations, 0);
        expect(operations).toBe(layer.operationCount);
        for (const { rows, columns } of parts) expect(rows <= c * fx && columns <= k).toBe(true);
      },
    ),
  );
});

test('I11: a dimension along both lines fills columns to different heights', () => {
  const layer = convolution({ B: 1, K: 1, C: 11, OX: 3, OY: 1, FX: 1, FY: 1 });
  expect(mappedRounds(layer, dimc, mappingOf({ C: 2 }, { C: 3 }), DIMC)).toEqual([
    { rows: 3, accumulated: 3, columns: 2, activations: 3 },
    { rows: 3, accumulated: 3, columns: 1, activations: 3 },
    { rows: 2, accumulated: 2, columns: 1, activations: 3, isFurther: true },
  ]);
  const upTo = (max: number) => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(upTo(40), upTo(6), upTo(4), upTo(4), upTo(4), (c, k, first, second, columnsOfK) => {
      const walked = convolution({ B: 1, K: k, C: c, OX: 2, OY: 1, FX: 1, FY: 1 });
      const parts = mappedRounds(walked, dimc, mappingOf({ C: first, K: columnsOfK }, { C: second }), DIMC);
      const sumOf = (value: (part: (typeof parts)[number]) => number) =>
        parts.reduce((sum, part) => sum + value(part) * part.activations, 0);
      expect(sumOf(({ rows, columns }) => rows * columns)).toBe(walked.operationCount);
      // Each activation drives the rows that some column has an index in, as a walk over the indices of a round finds them.
      const rounds = Math.ceil(c / (first * second));
      let rows = 0;
      let columns = 0;
      for (let round = 0; round < rounds; round++) {
        const indices = Array.from(
          { length: Math.min(first * second, c - round * first * second) },
          (_, index) => index,
        );
        rows += new Set(indices.map((index) => Math.floor(index / first))).size;
        columns += new Set(indices.map((index) => index % first)).size;
      }
      const activationsOfK = Math.ceil(k / columnsOfK);
      expect(sumOf(({ rows: driven, isFurther }) => (isFurther === true ? 0 : driven))).toBe(2 * rows * activationsOfK);
      expect(sumOf(({ columns: used }) => used)).toBe(2 * columns * k);
    }),
  );
});

test('I11: 14 rows on 4 take three full rounds and one of 2', () => {
  const layer = convolution({ B: 1, K: 2, C: 14, OX: 3, OY: 1, FX: 1, FY: 1 });
  const parts = mappedRounds(layer, dimc, mappingOf({ K: 2 }, { C: 4 }), DIMC);
  expect(parts).toEqual([
    { rows: 4, accumulated: 4, columns: 2, activations: 9 },
    { rows: 2, accumulated: 2, columns: 2, activations: 3 },
  ]);
});

test('I2: a kernel loop gets the rows of its own pixel loop, in any order', () => {
  const layer = { ...convolution({ B: 1, K: 1, C: 2, OX: 3, OY: 1, FX: 3, FY: 1 }), constantOperands: ['W'] };
  const rowsOf = (rows: Readonly<Record<string, number>>) =>
    mappedRounds(layer, dimc, mappingOf({ OX: 3 }, rows), DIMC).map((part) => [part.rows, part.accumulated]);
  expect(rowsOf({ C: 2, FX: 3 })).toEqual([[10, 6]]);
  expect(rowsOf({ FX: 3, C: 2 })).toEqual([[10, 6]]);
});

test('I7: only mapped multipliers of a digital array switch', () => {
  const full = { rows: DIMC.rows, accumulated: DIMC.rows, columns: DIMC.columns, activations: 1 };
  const half = { ...full, rows: DIMC.rows / 2, accumulated: DIMC.rows / 2 };
  const { mults } = operationalEnergyPj(DIMC, full);
  expect(operationalEnergyPj(DIMC, half).mults).toBe(mults / 2);
  const both = sumOfOperationalEnergyPj(DIMC, [half, half]);
  expect(both.mults).toBe(mults);
});

test('cycles of an operation are whole, or the corrected model refuses the array', async () => {
  const layer = convolution({ B: 1, K: 2, C: 2, OX: 2, OY: 1, FX: 1, FY: 1 });
  const accelerator = await exampleAccelerator('tpu_like');
  const spatialMapping = convertSpatialMapping(layer, accelerator, []);
  for (const cyclesPerOperation of [0.5, 1.5, 0]) {
    const operationalArray = { ...accelerator.operationalArray, cyclesPerOperation };
    const compile = (costModel: 'corrected' | 'reference') => () =>
      compileProblem(layer, { ...accelerator, operationalArray }, spatialMapping, { costModel });
    expect(compile('corrected')).toThrow(new RegExp(`ZZ2603.* takes ${cyclesPerOperation} cycles`, 's'));
    expect(compile('reference')).not.toThrow();
  }
});

test('I6, I8, I10: area, clock and report are those of the cost model of the evaluation', () => {
  const area = areaOf(dimc, 'corrected');
  const { memories } = dimc.memoryHierarchy;
  const ofMemories = memories
    .filter(({ name }) => name !== 'cells')
    .reduce((sum, one) => sum + (one.area ?? 0) * one.copies, 0);
  expect(area.parts.map(({ name }) => name)).not.toContain('cells');
  expect(area.totalMm2).toBeCloseTo((hardwareFigures(dimc)?.area.arrayMm2 ?? 0) + ofMemories, 10);
  expect(clockPeriodNsOf(aimc, 'corrected')).toBe(hardwareFigures(aimc, 'corrected')?.clockPeriod.totalNs);
  const layer = convolution({ B: 1, K: 2, C: 2, OX: 2, OY: 1, FX: 1, FY: 1 });
  const spatialMapping = convertSpatialMapping(layer, dimc, []);
  const keysOf = (costModel: 'corrected' | 'reference'): string[] => {
    const problem = compileProblem(layer, dimc, spatialMapping, { costModel });
    const { mapping } = allocateOrder(problem, primeLoops(problem));
    if (mapping === undefined) throw new Error('nothing fits');
    const evaluation = evaluateMapping(problem, mapping);
    expect(evaluation.area).toBe(evaluation.hardware?.area.totalMm2);
    expect(
      layerQuantities(evaluation)
        .find(({ name }) => name === 'area')
        ?.of(evaluation),
    ).toBe(evaluation.area);
    return Object.keys(Object(Object(evaluation.toJSON().outputs)['area (mm^2)']));
  };
  expect(keysOf('corrected')).toContain('total_area_breakdown');
  expect(keysOf('reference')).toContain('total_area_breakdown:');
});

test('I8: a tree of one row takes no time', () => {
  expect(treeDelayNs(1, 8, 'corrected')).toBe(0);
  const one = structure({ type: 'digital', precision: [8, 8], serialBits: 1, sizes: [4, 1] });
  expect(clockPeriodNs(one, 'corrected').adders_regular).toBe(0);
});

test('I6: all copies of a memory count, and the cells in the array only', () => {
  const figures = hardwareFigures(aimc, 'corrected');
  const expected = aimc.memoryHierarchy.memoryOrder.map(({ name, area = 0, copies }) => [
    name,
    name === 'cells' ? 0 : area * copies,
  ]);
  expect(figures?.area.memoriesMm2).toEqual(Object.fromEntries(expected));
  expect(figures?.area.memoryMm2).toBe(totalOf(figures?.area.memoriesMm2 ?? {}));
});

test('I5: more bits than the array multiplies are refused', () => {
  const layer = convolution({ B: 1, K: 2, C: 4, OX: 3, OY: 1, FX: 1, FY: 1 });
  const spatialMapping = convertSpatialMapping(layer, aimc, mappingOf({ K: 2 }, { C: 4 }), 'corrected');
  const operands = layer.operands.map((operand) =>
    operand.name === 'W' ? { ...operand, precisionBits: 16 } : operand,
  );
  const wide = { ...layer, operands };
  expect(structureOf(aimc.operationalArray)?.weightBits).toBe(8);
  expect(() => compileProblem(wide, aimc, spatialMapping, { costModel: 'corrected' })).toThrow(MappingError);
  expect(() => compileProblem(wide, aimc, spatialMapping, { costModel: 'corrected' })).toThrow(/ZZ2602.*16 bits/s);
  expect(compileProblem(layer, aimc, spatialMapping, { costModel: 'corrected' }).macEnergyPj).toBeGreaterThan(0);
});
