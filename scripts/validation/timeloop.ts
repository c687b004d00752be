import {
  type Comparison,
  compared,
  comparisonTable,
  isEqual,
  type PerModel,
  type Section,
  table,
} from './comparison.ts';
import { type GivenCase, givenCase, type ShortDirection } from './given.ts';

/*
 * Reference outputs of the Timeloop tutorial of ISPASS 2020 (github.com/Accelergy-Project/timeloop-accelergy-exercises): reads (r),
 * fills (f) and updates (u), counted for one instance of a memory.
 */

/** Reads serve the memory below, fills come from above, updates are results that come from below. */
const DIRECTION: Readonly<Record<string, ShortDirection>> = { r: 'tl', f: 'fh', u: 'fl' };

interface Exercise {
  readonly name: string;
  readonly file: string;
  readonly cycles: number;
  /** Counts of one of the instances of a memory, by operand. */
  readonly counts: readonly (readonly [memory: string, instances: number, counts: string])[];
}

const EXERCISES: readonly Exercise[] = [
  {
    name: '00 one level',
    file: '00-one-level',
    cycles: 48,
    counts: [['buffer', 1, 'W r48, I r48, O r32 u48']],
  },
  ...['output', 'weight'].map((stationary) => ({
    name: `01 ${stationary}-stationary`,
    file: `01-${stationary}-stationary`,
    cycles: 48,
    counts: [
      ['buffer', 1, 'W r48 f3, I r48 f18, O r32 u48'],
      ['memory', 1, 'W r3, I r18, O u16'],
    ] as const,
  })),
  {
    name: '02 untiled',
    file: '02-untiled',
    cycles: 1536,
    counts: [
      ['buffer', 1, 'W r1536 f96, I r1536 f576, O r1024 u1536'],
      ['memory', 1, 'W r96, I r576, O u512'],
    ],
  },
  {
    name: '02 tiled',
    file: '02-tiled',
    cycles: 1536,
    counts: [
      ['buffer', 1, 'W r1536 f96, I r1536 f288, O r1024 u1536'],
      ['memory', 1, 'W r96, I r288, O u512'],
    ],
  },
  {
    name: '03 three levels',
    file: '03-three-levels',
    cycles: 1536,
    counts: [
      ['register_file', 1, 'W f96, I f288, O u1536'],
      ['global_buffer', 1, 'W r96 f96, I r288 f18, O u512'],
      ['memory', 1, 'W r96, I r18, O u512'],
    ],
  },
  {
    name: '03 bypass',
    file: '03-bypass',
    cycles: 1536,
    counts: [
      ['global_buffer', 1, 'W r1536 f96, I r1536 f18'],
      ['register_file', 1, 'O r1024 u1536'],
      ['memory', 1, 'O u512'],
    ],
  },
  {
    name: '04 C over 16 units',
    file: '04-c-partitioned',
    cycles: 3072,
    counts: [
      ['register_file', 16, 'W r3072 f192, I r3072 f1152, O r2560 f1024 u3072'],
      ['global_buffer', 1, 'W r3072 f3072, I r18432 f576, O r512 u1024'],
      ['memory', 1, 'W r3072, I r576, O u512'],
    ],
  },
  {
    name: '04 K over 16 units',
    file: '04-k-partitioned',
    cycles: 3072,
    counts: [
      ['register_file', 16, 'O r3040 f992 u3072'],
      ['global_buffer', 1, 'I f576'],
      ['memory', 1, 'W r3072, I r576, O u512'],
    ],
  },
];

/** A count of the tutorial beside that of the models. */
interface Count {
  readonly operand: string;
  readonly kind: string;
  readonly comparison: Comparison;
}

export function timeloop(): Section {
  const cases = EXERCISES.map((exercise) => ({ exercise, models: givenCase(`timeloop/${exercise.file}.yaml`) }));
  const rows = cases.flatMap(({ exercise, models }) =>
    exercise.counts.map(([memory, instances, text]) => ({
      name: exercise.name,
      memory: `\`${memory}\`${instances === 1 ? '' : `, one of ${instances}`}`,
      counts: countsOf(memory, instances, text, models),
    })),
  );
  const counts = rows.flatMap((row) => row.counts);
  const only = (inputs: boolean) =>
    counts.filter(({ operand }) => (operand === 'I') === inputs).map(({ comparison }) => comparison);
  const cycles = cases.map(({ exercise, models }) =>
    compared([exercise.name], exercise.cycles, models, ({ result }) => result.latency.total),
  );
  const section = 'timeloop-tutorial';
  return {
    groups: [
      {
        what: 'Timeloop tutorial: counts of weights and outputs',
        section,
        comparisons: only(false),
        reason: 'Timeloop fills units with sums that have no value yet. The reference reads such sums.',
      },
      {
        what: 'Timeloop tutorial: counts of inputs',
        section,
        comparisons: only(true),
        reason: 'Timeloop keeps what consecutive tiles share. Both models fetch whole tiles.',
      },
      {
        what: 'Timeloop tutorial: cycles',
        section,
        comparisons: cycles,
        reason: 'Both models add the first load and the last store.',
      },
    ],
    tables: {
      'timeloop counts': table(
        ['Exercise', 'Memory', 'Published', 'Reference', 'Corrected'],
        rows.map(({ name, memory, counts: ofRow }) => [
          name,
          memory,
          listed(ofRow, ({ published }) => published),
          listed(ofRow, ({ modelled }) => modelled.reference),
          listed(ofRow, ({ modelled }) => modelled.corrected),
        ]),
      ),
      'timeloop cycles': comparisonTable(['Exercise'], cycles),
    },
  };
}

function countsOf(memory: string, instances: number, text: string, models: PerModel<GivenCase>): Count[] {
  return text.split(', ').flatMap((part) => {
    const [operand = '', ...counts] = part.split(' ');
    return counts.map((count) => {
      const kind = count.slice(0, 1);
      const direction = DIRECTION[kind];
      if (direction === undefined) throw new Error(`no kind of count: ${count}`);
      const comparison = compared(
        [],
        Number(count.slice(1)),
        models,
        (one) => one.elements(operand, memory, direction) / instances,
      );
      return { operand, kind, comparison };
    });
  });
}

/** `W r48 f3, I r48 **f48**`: counts that differ from the published ones are bold. */
function listed(counts: readonly Count[], read: (comparison: Comparison) => number): string {
  const operands = [...new Set(counts.map(({ operand }) => operand))];
  return operands
    .map((operand) => {
      const own = counts.filter((one) => one.operand === operand);
      const texts = own.map(({ kind, comparison }) => {
        const value = read(comparison);
        return isEqual(value, comparison.published) ? `${kind}${value}` : `**${kind}${value}**`;
      });
      return [operand, ...texts].join(' ');
    })
    .join(', ');
}
