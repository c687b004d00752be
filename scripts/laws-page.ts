import type { RandomCase } from '../test/corrected/random-case.ts';
import type { Example, Found } from '../test/laws/found-failures.ts';
import { LAWS } from '../test/laws/rules/laws.ts';
import { LawChecker } from '../test/laws/run-laws.ts';
import { givenMappingFile } from './given-mapping-file.ts';

/* What is made from test/fixtures/laws/found.json: the tables of docs/laws.md, and examples/laws. */

const REASONS: Readonly<Record<string, string>> = {
  C1: 'Several loads of one port are lowered below what each needs at least.',
  C2: 'Unrollings that do not divide are fractions, whose tiles are truncated or rounded (also C3, Q7).',
  C4: 'Tiles smaller than the dilation count too large.',
  C5: 'Words count as kept at the pins although the port is too narrow for them.',
  C6: 'Stalls have windows of N periods for N − 1 transfers.',
  C12: 'Words are truncated: one per direction is lost.',
  C19: 'A partial sum is read back on its first visit, too.',
  C20: 'A spatial reduction above an interface counts as read-back.',
  C21: 'The sum that is read back goes to all units that add up, not to one.',
  C22: 'Sums that an interface still adds up travel at final precision.',
  C24: 'Tiles of neighbouring units that overlap are read once per unit.',
  C25: 'The first operand takes the room for a second slice from the others.',
  C26: 'Loads through one port overlap if only one end of the link is shared (also C7).',
  C29: 'The first access of the array is part of no stall and no loading.',
  C30: 'The distinct tiles of overlapping units are rounded to a whole number.',
  R4: 'Of two ports for one direction, the later one carries all.',
};

export const PARTS = ['laws', 'quirks', 'cases'] as const;

/** The page, with its tables made anew. */
export function lawsPage(page: string, found: Found): string {
  const tables = { laws: lawTable(found), quirks: quirkTable(found), cases: caseTable(found) };
  return PARTS.reduce((text, part) => {
    const begin = `<!-- made by \`npm run laws\`: ${part} -->`;
    const [before = '', rest = ''] = text.split(begin);
    const [, after = ''] = rest.split(/<!-- end -->([\s\S]*)/);
    return `${before}${begin}\n\n${tables[part]}\n\n<!-- end -->${after}`;
  }, page);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function lawTable({ failures }: Found): string {
  const rows = LAWS.map(({ key, name }) => {
    const { tried = 0, broken = 0, quirks = {} } = failures[key] ?? {};
    const by = sorted(quirks).map(([quirk, count]) => `${quirk} ${count}`);
    return [name, String(tried), '0', String(broken), by.join(', ')];
  });
  return table(['Law', 'Cases', 'Corrected breaks it', 'Reference breaks it', 'by'], rows);
}

function quirkTable({ failures }: Found): string {
  const names = new Set(Object.values(failures).flatMap(({ quirks }) => Object.keys(quirks)));
  const rows = [...names].toSorted(byNumber).map((quirk) => [quirk, REASONS[quirk] ?? '']);
  return table(['Quirk', 'The reference'], rows);
}

function caseTable({ examples }: Found): string {
  const rows = LAWS.flatMap(({ key, name }) =>
    examples
      .filter(({ law }) => law === key)
      .toSorted((x, y) => byNumber(x.quirk, y.quirk))
      .map((example) => [name, example.quirk, example.says, `[file](../examples/laws/${fileOf(example)})`]),
  );
  return table(['Law', 'Quirk', 'Reference', 'Case'], rows);
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).toSorted(([, x], [, y]) => y - x);
}

function byNumber(x: string, y: string): number {
  return x.charCodeAt(0) - y.charCodeAt(0) || Number(x.slice(1)) - Number(y.slice(1));
}

export function fileOf({ law, quirk }: Example): string {
  return `${law}-${quirk}.yaml`;
}

/** The case of an example. */
export function givenOf({ choices }: Example): RandomCase {
  return new LawChecker('reference').evaluated(choices).drawn.given;
}

/** The file of an example. */
export function exampleFile(example: Example): string {
  const law = LAWS.find(({ key }) => key === example.law);
  const quirk = `Quirk ${example.quirk} of the reference: ${REASONS[example.quirk] ?? ''}`;
  return givenMappingFile(givenOf(example), [`${law?.name}.`, quirk, `Here: ${example.says}.`]);
}
