import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { diffLines } from '../../src/cli/text/diff/diff-lines.ts';
import { diffMarkdown } from '../../src/cli/text/diff/diff-markdown.ts';
import { getHardwarePerformance, parseYaml } from '../../src/index.ts';
import { compareRuns, decodeResults, onlyDifferences, regressions } from '../../src/results/index.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* Forms of `zigzag diff` for programs and pull requests. */

const ACCELERATOR = readFileSync(
  fileURLToPath(new URL('../../examples/accelerators/tpu_like.yaml', import.meta.url)),
  'utf8',
);
/** A name that would end a cell, a line, code and a tag of Markdown. */
const HOSTILE = 'a|b`c``d\n<!-- --> <img src=x> </details> [link](x)';

const layer = (name: string, k: number) => ({
  id: 0,
  name,
  operator_type: 'Gemm',
  equation: 'O[b][k]+=I[b][c]*W[c][k]',
  dimension_relations: [],
  loop_dims: ['B', 'C', 'K'],
  loop_sizes: [4, 64, k],
  operand_source: { I: 0, W: 0 },
  operand_precision: { I: 8, W: 8, O: 16, O_final: 8 },
});

async function run(accelerator: string, name: string, k = 64) {
  const options = {
    workload: [layer(name, k), { ...layer('other', 32), id: 1, operand_source: { I: 1, W: 1 } }],
    accelerator: Object(parseYaml(accelerator).data),
    mapping: 'tpu_like',
  } as const;
  const performance = await getHardwarePerformance(options);
  return decodeResults(await resultsDocument(performance, options, new Date(0)));
}

let comparison: ReturnType<typeof compareRuns>;
const diff = (percent = 2) => ({
  comparison,
  shown: onlyDifferences(comparison),
  places: ['a', 'b'] as const,
  worse: { percent, found: regressions(comparison, percent) },
});

beforeAll(async () => {
  const hot = ACCELERATOR.replace('unit_energy: 0.04', 'unit_energy: 400');
  comparison = compareRuns(await run(ACCELERATOR, HOSTILE), await run(hot, HOSTILE));
});

describe('the comment in Markdown', () => {
  test('has the verdict, the totals and what got worse, and every row has as many cells as its head', () => {
    const text = diffMarkdown(diff());
    expect(text).toMatch(/^### zigzag: failed, \d costs? (is|are) worse by more than 2 %$/m);
    expect(text).toMatch(/^\| energy \| [\d.]+ \S+J \| [\d.]+ \S+J \| \+[\d.]+ % \|$/m);
    for (const block of text.split('\n\n').filter((part) => part.startsWith('|'))) {
      const cells = block.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(cells).size).toBe(1);
    }
  });

  test('shows names of files as code that they cannot end', () => {
    const text = diffMarkdown(diff());
    const outside = text.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(text).toContain('<img src=x>');
    expect(outside).not.toContain('<img');
    expect(outside.match(/<\/details>/g)).toHaveLength(1);
  });

  test('says so where nothing differs', async () => {
    const same = await run(ACCELERATOR, 'plain');
    const text = diffMarkdown({ comparison: compareRuns(same, same), worse: undefined });
    expect(text).toContain('### zigzag: results are equal');
    expect(text).not.toContain('<details>');
  });
});

describe('the lines of JSON', () => {
  test('have every difference of the document once', () => {
    const lines = diffLines(diff())
      .split('\n')
      .map((line): Readonly<Record<string, unknown>> => Object(JSON.parse(line)));
    const quantities = lines.filter(({ kind }) => kind === 'quantity');
    const { totals, layers } = onlyDifferences(comparison);
    expect(lines[0]).toMatchObject({ kind: 'diff', equal: false, failAbovePercent: 2 });
    expect(quantities.filter(({ layer }) => layer === null)).toEqual(
      totals.map((total) => ({ kind: 'quantity', layer: null, ...total })),
    );
    expect(quantities).toHaveLength(totals.length + layers.reduce((sum, { figures }) => sum + figures.length, 0));
    expect(lines.filter(({ kind }) => kind === 'worse')).toHaveLength(diff().worse.found.length);
  });
});

test('the workflow of the examples calls the command as it is', async () => {
  const workflow: unknown = parse(
    readFileSync(fileURLToPath(new URL('../../examples/ci/compare-designs.yml', import.meta.url)), 'utf8'),
  );
  const commands = [...JSON.stringify(workflow).matchAll(/zigzag ((?:run|diff) [^)>\\]*(?:\\"[^)>\\]*)*)/g)].map(
    ([, line = '']) => line,
  );
  expect(commands).toHaveLength(2);
  for (const line of commands) {
    const [command = '', ...rest] = line.split(/\s+/);
    const { stdout } = await zigzagHere(temporaryFolder(), [command, '--help']);
    for (const flag of rest.filter((part) => part.startsWith('--'))) expect(stdout).toContain(flag);
  }
});
