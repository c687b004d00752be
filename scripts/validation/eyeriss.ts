import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import {
  type Comparison,
  compared,
  comparisonTable,
  type Group,
  type PerModel,
  perModel,
  type Section,
} from './comparison.ts';
import { outermostEnergy, searched } from './searched.ts';

/*
 * Eyeriss: ISCA 2016, Fig. 10 (energy relative to an operation), and the chip of JSSC 2017, Tables III and V. Both as the tests of
 * nn_dataflow (github.com/stanford-mast/nn_dataflow) transcribe them; the chip's totals are those of the abstract.
 */

/** Energies in 10⁹ times that of an operation. */
const ISCA16 = [
  { layer: 'conv1', alu: 1.69, dram: 2.46, registers: 6.75 },
  { layer: 'conv2', alu: 3.58, dram: 2.27, registers: 14.33 },
  { layer: 'conv3', alu: 2.39, dram: 2.02, registers: 9.57 },
  { layer: 'conv4', alu: 1.79, dram: 1.57, registers: 7.18 },
  { layer: 'conv5', alu: 1.2, dram: 1.05, registers: 4.78 },
  { layer: 'fc1', alu: 0.6, dram: 7.78, registers: 2.42 },
  { layer: 'fc2', alu: 0.27, dram: 3.39, registers: 1.07 },
  { layer: 'fc3', alu: 0.07, dram: 0.84, registers: 0.26 },
];

/** mW, ms, units that work, thousands of weights, millions of operations; batch 4. */
const JSSC17 = [
  { layer: 'conv1', power: 332, latency: 16.5, units: 154, weights: 34.8, operations: 421.66 },
  { layer: 'conv2', power: 288, latency: 39.2, units: 135, weights: 307.2, operations: 895.79 },
  { layer: 'conv3', power: 266, latency: 21.8, units: 156, weights: 884.7, operations: 598.1 },
  { layer: 'conv4', power: 235, latency: 16.0, units: 156, weights: 663.6, operations: 448.6 },
  { layer: 'conv5', power: 236, latency: 10.0, units: 156, weights: 442.4, operations: 299.0 },
];

/** Frames per second, mW and DRAM accesses per operation over all convolutions. */
const CHIP = [
  { network: 'AlexNet', batch: 4, frames: 35, power: 278, accesses: 0.0029 },
  { network: 'VGG-16', batch: 3, frames: 0.7, power: 236, accesses: 0.0035 },
];

/** Clock of the chip in Hz, power that nn_dataflow adds for what is always on in W, and its pJ per DRAM access of a word. */
const CLOCK = 200e6;
const IDLE = 0.03;
const DRAM_ACCESS = 460;

type Layers = PerModel<readonly CostModelEvaluation[]>;

/** The same layer by both models. */
function layerOf(layers: Layers, name: string): PerModel<CostModelEvaluation> {
  return perModel((costModel) => {
    const found = layers[costModel].find(({ layer }) => layer.name === name);
    if (found === undefined) throw new Error(`no result of ${name}`);
    return found;
  });
}

/** Energy of the layers of AlexNet relative to that of an operation (ISCA 2016). */
export async function eyerissEnergies(): Promise<Section> {
  const layers = await searched({
    workload: 'eyeriss/alexnet-batch-16.yaml',
    accelerator: 'eyeriss/isca16-accelerator.yaml',
    mapping: 'eyeriss/isca16-best.yaml',
    opt: 'energy',
    reuseAtPins: false,
  });
  const energies = ISCA16.flatMap(({ layer, ...published }) =>
    relativeEnergies(layer, published, layerOf(layers, layer)),
  );
  return {
    groups: [
      group('ISCA 2016: energy of operations', energies, ['operations'], 'Every figure is equal.'),
      group('ISCA 2016: energy of registers', energies, ['registers'], 'Published digits; first sums need no read.'),
      group('ISCA 2016: energy of DRAM', energies, ['DRAM'], 'The paper gives no mapping. The best one reads less.'),
    ],
    tables: { 'eyeriss isca16': comparisonTable(['Layer', '10⁹ × operation'], energies) },
  };
}

/** The chip, by layer of AlexNet, and as a whole for AlexNet and VGG-16 (JSSC 2017). */
export async function eyerissChip(): Promise<Section> {
  const run = (workload: string, mapping: string): Promise<Layers> =>
    searched({
      workload: `eyeriss/${workload}.yaml`,
      accelerator: 'eyeriss/jssc17-accelerator.yaml',
      mapping: `eyeriss/${mapping}.yaml`,
      opt: 'energy',
      reuseAtPins: false,
    });
  const alexnet = await run('alexnet-batch-4', 'alexnet-best');
  const vgg = await run('vgg16-batch-3', 'vgg16-best');
  const layers = JSSC17.flatMap(({ layer, ...published }) => chipFigures(layer, published, layerOf(alexnet, layer)));
  const totals = CHIP.flatMap((published, index) => chipTotals(published, index === 0 ? alexnet : vgg));
  return {
    groups: [
      group(
        'JSSC 2017: operations, weights, units',
        layers,
        ['million operations', 'thousand weights', 'working units'],
        'The chip counts 154 units in conv1, although the last round has 143.',
      ),
      group('JSSC 2017: latency', layers, ['latency, ms'], 'Loads and stores take no time here. On the chip they do.'),
      group('JSSC 2017: power', layers, ['power, mW'], 'The costs are those of another tool, not of the chip.'),
      group(
        'JSSC 2017: AlexNet as a whole',
        totals.slice(0, 3),
        TOTALS,
        'Loads take no time here. The chip compresses data in DRAM.',
      ),
      group(
        'JSSC 2017: VGG-16 as a whole',
        totals.slice(3),
        TOTALS,
        'The chip is three times slower than its arithmetic.',
      ),
    ],
    tables: {
      'eyeriss jssc17': comparisonTable(['Layer', 'Figure'], layers),
      'eyeriss totals': comparisonTable(['Network', 'Figure'], totals),
    },
  };
}

/** The comparisons with one of the second labels. */
function group(what: string, comparisons: readonly Comparison[], of: readonly string[], reason: string): Group {
  const own = comparisons.filter(({ labels }) => of.includes(labels[1] ?? ''));
  return { what: `Eyeriss ${what}`, section: 'eyeriss', comparisons: own, reason };
}

function relativeEnergies(
  layer: string,
  published: { alu: number; dram: number; registers: number },
  models: PerModel<CostModelEvaluation>,
): Comparison[] {
  const figure = (label: string, value: number, read: (one: CostModelEvaluation) => number): Comparison =>
    compared([layer, label], value, models, (one) => rounded(read(one) / 1e9, 2), 2);
  return [
    figure('operations', published.alu, ({ macEnergy }) => macEnergy),
    figure('registers', published.registers, arraySideEnergy),
    figure('DRAM', published.dram, outermostEnergy),
  ];
}

/** What the units read and write; filling the registers from the buffer is not part of the published figure. */
function arraySideEnergy({ levels }: CostModelEvaluation): number {
  return Object.values(levels.energyPerDirection).reduce(
    (sum, [innermost]) => sum + (innermost?.rd_out_to_low ?? 0) + (innermost?.wr_in_by_low ?? 0),
    0,
  );
}

function chipFigures(
  layer: string,
  published: { power: number; latency: number; units: number; weights: number; operations: number },
  models: PerModel<CostModelEvaluation>,
): Comparison[] {
  const figure = (
    label: string,
    value: number,
    read: (one: CostModelEvaluation) => number,
    decimals: number,
  ): Comparison => compared([layer, label], value, models, read, decimals);
  // What follows from the layer alone is compared with the digits that were published.
  const exact = (label: string, value: number, read: (one: CostModelEvaluation) => number): Comparison => {
    const decimals = String(value).split('.')[1]?.length ?? 0;
    return figure(label, value, (one) => rounded(read(one), decimals), decimals);
  };
  return [
    exact('million operations', published.operations, ({ layer: one }) => one.operationCount / 1e6),
    exact('thousand weights', published.weights, ({ layer: one }) => weightsOf(one) / 1e3),
    exact(
      'working units',
      published.units,
      ({ layer: one, idealTemporalCycles }) => one.operationCount / idealTemporalCycles,
    ),
    figure('latency, ms', published.latency, ({ latency }) => (latency / CLOCK) * 1e3, 2),
    figure('power, mW', published.power, (one) => power([one]) * 1e3, 0),
  ];
}

function weightsOf({ dimensions }: CostModelEvaluation['layer']): number {
  return dimensions.reduce(
    (product, { name, size }) => (['G', 'K', 'C', 'FY', 'FX'].includes(name) ? product * size : product),
    1,
  );
}

const TOTALS = ['frames per second', 'power, mW', 'DRAM accesses per operation'];

function chipTotals(published: (typeof CHIP)[number], layers: Layers): Comparison[] {
  const figure = (
    index: number,
    value: number,
    decimals: number,
    read: (all: readonly CostModelEvaluation[]) => number,
  ) => compared([published.network, TOTALS[index] ?? ''], value, layers, read, decimals);
  return [
    figure(0, published.frames, 1, (all) => published.batch / seconds(all)),
    figure(1, published.power, 0, (all) => power(all) * 1e3),
    figure(
      2,
      published.accesses,
      4,
      (all) => sum(all, outermostEnergy) / DRAM_ACCESS / sum(all, ({ layer }) => layer.operationCount),
    ),
  ];
}

/** On-chip power in W. */
function power(all: readonly CostModelEvaluation[]): number {
  return (sum(all, (one) => one.energy - outermostEnergy(one)) * 1e-12) / seconds(all) + IDLE;
}

function seconds(all: readonly CostModelEvaluation[]): number {
  return sum(all, ({ latency }) => latency) / CLOCK;
}

function sum(all: readonly CostModelEvaluation[], read: (one: CostModelEvaluation) => number): number {
  return all.reduce((total, one) => total + read(one), 0);
}

/** Up to the digits that were published. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
