import { type Comparison, compared, comparisonTable, type PerModel, type Section } from './comparison.ts';
import { type GivenCase, givenCase, type ShortDirection } from './given.ts';

/* Worked cases of two mappers, computed in their own tests: Interstellar (ASPLOS 2020) and dMazeRunner (TECS 2019). */

/** Cost of one access of the four levels of Interstellar's case, and accesses of inputs, outputs and weights. */
const INTERSTELLAR = [
  { memory: 'level_0', cost: 1, I: 6400 * 32, O: 2 * 2048 * 64, W: 18432 * 64 },
  { memory: 'level_1', cost: 6, I: 6400 * 32, O: 2 * 2048 * 64, W: 18432 },
  { memory: 'level_2', cost: 23, I: 6400, O: 2 * 2048 * 64, W: 18432 },
  { memory: 'level_3', cost: 64, I: 6400, O: 2 * 2048, W: 18432 },
];

/** Sum of the terms above, each times its cost. */
const INTERSTELLAR_COST = 13_010_688;

export function interstellar(): Section {
  const models = givenCase('blocking/interstellar.yaml');
  // A level is charged for what moves between it and the level below.
  const accesses = (one: GivenCase, operand: string, memory: string): number =>
    one.elements(operand, memory, 'tl') + one.elements(operand, memory, 'fl');
  const rows = INTERSTELLAR.flatMap(({ memory, ...published }) =>
    (['W', 'O', 'I'] as const).map((operand) =>
      compared([`\`${memory}\``, operand], published[operand], models, (one) => accesses(one, operand, memory)),
    ),
  );
  const total = compared(['all, times their costs', ''], INTERSTELLAR_COST, models, (one) =>
    INTERSTELLAR.reduce(
      (sum, { memory, cost }) =>
        sum + cost * ['W', 'O', 'I'].reduce((part, operand) => part + accesses(one, operand, memory), 0),
      0,
    ),
  );
  const of = (operand: string): Comparison[] => rows.filter(({ labels }) => labels[1] === operand);
  const section = 'interstellar';
  return {
    groups: [
      {
        what: 'Interstellar: accesses of weights',
        section,
        comparisons: of('W'),
        reason: 'Every count is equal.',
      },
      {
        what: 'Interstellar: accesses of outputs',
        section,
        comparisons: of('O'),
        reason: 'Interstellar keeps a sum in the unit over a filter, and reads sums that have no value yet.',
      },
      {
        what: 'Interstellar: accesses of inputs',
        section,
        comparisons: of('I'),
        reason: 'Interstellar keeps what consecutive tiles share, down to the unit.',
      },
      {
        what: 'Interstellar: cost',
        section,
        comparisons: [total],
        reason: 'The differences above, most of them at the innermost level.',
      },
    ],
    tables: { interstellar: comparisonTable(['Memory', 'Operand'], [...rows, total]) },
  };
}

/** pJ per access: scratchpad, hop on the network, register file, operation. */
const COST = { scratchpad: 13.5, hop: 2, registerFile: 0.96, operation: 0.075 };

/** Adding two sums of neighbouring units, as dMazeRunner charges it: two reads, a write, a hop and an operation. */
const ADDITION = 3 * COST.registerFile + COST.hop + COST.operation;

/** Times that the content of the scratchpad changes. */
const PASSES = 128;

const DMAZERUNNER = [
  { name: 'FX FY K, C K', file: 'dmazerunner-1', pass: 4932887.2, dram: 624640000 },
  { name: 'FX K FY, K C', file: 'dmazerunner-2', pass: 6736965.12, dram: 1769472000 },
  { name: 'K FX FY, C K', file: 'dmazerunner-3', pass: 10667439.36, dram: 624640000 },
];

/** Elements that a register file and the scratchpad hold. */
const CONTENTS = [
  { memory: 'register_file', I: 32, W: 128, O: 64 },
  { memory: 'scratchpad', I: 5184, W: 18432, O: 25088 },
];

export function dMazeRunner(): Section {
  const cases = DMAZERUNNER.map((one) => ({ ...one, models: givenCase(`blocking/${one.file}.yaml`) }));
  const [first] = cases;
  if (first === undefined) throw new Error('no case');
  const contents = CONTENTS.flatMap(({ memory, ...published }) =>
    (['I', 'W', 'O'] as const).map((operand) =>
      compared([`elements in \`${memory}\`, ${operand}`, 'all'], published[operand], first.models, (one) =>
        one.content(operand, memory),
      ),
    ),
  );
  const energy = (
    label: string,
    name: string,
    published: number,
    models: PerModel<GivenCase>,
    read: (one: GivenCase) => number,
  ) => compared([label, name], published, models, read, 2);
  const array = [
    energy('operations, pJ', 'all', 34681651.2, first.models, ({ result }) => result.evaluation.macEnergy),
    energy('register files, pJ', 'all', 1775700541.44, first.models, (one) =>
      energyOf(one, 'register_file', ['tl', 'fl']),
    ),
  ];
  const dram = cases.map(({ name, dram: published, models }) =>
    energy('DRAM, pJ', name, published, models, (one) => energyOf(one, 'dram', ['tl', 'fl'])),
  );
  const passes = cases.map(({ name, pass, models }) =>
    energy('one pass of the scratchpad, pJ', name, pass, models, passEnergy),
  );
  const section = 'dmazerunner';
  return {
    groups: [
      { what: 'dMazeRunner: contents of memories', section, comparisons: contents, reason: 'Every content is equal.' },
      {
        what: 'dMazeRunner: energy of DRAM',
        section,
        comparisons: dram,
        reason: 'The reference charges a read of sums that have no value yet (C19).',
      },
      {
        what: 'dMazeRunner: energy of operations and register files',
        section,
        comparisons: array,
        reason: 'dMazeRunner reads a sum for every operation; the first of each sum needs none.',
      },
      {
        what: 'dMazeRunner: energy of a pass of the scratchpad',
        section,
        comparisons: passes,
        reason: 'dMazeRunner reads first sums here, but not from DRAM.',
      },
    ],
    tables: { dmazerunner: comparisonTable(['Figure', 'Loops'], [...contents, ...array, ...dram, ...passes]) },
  };
}

function energyOf(one: GivenCase, memory: string, directions: readonly ShortDirection[]): number {
  return ['I', 'W', 'O'].reduce(
    (sum, operand) => directions.reduce((part, direction) => part + one.energy(operand, memory, direction), sum),
    0,
  );
}

/** Scratchpad as modelled; hops and additions between units are no part of either model, so they are counts times published costs. */
function passEnergy(one: GivenCase): number {
  const hops =
    one.elements('I', 'register_file', 'fh') +
    one.elements('W', 'register_file', 'fh') +
    one.elements('O', 'scratchpad', 'fl') +
    one.elements('O', 'scratchpad', 'tl');
  const additions = one.elements('O', 'register_file', 'th') - one.elements('O', 'scratchpad', 'fl');
  return (energyOf(one, 'scratchpad', ['tl', 'fl']) + hops * COST.hop + additions * ADDITION) / PASSES;
}
