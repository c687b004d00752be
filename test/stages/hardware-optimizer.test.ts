import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import {
  AcceleratorParserStage,
  type HardwareExploration,
  HardwareOptimizerStage,
  MainStage,
  type StageClass,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { SEARCH } from './chains.ts';
import { gemmDesignSpace } from './gemm-design-space.ts';

const CHAIN: readonly StageClass[] = [
  WorkloadParserStage,
  HardwareOptimizerStage,
  AcceleratorParserStage,
  SumStage,
  WorkloadStage,
  ...SEARCH,
];
const GEMM_L3 = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', lomaLpfLimit: 6 };

function isExploration(value: unknown): value is HardwareExploration {
  return typeof value === 'object' && value !== null && 'paretoFront' in value;
}

async function explore(args: object) {
  const [result, ...others] = await MainStage.from(CHAIN, { ...GEMM_L3, ...args }).run();
  expect(others).toEqual([]);
  if (result === undefined || !isExploration(result.extra)) throw new Error('no exploration');
  return { cme: result.cme, exploration: result.extra };
}

describe('HardwareOptimizerStage', () => {
  test('finds what the reference finds in its 40 variants', async () => {
    const { cme, exploration } = await explore(gemmDesignSpace());
    expect(cme).toBeInstanceOf(CumulativeCME);
    expect(cme.latency).toBe(1026);
    expect(cme.energy).toBeCloseTo(16_566_036.48, 4);
    expect(exploration.variants).toHaveLength(40);
    expect(exploration.best.settings.slice(-3)).toEqual([
      ['operational_array.sizes[0]', 16],
      ['operational_array.sizes[1]', 16],
      ['operational_array.sizes[2]', 16],
    ]);
    expect(exploration.best.result?.cme).toBe(cme);
    const front = exploration.paretoFront.map(({ result }) => [result?.cme.energy ?? 0, result?.cme.latency ?? 0]);
    expect(
      front.every(
        ([energy = 0, latency = 0], at) =>
          at === 0 || (energy > (front[at - 1]?.[0] ?? 0) && latency < (front[at - 1]?.[1] ?? 0)),
      ),
    ).toBe(true);
    expect(exploration.paretoFront).toContain(exploration.best);
  });

  test('minimises energy, or any figure', async () => {
    const hardwareParameters = [['memories.l1.r_cost', [90, 80, 70]]] as const;
    const energy = await explore({ hardwareParameters, hardwareObjective: 'energy' });
    expect(energy.exploration.best.index).toBe(2);
    const dearest = await explore({
      hardwareParameters,
      hardwareObjective: ({ cme }: { cme: { energy: number } }) => -cme.energy,
    });
    expect(dearest.exploration.best.index).toBe(0);
  });

  test('writes every variant and a summary where a folder is given', async () => {
    const dumpFolder = temporaryFolder();
    await explore({ hardwareParameters: [['memories.l1.r_cost', [90, 80]]], dumpFolder });
    expect(readdirSync(dumpFolder).sort()).toEqual([
      'hardware_variants.json',
      'hardware_variants.svg',
      'variant_0.yaml',
      'variant_1.yaml',
    ]);
    const summary: unknown = JSON.parse(readFileSync(join(dumpFolder, 'hardware_variants.json'), 'utf8'));
    expect(summary).toMatchObject({ best: 1, variants: [{ settings: { 'memories.l1.r_cost': 90 } }, {}] });
    const again = MainStage.from(
      CHAIN.filter((stage) => stage !== HardwareOptimizerStage),
      {
        ...GEMM_L3,
        accelerator: join(dumpFolder, 'variant_1.yaml'),
      },
    );
    const [result] = await again.run();
    expect(result?.cme.energy).toBe((await explore({ hardwareParameters: [['memories.l1.r_cost', [80]]] })).cme.energy);
  });

  test('keeps variants that cannot run, with the reason', async () => {
    const { exploration } = await explore({ hardwareParameters: [['memories.l1.size', [8, -1, 943718]]] });
    expect(exploration.best.index).toBe(2);
    expect(exploration.variants.map(({ result }) => result !== undefined)).toEqual([false, false, true]);
    expect(exploration.variants[0]?.failure[0]?.message).toContain('no temporal mapping');
    expect(exploration.variants[1]?.failure[0]?.path).toBe('memories.l1.size');
  });

  test.each([
    ['memories.l2.size', 'there is no field memories.l2; did you mean "l1"?; the fields there are reg_O, l1, l3'],
    ['operational_array.sizes[3]', 'there is no operational_array.sizes[3]: the list has 3 entries, counted from 0'],
    ['memories..size', '"memories..size" is not a field such as memories.l1.size'],
  ])('refuses the field %s', async (field, message) => {
    const failure = await MainStage.from(CHAIN, { ...GEMM_L3, hardwareParameters: [[field, [1]]] })
      .run()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(String(failure)).toContain(message);
  });

  test('fails with the reason when no variant can run', async () => {
    const failure = await MainStage.from(CHAIN, { ...GEMM_L3, hardwareParameters: [['memories.l1.size', [8]]] })
      .run()
      .catch((error: unknown) => error);
    expect(String(failure)).toContain('no temporal mapping of layer Layer0 fits gemm_l1_l3');
  });
});
