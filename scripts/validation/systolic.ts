import { type Comparison, compared, comparisonTable, type Section } from './comparison.ts';
import { type GivenCase, givenCase } from './given.ts';

/* SCALE-Sim v3 on systolic arrays of 32 × 32 units: cycles without stalls of its reports, and SRAM accesses of AlexNet's first layer. */

type Dataflow = 'weight' | 'output' | 'input';

/**
 * Cycles in which a systolic array fills and drains, which neither cost model has: they are added here, on this page only. Weights
 * and inputs that stay are shifted in row by row, and operands and sums then cross the array; results that stay are filled while
 * operands cross it. SCALE-Sim starts at cycle 0, which is the one cycle less.
 * @param folds How often other data take the place of those that stay.
 */
export function fillAndDrainCycles(stays: Dataflow, rows: number, columns: number, folds: number): number {
  const perFold = stays === 'output' ? rows + columns - 2 : 2 * rows + columns - 2;
  return folds * perFold - 1;
}

const SIDE = 32;

const CASES: readonly { name: string; file: string; stays: Dataflow; folds: number; cycles: number }[] = [
  { name: 'product, weight-stationary', file: 'weight-stationary', stays: 'weight', folds: 8 * 4, cycles: 11_199 },
  { name: 'product, output-stationary', file: 'output-stationary', stays: 'output', folds: 8 * 4, cycles: 10_175 },
  { name: 'product, input-stationary', file: 'input-stationary', stays: 'input', folds: 8 * 8, cycles: 14_207 },
  { name: 'AlexNet conv1, weight-stationary', file: 'alexnet-conv1', stays: 'weight', folds: 12 * 3, cycles: 112_283 },
];

export function systolic(): Section {
  const cases = CASES.map((one) => ({ ...one, models: givenCase(`systolic/${one.file}.yaml`) }));
  const temporal = ({ result }: GivenCase): number => result.latency.temporal;
  const without = cases.map(({ name, cycles, models }) => compared([name, 'as modelled'], cycles, models, temporal));
  const withTerm = cases.map(({ name, cycles, models, stays, folds }) =>
    compared(
      [name, 'with fill and drain'],
      cycles,
      models,
      (one) => temporal(one) + fillAndDrainCycles(stays, SIDE, SIDE, folds),
    ),
  );
  const alexnet = cases.find(({ file }) => file === 'alexnet-conv1');
  if (alexnet === undefined) throw new Error('no case of AlexNet');
  const { models } = alexnet;
  const accesses: Comparison[] = [
    compared(['SRAM reads of inputs'], 3_294_225, models, (one) => one.elements('I', 'sram', 'tl')),
    compared(['SRAM reads of filters'], 34_848, models, (one) => one.elements('W', 'sram', 'tl')),
    compared(['SRAM writes of outputs'], 3_484_800, models, (one) => one.elements('O', 'sram', 'fl')),
    compared(
      ['mapping efficiency, %'],
      94.53,
      models,
      ({ result }) => Math.round(result.evaluation.details.utilization.spatial * 1e4) / 100,
      2,
    ),
  ];
  const section = 'scale-sim';
  return {
    groups: [
      {
        what: 'SCALE-Sim: cycles as modelled',
        section,
        comparisons: without,
        reason: 'Neither model fills and drains a systolic array.',
      },
      {
        what: 'SCALE-Sim: cycles with the fill and drain of this page',
        section,
        comparisons: withTerm,
        reason: 'The closed form explains the whole difference.',
      },
      {
        what: 'SCALE-Sim: SRAM accesses, efficiency',
        section,
        comparisons: accesses,
        reason: 'Every figure is equal.',
      },
    ],
    tables: {
      'systolic cycles': comparisonTable(
        ['Layer', 'Cycles'],
        without.flatMap((one, index) => [one, ...withTerm.slice(index, index + 1)]),
      ),
      'systolic accesses': comparisonTable(['AlexNet conv1'], accesses),
    },
  };
}
