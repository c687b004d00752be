import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { divisors } from '../../src/base/integers.ts';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { VariableNumber } from '../../src/engine/problem/variable-problem.ts';
import type { FoundChange } from '../../src/explain/change/find-change.ts';
import {
  explainedQuantities,
  explainQuantity,
  findChange,
  findChanges,
  quantitySummary,
} from '../../src/explain/explain-quantity.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { allocateOrder } from '../../src/search/allocation/allocate-order.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { changedAccelerator } from './changed-accelerator.ts';
import { CORRECTED_RUNS, evaluationsOf, RUNS } from './explained-cases.ts';

/** The evaluation on an accelerator with another number, from scratch: built, compiled, allocated and evaluated anew. */
function evaluatedWith(
  evaluation: CostModelEvaluation,
  number: VariableNumber,
  value: number,
): CostModelEvaluation | undefined {
  const { layer, accelerator, spatialMapping, temporalMapping, times } = evaluation;
  const problem = compileProblem(layer, changedAccelerator(accelerator, number, value), spatialMapping, evaluation);
  const type = allocationOf(evaluation);
  const mapping =
    number.kind === 'size' && type !== undefined
      ? allocateOrder(problem, temporalMapping.loops, type).mapping
      : temporalMapping;
  return mapping && evaluateMapping(problem, mapping).scaled(times);
}

/** How the order of loops was cut into memory levels, if by the allocation. */
function allocationOf(evaluation: CostModelEvaluation) {
  const { layer, accelerator, spatialMapping, temporalMapping } = evaluation;
  const problem = compileProblem(layer, accelerator, spatialMapping, evaluation);
  return (['uneven', 'even'] as const).find((type) => {
    const { mapping } = allocateOrder(problem, temporalMapping.loops, type);
    return (
      mapping !== undefined &&
      JSON.stringify([...mapping.boundaries]) === JSON.stringify([...temporalMapping.boundaries])
    );
  });
}

function figureValue(evaluation: CostModelEvaluation, figure: string): number {
  return quantitySummary(evaluation, figure).value;
}

const MORE_IS_BETTER = /^utilisation/;

function isBetter(figure: string, value: number, than: number): boolean {
  const gain = MORE_IS_BETTER.test(figure) ? value - than : than - value;
  // Less than 1 % is no advice.
  return gain > Math.abs(than) * 0.01;
}

/** The value one step nearer to the present one; undefined if that is the present one. */
function oneStepLess(
  evaluation: CostModelEvaluation,
  number: VariableNumber,
  from: number,
  to: number,
): number | undefined {
  if (number.kind !== 'bandwidth_min') return to - 1 > from ? to - 1 : undefined;
  const memory = evaluation.accelerator.memoryHierarchy.memories[number.memory];
  const width = memory?.ports.find(({ name }) => name === number.port)?.bandwidthMax ?? 0;
  return divisors(width).find((divisor) => divisor > to && divisor < from);
}

/** The evaluation with one memory much larger, for every memory. The cells of an in-memory-computing array belong to the array. */
function withLargerMemories(evaluation: CostModelEvaluation) {
  const { memoryHierarchy, operationalArray } = evaluation.accelerator;
  return memoryHierarchy.memories
    .filter(({ name }) => operationalArray.inMemoryComputing === undefined || name !== 'cells')
    .flatMap(({ index, name, sizeBits }) =>
      [2, 64].flatMap((factor) => {
        const then = evaluatedWith(evaluation, { kind: 'size', memory: index }, sizeBits * factor);
        return then === undefined ? [] : [{ then, where: `${evaluation.layer.name}, ${name} times ${factor}` }];
      }),
    );
}

/** Some smaller changes of the same number. */
function valuesBetween({ number, from, to }: FoundChange): number[] {
  if (number.kind === 'bandwidth_min') return [];
  const values = [1 / 3, 2 / 3].map((share) => from + Math.floor((to - from) * share));
  return values.filter((value) => value > from);
}

/** The corrected model: smaller last rounds, shared ports, an array with memory in it. */
const SOME_CORRECTED = CORRECTED_RUNS.filter(([name]) =>
  /^(a network|shared memories|fractional|a digital)/.test(name),
);

describe.each([...RUNS, ...SOME_CORRECTED])('changes for %s', (_, options) => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    const all = await evaluationsOf(options);
    evaluations = [...all.slice(1, 3), ...all.slice(-1)];
  });

  test('give the figure they promise, and one step less does not help', () => {
    for (const evaluation of evaluations) {
      for (const figure of explainedQuantities(evaluation)) {
        const found = findChange(evaluation, figure);
        const { change, value, binding } = explainQuantity(evaluation, figure);
        expect(change === undefined).toBe(found === undefined);
        if (found === undefined || change === undefined) continue;
        const where = `${evaluation.layer.name}, ${figure}: ${change.what} ${change.from} to ${change.to}`;
        const then = evaluatedWith(evaluation, found.number, change.to);
        if (then === undefined) throw new Error(`${where}: does not fit`);
        const promised = figureValue(then, figure);
        expect(Math.abs(promised - change.value), where).toBeLessThanOrEqual(Math.abs(promised) * 1e-9);
        expect(isBetter(figure, change.value, value), where).toBe(true);
        const changed = evaluation.accelerator.memoryHierarchy.memories[found.number.memory];
        expect(binding, `${where} is not what binds`).toContain(changed?.name);
        if (change.powerOfTwo !== undefined) {
          const { to, value: next } = change.powerOfTwo;
          expect(Math.log2(to) % 1, where).toBe(0);
          const there = evaluatedWith(evaluation, found.number, to);
          expect(there && figureValue(there, figure), where).toBeCloseTo(next, 6 - Math.ceil(Math.log10(next + 1)));
          expect(isBetter(figure, next, value), where).toBe(true);
        }
        for (const between of valuesBetween(found)) {
          const other = evaluatedWith(evaluation, found.number, between);
          if (other !== undefined)
            expect(isBetter(figure, figureValue(other, figure), value), `${where} at ${between}`).toBe(false);
        }
        const less = oneStepLess(evaluation, found.number, change.from, change.to);
        const before = less === undefined ? undefined : evaluatedWith(evaluation, found.number, less);
        if (before !== undefined) expect(isBetter(figure, figureValue(before, figure), value), where).toBe(false);
      }
    }
  });

  test('are ranked by effect, and no size of a memory does better', () => {
    for (const evaluation of evaluations) {
      const larger = withLargerMemories(evaluation);
      for (const figure of ['latency', 'energy', 'utilisation']) {
        const best = findChanges(evaluation, figure).map(({ value, most }) => most?.value ?? value);
        const sign = MORE_IS_BETTER.test(figure) ? -1 : 1;
        expect(best, figure).toEqual(best.toSorted((a, b) => sign * (a - b)));
        const now = figureValue(evaluation, figure);
        for (const { what, value, most, powerOfTwo } of explainQuantity(evaluation, figure).changes) {
          const values = [value, powerOfTwo?.value ?? value, most?.value ?? value];
          for (const then of values) expect(isBetter(figure, then, now), what).toBe(true);
        }
        const times = figure === 'utilisation' ? 1 : evaluation.times;
        for (const { then, where } of larger) {
          const reached = (best[0] ?? now / times) * times;
          expect(isBetter(figure, figureValue(then, figure), reached - sign * now * 0.01), where).toBe(false);
        }
      }
    }
  });

  test('say what they change, from what it is now', () => {
    let found = 0;
    for (const evaluation of evaluations) {
      for (const figure of explainedQuantities(evaluation)) {
        const { change } = explainQuantity(evaluation, figure);
        if (change === undefined) continue;
        found++;
        const [, kind, place, rest = ''] = /^(\w+) of (port \S+ of )?([^,]+)/.exec(change.what) ?? [];
        const memory = evaluation.accelerator.memoryHierarchy.memories.find(({ name }) => name === rest);
        const port = memory?.ports.find(({ name }) => place === `port ${name} of `);
        const now =
          kind === 'size' ? memory?.sizeBits : kind === 'bandwidth_max' ? port?.bandwidthMax : port?.bandwidthMin;
        expect(change.from, change.what).toBe(now);
        expect(change.unit).toBe(kind === 'size' ? 'bits' : 'bits per cycle');
      }
    }
    expect(found).toBeGreaterThan(3);
  });
});

test('a larger accumulator comes before a wider port that helps little', async () => {
  const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8');
  const [, accelerator = ''] = /^```yaml first\.yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const { evaluations } = await getHardwarePerformance({
    workload: [
      {
        id: 0,
        name: 'convolution',
        operator_type: 'Conv',
        equation: 'O[k][oy][ox]+=W[k][c][fy][fx]*I[c][iy][ix]',
        dimension_relations: ['ix=1*ox+1*fx', 'iy=1*oy+1*fy'],
        loop_dims: ['K', 'OX', 'OY', 'C', 'FX', 'FY'],
        loop_sizes: [64, 56, 56, 64, 3, 3],
        pr_loop_dims: ['IX', 'IY'],
        pr_loop_sizes: [56, 56],
        padding: [
          [1, 1],
          [1, 1],
        ],
        operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
        operand_source: { W: 0, I: 0 },
      },
    ],
    accelerator: parse(accelerator),
    mapping: [
      {
        ...FREE_MAPPING,
        spatial_mapping: { D1: ['K, 16'], D2: ['C, 16'] },
        temporal_ordering: [
          ['OY', 56],
          ['C', 4],
          ['K', 4],
          ['FY', 3],
          ['FX', 3],
          ['OX', 56],
        ],
      },
    ],
  });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  expect(evaluation.latency).toBe(980231);
  expect(explainQuantity(evaluation, 'latency').changes).toMatchObject([
    {
      what: 'size of accumulator, which then also holds OY 56, C 4 of O',
      from: 32,
      to: 896,
      value: 641543,
      powerOfTwo: { to: 1024, value: 641543 },
      most: { to: 3584, value: 528759 },
    },
    { what: 'bandwidth_max of port r_port_1 of buffer', from: 256, to: 342, value: 962565 },
  ]);
  expect(explainQuantity(evaluation, 'energy').changes.map(({ what }) => what)).toEqual([
    'size of buffer, which then also holds OX 56 of I',
    'size of accumulator, which then also holds OY 56, C 4 of O',
  ]);
});

test('a change can be repeated with input files', async () => {
  const files = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3' } as const;
  const [evaluation] = (await getHardwarePerformance(files)).evaluations;
  if (evaluation === undefined) throw new Error('no evaluation');
  const { change } = explainQuantity(evaluation, 'latency');
  expect(change).toMatchObject({ what: expect.stringMatching(/^size of reg_O, /), from: 32, to: 128, unit: 'bits' });
  const text = readFileSync(new URL('../../examples/accelerators/gemm_l1_l3.yaml', import.meta.url), 'utf8');
  const accelerator = parse(text.replace(/(reg_O:[\s\S]*?size: )32\b/, '$1128'));
  expect(accelerator.memories.reg_O.size).toBe(128);
  const repeated = await getHardwarePerformance({
    workload: 'gemm',
    accelerator,
    mapping: [
      {
        name: 'default',
        memory_operand_links: Object.fromEntries(evaluation.layer.mapping.memoryOperandLinks),
        spatial_mapping: Object.fromEntries(
          evaluation.spatialMapping.source.map(({ arrayDimension, unrollings }) => [
            arrayDimension,
            unrollings.map(({ dimension, factor }) => `${dimension}, ${factor}`),
          ]),
        ),
        temporal_ordering: evaluation.temporalMapping.loops.map(({ dimension, size }) => [dimension, size]),
      },
    ],
  });
  expect(repeated.latency).toBe(change?.value);
});

test('a change after which partial sums have no port is no advice', async () => {
  const withoutPorts = (size: number, ...missing: readonly string[]) => {
    const whole = memory(size);
    const ports = whole.ports.map((port) => ({
      ...port,
      allocation: port.allocation.filter((entry) => !missing.includes(entry)),
    }));
    return { ...whole, ports };
  };
  const { memories, ...row } = rowOfUnits({
    inner: memory(784),
    middle: withoutPorts(4000, 'O, tl'),
    outer: withoutPorts(1e7, 'O, tl', 'O, fh', 'O, th'),
  });
  const temporal_ordering = [
    ['B', 2],
    ['C', 4],
    ['K', 2],
    ['C', 2],
    ['K', 2],
    ['C', 2],
    ['K', 2],
    ['B', 3],
  ];
  const { evaluations } = await getHardwarePerformance({
    workload: [matrixProduct(0, 'product', [6, 8, 16])],
    accelerator: { ...row, operational_array: { ...row.operational_array, sizes: [1] }, memories },
    mapping: [{ ...FREE_MAPPING, temporal_ordering }],
  });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  for (const name of explainedQuantities(evaluation)) expect(explainQuantity(evaluation, name).figure).toBe(name);
});

test('more units are advice where no port makes the array wait, and only there', async () => {
  const bindings = new Map([true, false].map((waits) => [waits, new Set<string>()]));
  for (const workload of ['alexnet', 'llama3-8b:decode,batch=64,context=1024,layers=1']) {
    const { evaluations } = await getHardwarePerformance({
      workload,
      accelerator: 'edge_lpddr5',
      mapping: 'edge_lpddr5',
      opt: 'EDP',
      lpfLimit: 4,
    });
    for (const evaluation of evaluations) {
      const { binding } = explainQuantity(evaluation, 'latency');
      const [advice] = /only more units|more units would turn into stalls/.exec(binding ?? '') ?? [];
      if (advice !== undefined) bindings.get(evaluation.latencyTotal0 > evaluation.idealTemporalCycles)?.add(advice);
    }
  }
  expect([...(bindings.get(true) ?? [])]).toEqual(['more units would turn into stalls']);
  expect([...(bindings.get(false) ?? [])]).toEqual(['only more units']);
});
