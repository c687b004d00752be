import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Clock, partOfTime, TimeBudget } from '../../src/chain/control/time-budget.ts';
import {
  defaultChain,
  getHardwarePerformance,
  type HardwarePerformanceOptions,
  MainStage,
  type ProgressEvent,
} from '../../src/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/index.ts';
import { COMMAND_WORDS, LIBRARY_WORDS } from '../../src/run/options/option-words.ts';
import { endedEarly } from '../../src/run/warnings/searched-shares.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Searches that end early: by a limit of time that is over at once, by a signal, or by a clock that the test moves. */

const DESIGN = { workload: 'alexnet', accelerator: 'ascend_like', mapping: 'ascend_like', lpfLimit: 7 } as const;
const OVER_AT_ONCE = 1e-9;
const NEVER = 1e6;

async function run(options: Partial<HardwarePerformanceOptions> = {}) {
  return getHardwarePerformance({ ...DESIGN, ...options });
}

/** The same design, searched whole. */
const wholeRun = run();

const mappingsOf = ({ evaluations }: Awaited<ReturnType<typeof run>>) =>
  evaluations.map(({ layer, energy, latency, temporalMapping }) => [layer.name, energy, latency, temporalMapping]);

describe.each([1, 2])('with %d workers', (workers) => {
  test.each([
    ['a limit of time', { timeLimit: OVER_AT_ONCE }],
    ['a signal', { stopSearches: AbortSignal.abort() }],
  ])('%s leaves every layer a mapping, marked', async (_, end) => {
    const whole = await wholeRun;
    const early = await run({ ...end, workers });
    expect(early.evaluations.map(({ layer }) => layer.name)).toEqual(whole.evaluations.map(({ layer }) => layer.name));
    const partial = early.evaluations.filter(({ searchedShare }) => searchedShare !== undefined);
    expect(partial.length).toBeGreaterThan(0);
    for (const [index, evaluation] of early.evaluations.entries()) {
      const best = whole.evaluations[index];
      expect(best?.searchedShare).toBeUndefined();
      expect(evaluation.latency).toBeGreaterThanOrEqual(best?.latency ?? 0);
      if (evaluation.searchedShare === undefined) expect(evaluation.latency).toBe(best?.latency);
    }
    const [warning, ...others] = early.warnings.filter(({ code }) => code === 'ZZ4418');
    expect(others).toEqual([]);
    expect(warning?.message).toContain(`the searches of ${partial.length} of 8 layers ended early`);
    for (const { layer } of partial) expect(warning?.message).toContain(layer.name.split('/').at(-1));
  });

  test('a limit that is not reached changes nothing', async () => {
    const limited = await run({ timeLimit: NEVER, workers });
    expect(mappingsOf(limited)).toEqual(mappingsOf(await wholeRun));
    expect(limited.warnings).toEqual((await wholeRun).warnings);
  });
});

test('where next to nothing was searched, the hint is no longer search', async () => {
  const [evaluation] = (await wholeRun).evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  const hintOf = (share: number, words = LIBRARY_WORDS, options = {}) =>
    endedEarly([evaluation.partlySearched(share)], { ...DESIGN, ...options }, words)?.hint;
  expect(hintOf(0.5)).toBe('allow more time (timeLimit)');
  expect(hintOf(0.5, COMMAND_WORDS, { dumpFolder: 'out' })).toBe(
    'continue with the same folder and --resume, or allow more time (--time-limit)',
  );
  expect(hintOf(0.0004)).toContain("search with temporalMappingSearchEngine: 'best', or lower lpfLimit;");
  expect(hintOf(0.0004, COMMAND_WORDS)).toContain('search with --engine best, or lower --lpf-limit;');
});

/** A clock that goes on by a step whenever it is read. */
function steppingClock(step: number): Clock {
  let now = 0;
  return () => {
    now += step;
    return now;
  };
}

describe('a budget of time', () => {
  test('gives a search its part of what remains', () => {
    let now = 1000;
    const budget = TimeBudget.of(10, () => now);
    const first = budget.endOf(1 / 4);
    now += 2499;
    expect(first()).toBe(false);
    now += 1;
    expect(first()).toBe(true);
    // 7.5 s are left, of which the next search gets a third.
    const second = budget.endOf(1 / 3);
    now += 2499;
    expect(second()).toBe(false);
    now += 1;
    expect(second()).toBe(true);
    now += 1e6;
    expect(budget.endOf(1)()).toBe(true);
  });

  test('without limit ends only when it is stopped', () => {
    const budget = TimeBudget.of(undefined, () => Number.MAX_VALUE);
    const [begun, sameOnThread] = [budget.endOf(1), new TimeBudget(structuredClone(budget.time)).endOf(1)];
    expect([begun(), sameOnThread()]).toEqual([false, false]);
    budget.stop();
    expect([begun(), sameOnThread(), budget.endOf(1)()]).toEqual([true, true, true]);
  });

  test('is divided over the searches still to come', () => {
    const layer = { name: 'a', index: 1, count: 5 };
    expect(partOfTime({})).toBe(1);
    expect(partOfTime({ layer })).toBe(1);
    // Three spatial mappings of this layer and of each of the two different layers behind it.
    expect(partOfTime({ layer: { ...layer, differentAfter: 2 }, spatialMapping: { index: 1, count: 3 } })).toBe(1 / 9);
    expect(partOfTime({ layer: { ...layer, differentAfter: 2 }, spatialMapping: { index: 3, count: 3 } })).toBe(1 / 7);
    expect(partOfTime({ layer: { ...layer, differentAfter: 2 }, spatialMapping: { index: 3, count: 3 } }, 4)).toBe(
      4 / 7,
    );
    expect(partOfTime({ layer, spatialMapping: { index: 3, count: 3 } }, 4)).toBe(1);
  });
});

async function chainRun(options: HardwarePerformanceOptions, clock: Clock, timeLimit: number) {
  const { stages, args } = defaultChain(options);
  const events: ProgressEvent[] = [];
  const [total] = await MainStage.from(stages, args).run({
    clock,
    timeLimit,
    onProgress: (event) => events.push(event),
  });
  return { total, shares: events.flatMap(({ searchedShare }) => searchedShare ?? []) };
}

test('more time searches more, and finds nothing worse', async () => {
  let last = { latency: Number.POSITIVE_INFINITY, share: 0 };
  for (const timeLimit of [1, 20, 10_000]) {
    const { total, shares } = await chainRun(DESIGN, steppingClock(1000), timeLimit);
    const latency = total?.cme.latency ?? Number.NaN;
    const share = 1 - shares.reduce((sum, searched) => sum + 1 - searched, 0) / 24;
    expect(latency).toBeLessThanOrEqual(last.latency);
    expect(share).toBeGreaterThanOrEqual(last.share);
    if (timeLimit === 1) expect(share).toBeLessThan(1);
    last = { latency, share };
  }
  expect(last.share).toBe(1);
});

test.each([1, 2])('SALSA ends early, with %d threads', async (salsaNumberOfCore) => {
  const salsa = { temporalMappingSearchEngine: 'salsa', salsaNumberOfCore, salsaIterationNumber: 2000 } as const;
  const { evaluations, warnings } = await getHardwarePerformance({
    workload: 'gemm',
    accelerator: 'gemm_l1',
    mapping: 'gemm_l1',
    ...salsa,
    timeLimit: OVER_AT_ONCE,
  });
  expect(evaluations.map(({ searchedShare }) => searchedShare)).toEqual(evaluations.map(() => 0));
  expect(warnings.map(({ code }) => code)).toContain('ZZ4418');
});

test('LOMA without the fast search ends early', async () => {
  const { stages, args } = defaultChain({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lpfLimit: 9 });
  const shares: number[] = [];
  const [total] = await MainStage.from(stages, { ...args, fuse: false }).run({
    timeLimit: OVER_AT_ONCE,
    onProgress: ({ searchedShare }) => shares.push(...(searchedShare === undefined ? [] : [searchedShare])),
  });
  expect(total?.cme.latency).toBeGreaterThan(0);
  for (const share of shares) expect(share).toBeLessThan(1);
  expect(shares.length).toBeGreaterThan(0);
});

test('a run that ended early is marked in its files, and continues', async () => {
  const dumpFolder = temporaryFolder();
  const design = { ...DESIGN, dumpFolder };
  const early = await getHardwarePerformance({ ...design, timeLimit: OVER_AT_ONCE });
  const stored = await readResults(dumpFolder, platformFiles);
  const shares = early.evaluations.map(({ searchedShare }) => searchedShare);
  expect(shares.filter((share) => share !== undefined).length).toBeGreaterThan(0);
  expect(stored.evaluations.map(({ searchedShare }) => searchedShare)).toEqual(shares);
  expect(stored.document.warnings.map(({ code }) => code)).toContain('ZZ4418');
  const csv = readFileSync(join(dumpFolder, 'results.csv'), 'utf8').trim().split('\r\n');
  const column = csv[0]?.split(',').indexOf('searched share') ?? -1;
  expect(csv.slice(1).map((row) => Number(row.split(',')[column]))).toEqual(shares.map((share) => share ?? 1));
  expect(readFileSync(join(dumpFolder, 'report.html'), 'utf8')).toContain('Not fully searched:');
  const resumed = await getHardwarePerformance({ ...design, resume: true });
  expect(mappingsOf(resumed)).toEqual(mappingsOf(await wholeRun));
  expect(resumed.warnings).toEqual((await wholeRun).warnings);
});
