import { expect, test } from 'vitest';
import type { CostModelName } from '../../src/model/cost-model.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import type { OptimisationCriterion } from '../../src/search/criteria.ts';
import { convolution, matrixProduct } from '../support.ts';
import { ALL, accelerator, type Memory, onePort, type Ports, separatePorts } from './small-hardware.ts';
import { byClasses, enumerated, problemOf } from './winners.ts';

/*
 * One example for each part of a rule that random hardware hardly ever needs (src/search/loma/pruning/README.md). Each was found by
 * searching random problems with the part left out, and made smaller as long as the winner stayed another one.
 */

interface Example {
  readonly rule: string;
  readonly model: CostModelName;
  readonly criterion: OptimisationCriterion;
  readonly layer: Layer;
  readonly units: number;
  readonly ports: Ports;
  readonly memories: readonly Memory[];
  readonly lpfLimit: number;
  readonly energy: number;
  readonly latency: number;
}

const DRAM: Memory = ['dram', 2 ** 30, ALL, 64];

const EXAMPLES: readonly Example[] = [
  {
    rule: 'R4: another order of the outermost loops can have no stall',
    model: 'corrected',
    criterion: 'latency',
    layer: matrixProduct({ D: 2, C: 2, K: 6 }, { precision: { W: 8, I: 4, O: 32, O_final: 16 } }),
    units: 1,
    ports: separatePorts,
    memories: [
      ['buffer', 88, ['I1', 'O'], 64],
      ['dram', 2 ** 30, ALL, 8],
    ],
    lpfLimit: 4,
    energy: 98.25,
    latency: 27,
  },
  {
    rule: 'R2: the tile of a dilated input more than doubles with a loop of two taps',
    model: 'reference',
    criterion: 'energy',
    layer: convolution({ K: 5, C: 4, FX: 3 }, 1, { dilation: 2, precision: { W: 8, I: 8, O: 24, O_final: 8 } }),
    units: 1,
    ports: onePort,
    memories: [['register', 224, ['I1'], 8], DRAM],
    lpfLimit: 5,
    energy: 136,
    latency: 183,
  },
  {
    rule: 'R2: a memory that counts second buffers takes all loops in some orders only',
    model: 'corrected',
    criterion: 'energy',
    layer: convolution({ K: 2, C: 3, OX: 2, FX: 3 }),
    units: 2,
    ports: onePort,
    memories: [['doubled', 128, ['I1'], 16], DRAM],
    lpfLimit: 3,
    energy: 68,
    latency: 70,
  },
  {
    rule: 'R5: an exchange changes how long an input stays at the pins',
    model: 'reference',
    criterion: 'latency',
    layer: convolution({ K: 4, OY: 2, OX: 2 }),
    units: 1,
    ports: onePort,
    memories: [['outputs', 64, ['O'], 64], DRAM],
    lpfLimit: 4,
    energy: 24,
    latency: 20,
  },
  {
    rule: 'R5: where second buffers count, an exchange inside a level moves its cut',
    model: 'corrected',
    criterion: 'latency',
    layer: convolution({ K: 2, OY: 4, OX: 2, FY: 2, FX: 4 }, 1, { precision: { W: 8, I: 16, O: 32, O_final: 8 } }),
    units: 1,
    ports: onePort,
    memories: [['doubled', 512, ['I1'], 64], ['outputs', 256, ['O'], 64], DRAM],
    lpfLimit: 3,
    energy: 298.5,
    latency: 243,
  },
];

test.each(EXAMPLES)(
  '$rule ($model)',
  ({ model, criterion, layer, units, ports, memories, lpfLimit, energy, latency }) => {
    const problem = problemOf(layer, accelerator(units, ports, memories), model);
    if (problem === undefined) throw new Error('the layer has no mapping');
    const options = { lpfLimit, type: 'uneven' } as const;
    const { winner } = byClasses(problem, options, criterion);
    expect(winner).toEqual(enumerated(problem, options, criterion));
    expect([winner?.energy, winner?.latency]).toEqual([energy, latency]);
  },
);
