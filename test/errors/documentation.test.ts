import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';

const ROOT = new URL('../../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');

/** Sources of the library, tests excluded. */
const sources = readdirSync(new URL('src/', ROOT), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => textOf(`src/${file}`));

/** The ways in which sources make findings; the groups `code` and `severity` are compared. */
const FINDINGS = [
  /\b(?<severity>error|warning)\(\s*'(?<code>ZZ\d{4})'/g,
  /\bfinding\(\s*'(?<code>ZZ\d{4})',\s*'(?<severity>error|warning)'/g,
  /\bcode: '(?<code>ZZ\d{4})',\s*severity: '(?<severity>error|warning)'/g,
  // Failed searches: always errors.
  /\batEntry\(\s*'(?<code>ZZ\d{4})'/g,
  // Results that cannot be read: always errors.
  /\brefusal\(\s*'(?<code>ZZ\d{4})'/g,
];

describe('docs/errors.md', () => {
  const documented = [...textOf('docs/errors.md').matchAll(/^\| (ZZ\d{4})\s*\| (error|warning)\s*\|/gm)].map(
    ([, code, severity]) => `${code} ${severity}`,
  );

  test('has every code in a row of a table', () => {
    const lines = textOf('docs/errors.md').split('\n');
    const starts = lines.flatMap((line, index) =>
      line.startsWith('|') && !lines[index - 1]?.startsWith('|') ? [index] : [],
    );
    expect(starts.length).toBeGreaterThan(5);
    // A table begins with a heading and a rule, or its rows are plain text.
    for (const start of starts) expect(lines[start + 1], lines[start]).toMatch(/^\|( *-+ *\|)+$/);
  });

  test('lists every code, with its severity', () => {
    const used = sources.flatMap((source) =>
      FINDINGS.flatMap((pattern) =>
        [...source.matchAll(pattern)].map(({ groups }) => `${groups?.code} ${groups?.severity ?? 'error'}`),
      ),
    );
    expect(documented.toSorted()).toEqual([...new Set(used)].sort());
  });

  test('knows every code that occurs in the sources', () => {
    // Codes of wrong shapes are listed once for all formats, as ZZx001 to ZZx007.
    const mentioned = sources.flatMap((source) => [...source.matchAll(/'(ZZ\d[1-9]\d{2}|ZZ[1567]\d{3})'/g)]);
    const codes = documented.map((entry) => entry.slice(0, 6));
    for (const [, code] of mentioned) expect(codes).toContain(code);
  });
});

test.each([
  ['accelerator', readAccelerator],
  ['workload', readWorkload],
  ['mapping', readMapping],
])('the example in docs/%s-format.md is read without a finding', (format, read) => {
  const [, example = ''] =
    new RegExp(`^\`\`\`yaml ${format}\n([\\s\\S]*?)^\`\`\``, 'm').exec(textOf(`docs/${format}-format.md`)) ?? [];
  expect(read(parseYaml(example, `docs/${format}-format.md`)).warnings).toEqual([]);
});
