import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeModel } from '../../scripts/onnx-writer.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { runSummary } from '../../src/cli/text/run-summary.ts';
import { uncostedByOperator } from '../../src/model/workload/uncosted-operators.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/read-results.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { node, type TestGraph, value, weights } from '../onnx/support.ts';
import { FREE_MAPPING, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* A run that lacks most operations of its network says so wherever its totals stand; one that lacks none looks as ever. */

interface Run {
  readonly performance: HardwarePerformance;
  readonly folder: string;
  readonly file: (name: string) => string;
}

async function runOf(graph: TestGraph, bits = 10_000_000): Promise<Run> {
  const folder = temporaryFolder();
  const performance = await getHardwarePerformance({
    workload: writeModel({ name: 'network', ...graph }),
    accelerator: rowOfUnits({ only: memory(bits) }),
    mapping: [FREE_MAPPING],
    precision: 'default',
    dumpFolder: folder,
  });
  return { performance, folder, file: (name) => readFileSync(join(folder, name), 'utf8') };
}

/** What is said about the network. */
function findingsOf({ performance: { warnings } }: Pick<Run, 'performance'>): readonly Diagnostic[] {
  return warnings.filter(({ code }) => !code.startsWith('ZZ2'));
}

/** An operator that the reader counts, but makes no layer of. */
const LEFT_OUT = 'ConvTransposeWithDynamicPads';

/** A product of 8·8·`columns` operations, one of 3072 that is left out, and an activation. */
function generator(columns: number): TestGraph {
  return {
    nodes: [
      node('MatMul', ['x', 'w'], 'product'),
      node('Relu', ['image'], 'active'),
      node(LEFT_OUT, ['active', 'kernel'], 'y'),
    ],
    inputs: [value('x', 8, 8), value('image', 1, 4, 4, 4)],
    outputs: [value('product', 8, columns), value('y', 1, 3, 10, 10)],
    initializers: [weights('w', 8, columns), weights('kernel', 4, 3, 4, 4)],
  };
}

const MESSAGE = "85.7 % of the network's operations are not in these totals (ConvTransposeWithDynamicPads ×1)";

describe('a run without most operations of its network', () => {
  let run: Run;
  beforeAll(async () => {
    run = await runOf(generator(8));
  });

  test('says so to the caller', () => {
    expect(run.performance.uncosted).toEqual([
      {
        operatorType: LEFT_OUT,
        count: 1,
        operations: 3072,
        share: 3072 / (3072 + 512),
        elementsMoved: 64 + 192 + 300,
      },
      { operatorType: 'Relu', count: 1, operations: 0, share: 0, elementsMoved: 128 },
    ]);
    expect(findingsOf(run)).toMatchObject([
      {
        code: 'ZZ5220',
        severity: 'warning',
        message: `${LEFT_OUT} ×1: 85.7 % of the network's operations are not in the totals`,
      },
    ]);
  });

  test('has it in its headline, and first among the operators without cost', () => {
    const [headline, ...lines] = runSummary(run.performance, 'title', 200);
    expect(headline).toBe(`PARTIAL: ${MESSAGE}; title, 1 layer`);
    expect(lines).toContain(
      `  not costed   2 operators without cost model: ${LEFT_OUT} ×1 (85.7 % of the operations), Relu ×1`,
    );
  });

  test('has it in results.json, which can be read back', async () => {
    const { document } = await readResults(run.folder, platformFiles);
    expect(document.uncosted).toEqual(run.performance.uncosted);
    expect(document.warnings).toEqual(run.performance.warnings);
  });

  test('has it in overall_simple.json', () => {
    const { energy, latency } = run.performance;
    const simple: unknown = JSON.parse(run.file('overall_simple.json'));
    expect(simple).toEqual({ energy, latency, partial: true, uncosted: [LEFT_OUT] });
  });

  test('has it in the CSV file: a row without numbers, and why', () => {
    const rows = run
      .file('results.csv')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(/,(?! \d)/));
    expect(rows).toHaveLength(3);
    const [heading = [], , row = []] = rows;
    expect(row).toHaveLength(heading.length);
    expect(row.filter((cell) => cell !== '')).toEqual([LEFT_OUT, '"no cost model: 1 node, 3072 operations"']);
  });

  test('has it under the title of its chart', () => {
    expect(run.file('energy_latency.svg')).toContain('PARTIAL: 85.7 % of the network');
  });

  test('has it above the cards of its page, in its title, and among the operators without cost', () => {
    const page = run.file('report.html').replaceAll('&#39;', "'");
    expect(page).toContain('<title>Partial: ');
    expect(page).toContain(`Partial result: ${MESSAGE}.</strong> All totals are those of the 1 layer.`);
    expect(page.indexOf('Partial result')).toBeLessThan(page.indexOf('<dl class="cards">'));
    expect(page).toContain(`${LEFT_OUT} ×1 (85.7 % of the operations), Relu ×1. They count as free.`);
    expect(page).toContain('They read and write ');
  });
});

test('missing layers and missing operations stand in one headline', async () => {
  const small = generator(8);
  const { performance, file } = await runOf(
    {
      ...small,
      nodes: [...small.nodes, node('MatMul', ['large', 'v'], 'z')],
      inputs: [...(small.inputs ?? []), value('large', 32, 32)],
      initializers: [...(small.initializers ?? []), weights('v', 32, 2)],
    },
    4096,
  );
  expect(runSummary(performance, 'title', 300)[0]).toBe(
    `PARTIAL: 1 of 2 layers is left out (no mapping fits); ${MESSAGE.replace('85.7', '54.5')}; title, the other 1 layer`,
  );
  expect(JSON.parse(file('overall_simple.json'))).toMatchObject({
    partial: true,
    infeasible: ['make z'],
    uncosted: [LEFT_OUT],
  });
});

test('less than a twentieth is a warning, but no headline', async () => {
  // 3072 of 64·960 + 3072 are 4.8 %.
  const { performance, file } = await runOf(generator(960));
  expect(performance.warnings.map(({ code, message }) => `${code} ${message}`)).toContain(
    `ZZ5220 ${LEFT_OUT} ×1: 4.8 % of the network's operations are not in the totals`,
  );
  expect(runSummary(performance, 'title', 200)[0]).toBe('title, 1 layer');
  expect(Object.keys(JSON.parse(file('overall_simple.json')))).toEqual(['energy', 'latency']);
  expect(file('report.html')).not.toContain('Partial:');
});

test('a network of element-wise operators has nothing to leave out', async () => {
  const { performance } = await runOf({
    nodes: [node('Relu', ['x'], 'a'), node('Add', ['a', 'x'], 'b'), node('Softmax', ['b'], 'y')],
    inputs: [value('x', 4, 8)],
    outputs: [value('y', 4, 8)],
  });
  expect(findingsOf({ performance }).map(({ code }) => code)).toEqual(['ZZ3303']);
  expect(performance.uncosted.map(({ elementsMoved }) => elementsMoved)).toEqual([96, 64, 96]);
  expect(runSummary(performance, 'title', 200)[0]).toBe('title, 0 layers');
});

test.each([
  [
    'a transposed convolution',
    {
      nodes: [
        node('ConvTranspose', ['x', 'w'], 'y', { kernel_shape: [4, 4], strides: [2, 2] }),
        node('Elu', ['y'], 'z'),
      ],
      inputs: [value('x', 1, 16, 5, 5)],
      outputs: [value('z', 1, 8, 12, 12)],
      initializers: [weights('w', 16, 8, 4, 4)],
    },
    51_200,
  ],
  [
    'a recurrent and a dense layer',
    {
      nodes: [
        node('LSTM', ['x', 'w', 'r'], 'states', { hidden_size: 8 }),
        node('Squeeze', ['states'], 'q', { axes: [1] }),
        node('MatMul', ['q', 'v'], 'y'),
      ],
      inputs: [value('x', 5, 2, 10)],
      values: [value('states', 5, 1, 2, 8)],
      outputs: [value('y', 5, 2, 4)],
      initializers: [weights('w', 1, 32, 10), weights('r', 1, 32, 8), weights('v', 8, 4)],
    },
    6080,
  ],
] satisfies [string, TestGraph, number][])(
  '%s: no operation is lost between layers and what is left out',
  async (_, graph, count) => {
    const { performance } = await runOf(graph);
    const costed = performance.evaluations.reduce((sum, { layer, times }) => sum + layer.operationCount * times, 0);
    const leftOut = performance.uncosted.reduce((sum, { operations = 0 }) => sum + operations, 0);
    expect(costed + leftOut).toBe(count);
    expect(leftOut > 0).toBe(performance.warnings.some(({ code }) => code === 'ZZ5220'));
  },
);

describe('operators of a network, summed up', () => {
  test('what can be counted of some nodes is a sum, and the others are named by their number', () => {
    const nodes = [
      { operatorType: 'A', operations: 30, elementsMoved: 5 },
      { operatorType: 'A' },
      { operatorType: 'A', operations: 10, elementsMoved: 7 },
      { operatorType: 'B', operations: 0, elementsMoved: 9 },
      { operatorType: 'C' },
    ];
    expect(uncostedByOperator(nodes, 60)).toEqual([
      { operatorType: 'A', count: 3, operations: 40, share: 0.4, uncountedNodes: 1 },
      { operatorType: 'B', count: 1, operations: 0, share: 0, elementsMoved: 9 },
      { operatorType: 'C', count: 1, uncountedNodes: 1 },
    ]);
  });

  test('of a network without any operation there is no share', () => {
    expect(uncostedByOperator([{ operatorType: 'B', operations: 0 }], 0)).toEqual([
      { operatorType: 'B', count: 1, operations: 0, share: 0 },
    ]);
  });
});
