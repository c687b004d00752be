import { readFileSync } from 'node:fs';
import type { CostModelName } from '../../src/model/cost-model.ts';
import { dMazeRunner, interstellar } from './blocking.ts';
import { type Group, isEqual, ratio, type Section, table } from './comparison.ts';
import { compulsoryTraffic, trafficBound } from './compulsory.ts';
import { eyerissChip, eyerissEnergies } from './eyeriss.ts';
import { inMemoryComputing } from './in-memory-computing.ts';
import { systolic } from './systolic.ts';
import { timeloop } from './timeloop.ts';

/* The tables of docs/validation.md. Its sentences are written by hand. */

const END = '<!-- end -->';
const begin = (mark: string): string => `<!-- made by \`npm run validation\`: ${mark} -->`;

/** In the order of the page. */
export const SECTIONS: readonly (() => Section | Promise<Section>)[] = [
  eyerissEnergies,
  eyerissChip,
  timeloop,
  systolic,
  interstellar,
  dMazeRunner,
  inMemoryComputing,
  compulsoryTraffic,
  () => trafficBound(),
];

/** docs/validation.md as it is. */
export function currentPage(): string {
  return readFileSync(new URL('../../docs/validation.md', import.meta.url), 'utf8');
}

/** docs/validation.md, its tables made anew. */
export async function validationPage(): Promise<string> {
  const sections: Section[] = [];
  for (const section of SECTIONS) sections.push(await section());
  const tables = [
    ['summary', summary(sections.flatMap(({ groups }) => groups))] as const,
    ...sections.flatMap((section) => Object.entries(section.tables)),
  ];
  return tables.reduce((text, [mark, lines]) => replaced(text, mark, lines), currentPage());
}

function replaced(page: string, mark: string, lines: readonly string[]): string {
  const start = page.indexOf(begin(mark));
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`docs/validation.md lacks ${begin(mark)}`);
  return [page.slice(0, start) + begin(mark), '', ...lines, '', page.slice(end)].join('\n');
}

/** How many figures of each kind the models meet, and the ratio that is furthest from 1. */
export function summary(groups: readonly Group[]): string[] {
  return table(
    [
      'Figures',
      'Number',
      'Reference: = / 5 % / 25 %',
      'worst ratio',
      'Corrected: = / 5 % / 25 %',
      'worst ratio',
      'Why they differ',
    ],
    groups.map((group) => [
      `[${group.what}](#${group.section})`,
      `${group.comparisons.length}`,
      met(group, 'reference'),
      worst(group, 'reference'),
      met(group, 'corrected'),
      worst(group, 'corrected'),
      group.reason,
    ]),
  );
}

function met({ comparisons }: Group, costModel: CostModelName): string {
  const within = (share: number): number =>
    comparisons.filter(({ published, modelled }) => Math.abs(ratio(modelled[costModel], published) - 1) <= share)
      .length;
  const equal = comparisons.filter(({ published, modelled }) => isEqual(modelled[costModel], published)).length;
  return `${equal} / ${within(0.05)} / ${within(0.25)}`;
}

function worst({ comparisons }: Group, costModel: CostModelName): string {
  const ratios = comparisons.map(({ published, modelled }) => ratio(modelled[costModel], published));
  const distance = (one: number): number => Math.abs(Math.log(one));
  const furthest = ratios.reduce((far, one) => (distance(one) > distance(far) ? one : far), 1);
  return isEqual(furthest, 1) ? '=' : furthest.toFixed(3);
}
