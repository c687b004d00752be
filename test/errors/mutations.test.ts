import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject, isRecord, type SourceDocument } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { ACCELERATOR, IMC_ACCELERATOR, MAPPING, OLDER_ACCELERATOR, WORKLOAD } from './base-inputs.ts';

type Read = (document: SourceDocument) => unknown;

const INPUTS: readonly (readonly [string, string, Read])[] = [
  ['accelerator', ACCELERATOR, readAccelerator],
  ['in-memory-computing accelerator', IMC_ACCELERATOR, readAccelerator],
  ['older accelerator', OLDER_ACCELERATOR, readAccelerator],
  ['workload', WORKLOAD, readWorkload],
  ['mapping', MAPPING, readMapping],
];

/** Whatever is wrong with an input, it ends in `InputError` with a located, coded finding, never in another exception. */
function expectOnlyInputErrors(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    if (!(error instanceof InputError)) return;
    expect(error.diagnostics.some((finding) => finding.severity === 'error')).toBe(true);
    for (const finding of error.diagnostics) expect(finding.code).toMatch(/^ZZ[1-4]\d{3}$/);
  }
}

const oddText = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '\n',
    '  ',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '!!x ',
    '"',
    "'",
    '#',
    '|',
    '>',
    '\t',
    '~',
    '<<: ',
    '---\n',
    '1e999',
    '__proto__',
  ),
);

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    -1,
    0.5,
    1e300,
    Number.NaN,
    true,
    '',
    'x',
    [],
    {},
    [[]],
    'O, tl',
    '*',
    () => 1,
    10n,
    Symbol('s'),
    new Date(0),
  ),
  fc.anything({ maxDepth: 2 }),
);

/** `data` with the part reached by `steps` (each taken modulo the number of children) replaced, removed or renamed. */
function mutate(
  data: unknown,
  steps: readonly number[],
  action: 'replace' | 'remove' | 'rename',
  value: unknown,
): unknown {
  const [step = 0, ...rest] = steps;
  if (Array.isArray(data) && data.length > 0 && steps.length > 0) {
    const index = step % data.length;
    if (action === 'remove' && rest.length === 0) return data.filter((_, position) => position !== index);
    return data.map((item, position) => (position === index ? mutate(item, rest, action, value) : item));
  }
  if (isRecord(data) && Object.keys(data).length > 0 && steps.length > 0) {
    const entries = Object.entries(data);
    const index = step % entries.length;
    if (action === 'remove' && rest.length === 0)
      return Object.fromEntries(entries.filter((_, position) => position !== index));
    return Object.fromEntries(
      entries.map(([key, item], position) => {
        if (position !== index) return [key, item];
        return action === 'rename' && rest.length === 0
          ? [String(value), item]
          : [key, mutate(item, rest, action, value)];
      }),
    );
  }
  return action === 'replace' ? value : data;
}

describe.each(INPUTS)('%s', (_, text, read) => {
  test('damaged text', () => {
    const damage = fc.tuple(fc.nat(text.length), fc.nat(12), oddText);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let damaged = text;
        for (const [at, length, inserted] of damages)
          damaged = damaged.slice(0, at) + inserted + damaged.slice(at + length);
        expectOnlyInputErrors(() => read(parseYaml(damaged, 'x.yaml')));
      }),
      { numRuns: 300 },
    );
  });

  test('damaged data', () => {
    const { data } = parseYaml(text);
    const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(steps, fc.constantFrom('replace', 'remove', 'rename'), oddValue, (path, action, value) => {
        expectOnlyInputErrors(() => read(documentFromObject(mutate(data, path, action, value))));
      }),
      { numRuns: 300 },
    );
  });
});

test('any text at all', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.array(oddText, { maxLength: 20 }).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const [, , read] of INPUTS) expectOnlyInputErrors(() => read(parseYaml(text)));
      },
    ),
    { numRuns: 500 },
  );
});
