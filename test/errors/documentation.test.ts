import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/read-accelerator.ts';
import { readMapping } from '../../src/io/read-mapping.ts';
import { readWorkload } from '../../src/io/read-workload.ts';
import { parseYaml } from '../../src/io/yaml.ts';

const ROOT = new URL('../../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');

test('docs/errors.md lists every code, with its severity', () => {
  const documented = [...textOf('docs/errors.md').matchAll(/^\| (ZZ[1-4]\d{3})\s*\| (error|warning)\s*\|/gm)].map(
    ([, code, severity]) => `${code} ${severity}`,
  );
  const sources = readdirSync(new URL('src/io/errors/', ROOT)).map((file) => textOf(`src/io/errors/${file}`));
  const used = sources.flatMap((source) =>
    [...source.matchAll(/\b(error|warning)\(\s*'(ZZ[1-4]\d{3})'/g)].map(([, severity, code]) => `${code} ${severity}`),
  );
  expect(documented.toSorted()).toEqual([...new Set(used)].sort());
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
