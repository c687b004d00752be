import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { optionsModule, optionsPage } from '../scripts/option-files.ts';
import { addRunFlags, givenOptions } from '../src/cli/run-flags.ts';
import { defaultChain } from '../src/run/default-chain.ts';
import { optionNamed, RUN_OPTIONS } from '../src/run/options/option-table.ts';
import { BUILT_IN_STAGES } from '../src/stages/index.ts';

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const INPUTS = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1'];

/** The options that `zigzag run` is given, or what is wrong with them. */
function read(...flags: readonly string[]): unknown {
  const command = addRunFlags(new Command('run'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    const { workload, accelerator, mapping, ...others } = givenOptions(command.parse(flags, { from: 'user' }));
    expect([workload, accelerator, mapping]).toEqual(['gemm', 'gemm_l1', 'gemm_l1']);
    return others;
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}

describe('files made from the table are up to date (npm run options)', () => {
  test('src/run/options/options.ts', () => {
    expect(textOf('src/run/options/options.ts')).toBe(optionsModule());
  });

  test('docs/options.md', () => {
    expect(textOf('docs/options.md')).toBe(optionsPage());
  });
});

describe('a row of the table', () => {
  test.each(RUN_OPTIONS.map((option) => [option.name, option] as const))('%s is consistent', (_, option) => {
    const { kind, fallback, fallbackOption, flag, argument, worksWith } = option;
    if (fallback !== undefined) expect(kind.is(fallback)).toBe(true);
    if (flag?.fallback !== undefined) expect(kind.is(flag.fallback)).toBe(true);
    for (const value of Object.values(flag?.words ?? {})) expect(kind.is(value)).toBe(true);
    for (const other of [fallbackOption, worksWith?.option]) {
      if (other !== undefined) expect(optionNamed(other)).toBeDefined();
    }
    if (worksWith?.value !== undefined) expect(optionNamed(worksWith.option)?.kind.is(worksWith.value)).toBe(true);
    // Arguments of MainStage itself, besides those of stages.
    const stageArguments = BUILT_IN_STAGES.flatMap(({ contract }) =>
      Object.keys({ ...contract.requires, ...contract.options }),
    );
    if (argument !== undefined) expect([...stageArguments, 'files']).toContain(argument);
  });

  test('names of options, flags and arguments differ', () => {
    for (const names of [
      RUN_OPTIONS.map(({ name }) => name),
      RUN_OPTIONS.flatMap(({ flag }) => [flag?.name ?? [], flag?.alias ?? []].flat()),
      RUN_OPTIONS.flatMap(({ argument }) => argument ?? []),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('flags', () => {
  test.each([
    [[], {}],
    [['--lpf-limit', 'none'], { lpfLimit: null }],
    [['--lpf-limit', '8'], { lpfLimit: 8 }],
    [['--opt', 'EDP', '--engine', 'salsa'], { opt: 'EDP', temporalMappingSearchEngine: 'salsa' }],
    [['--salsa-temperature', '1e-3', '--seed', '0'], { salsaStartTemperature: 0.001, salsaSeed: 0 }],
    [['--shape', 'x=1,3,8,8', '--shape', 'a=b=2'], { inputShapes: { x: [1, 3, 8, 8], 'a=b': [2] } }],
    [['--dim', 'batch=2', '--dim', 'length=8'], { dimensionValues: { batch: 2, length: 8 } }],
    [['--tolerance', '1%'], { tolerance: 0.01 }],
    [['--tolerance', '0.005'], { tolerance: 0.005 }],
    [['--workers', '3', '--resume', '--out', '7'], { workers: 3, resume: true, dumpFolder: '7' }],
  ])('%j are read', (flags, options) => {
    expect(read(...INPUTS, ...flags)).toEqual({ workers: 'auto', ...options });
  });

  test('--model is another spelling of --workload', () => {
    expect(read('--model', ...INPUTS.slice(1))).toEqual({ workers: 'auto' });
    expect(read('--model', 'gemm', ...INPUTS)).toContain('cannot be used with option');
    expect(read(...INPUTS.slice(2))).toContain("required option '--workload <file or example>' not specified");
  });

  test.each([
    ['--lpf-limit', 'null'],
    ['--lpf-limit', ''],
    ['--spatial-mappings', '-1'],
    ['--spatial-mappings', '0x10'],
    ['--seed', '9007199254740993'],
    ['--salsa-temperature', 'NaN'],
    ['--dim', 'batch=0'],
    ['--dim', '=3'],
    ['--shape', 'x'],
    ['--shape', 'x=1,0'],
    // Not 100 %: whoever writes 1 means 1%.
    ['--tolerance', '1'],
    ['--tolerance', '-1%'],
    ['--workers', 'none'],
    ['--out', ''],
  ])('%s %j is refused', (flag, value) => {
    expect(read(...INPUTS, flag, value)).toMatch(/^error: option '.*' argument '.*' is invalid\. It must be .*\.$/);
  });
});

test('an option that has no effect has no default argument', () => {
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };
  const { args } = defaultChain(inputs);
  expect(args).toMatchObject({ lomaLpfLimit: 6, nbMappingsGenerated: 3, salsaSeed: undefined });
  const salsa = defaultChain({ ...inputs, temporalMappingSearchEngine: 'salsa' });
  expect(salsa.args).toMatchObject({ lomaLpfLimit: undefined, salsaSeed: 0, salsaNumberOfChains: 4 });
});

test('docs/mapping-search.md tells the same defaults', () => {
  const tables = textOf('docs/mapping-search.md')
    .split('\n\n')
    .filter((part) => part.startsWith('| Option '));
  const rows = [...tables.join('\n').matchAll(/^\| `(\w+)` +\| ([^|]+?) +\|/gm)];
  const told = rows.flatMap(([, name = '', value]) => {
    const option = optionNamed(name);
    return option === undefined ? [] : [[name, value?.replaceAll('`', '').split(';')[0]]];
  });
  expect(told.length).toBeGreaterThan(12);
  expect(told).toEqual(
    told.map(([name = '']) => {
      const option = optionNamed(name);
      return [name, option?.fallbackOption === undefined ? String(option?.fallback) : `as ${option.fallbackOption}`];
    }),
  );
});
