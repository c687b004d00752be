import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { ExpressionError, parseExpression } from '../../../src/design-space/expression.ts';
import { parseInputPath } from '../../../src/design-space/input-path.ts';
import { createManifest } from '../../../src/sweep/plan/manifest.ts';
import { openSweep } from '../../../src/sweep/plan/open-sweep.ts';
import { virtualFiles } from '../virtual-files.ts';

/* Whatever a file holds, it is read or refused with a place and advice. More cases: FUZZ_RUNS. */

const numRuns = Number(process.env.FUZZ_RUNS ?? 150);

const WORDS = [
  'a',
  'dram',
  'dram.size',
  'accelerator.memories.dram.size',
  'run.opt',
  'mapping[0]',
  'workload',
  'energy',
  '4 KiB',
];
const SYMBOLS = [
  ...'+-*/%^&|!=<>?:.,()[]{}\'"$ ',
  '**',
  '==',
  '<=',
  ' and ',
  ' or ',
  'not ',
  'max(',
  'true',
  'null',
  '3',
  '1e3',
  '.5',
];

const expression = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...SYMBOLS), fc.string({ maxLength: 2 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

test('any text is an expression, or refused', () => {
  const values = new Map<string, unknown>([
    ['a', 4],
    ['dram', { size: 8, ports: [1] }],
    ['energy', null],
  ]);
  fc.assert(
    fc.property(expression, (text) => {
      try {
        const { evaluate, names } = parseExpression(text);
        for (const { name, character } of names) expect(text.slice(character)).toMatch(name.slice(0, 1));
        evaluate((name) => values.get(name));
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        expect(error.character).toBeGreaterThanOrEqual(0);
        expect(error.character).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: numRuns * 10 },
  );
});

test('any text is a path of an input, or none', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const path = parseInputPath(text);
      if (path !== undefined) expect(path.steps.length).toBeGreaterThan(0);
    }),
  );
});

const value: fc.Arbitrary<unknown> = fc.oneof(
  expression,
  fc.constantFrom(...WORDS),
  fc.jsonValue({ maxDepth: 2 }),
  fc.array(fc.oneof(expression, fc.integer(), fc.constantFrom(...WORDS)), { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom(
      ...WORDS,
      'values',
      'sets',
      'from',
      'to',
      'step',
      'factor',
      'tuples',
      'kind',
      'count',
      'weight',
      'a.b',
    ),
    fc.oneof(
      expression,
      fc.integer(),
      fc.array(fc.integer(), { maxLength: 3 }),
      fc.constantFrom(...WORDS),
      fc.object({ maxDepth: 1 }),
    ),
    { maxKeys: 4 },
  ),
);

const FIELDS = [
  'name',
  'workloads',
  'combine',
  'run',
  'parameters',
  'set',
  'where',
  'objectives',
  'limits',
  'quantities',
  'strategy',
];

test('any content is a sweep, or refused with a place and advice', async () => {
  const files = virtualFiles({});
  const base = { workloads: 'gemm', accelerator: 'tpu_like', mapping: 'default', parameters: { a: [1, 2] } };
  const seen = { sweeps: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...FIELDS), value, { minKeys: 1, maxKeys: 3 }), async (fields) => {
      try {
        const { space, describe } = openSweep(await createManifest({ ...base, ...fields }, files));
        describe(space.size - 1);
        seen.sweeps++;
      } catch (error) {
        if (error instanceof ExpressionError) return;
        if (!(error instanceof InputError)) throw error;
        seen.refused++;
        for (const { severity, line, column, hint, code } of error.diagnostics) {
          if (severity === 'error') expect([line, column, hint], code).not.toContain(undefined);
        }
      }
    }),
    { numRuns },
  );
  expect(seen.sweeps).toBeGreaterThan(numRuns / 50);
  expect(seen.refused).toBeGreaterThan(numRuns / 5);
});
