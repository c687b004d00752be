import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import { isComplete, PartFile } from '../../../src/sweep-files/part-file.ts';
import { partPath } from '../../../src/sweep-files/part-names.ts';
import { PointStore } from '../../../src/sweep-files/sweep-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const SHARE = { index: 1, count: 3 };
const SWEEP = 'abcdef';

const pointOf = (point: number): DesignPoint => ({
  point,
  settings: { size: point, kind: 'ü' },
  status: 'costed',
  quantities: { energy: point / 3, area: null },
});

const numbersOf = (folder: string, sweep = SWEEP): number[] =>
  Array.from(new PointStore(folder, sweep).points(), ({ point }) => point);

const partsOf = (folder: string): string[] => readdirSync(join(folder, 'parts'));

function openPart(folder: string, points: readonly number[], sweep = SWEEP): PartFile {
  const part = new PartFile(folder, SHARE, sweep, true);
  for (const point of points) part.append(pointOf(point));
  return part;
}

/** What a process leaves that is killed. */
function killedPart(folder: string, points: readonly number[], sweep = SWEEP): string {
  const before = existsSync(join(folder, 'parts')) ? partsOf(folder) : [];
  openPart(folder, points, sweep);
  const [name = ''] = partsOf(folder).filter((one) => !before.includes(one));
  return join(folder, 'parts', name);
}

describe('a part file', () => {
  test('is there once a share is complete, with every point', () => {
    const folder = temporaryFolder();
    const part = openPart(folder, [1, 4, 7]);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(false);
    expect(numbersOf(folder)).toEqual([1, 4, 7]);
    part.close(true);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(true);
    expect(partsOf(folder)).toEqual(['part-1-of-3.jsonl']);
    expect([...new PointStore(folder, SWEEP).points()]).toEqual([1, 4, 7].map(pointOf));
  });

  test('of a share without designs is complete as well', () => {
    const folder = temporaryFolder();
    openPart(folder, []).close(true);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(true);
  });

  test('of another sweep completes nothing', () => {
    const folder = temporaryFolder();
    openPart(folder, [1, 4], 'another').close(true);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(false);
    expect(numbersOf(folder)).toEqual([]);
    openPart(folder, [7]).close(true);
    expect(numbersOf(folder)).toEqual([7]);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(true);
  });

  test('without its last line, or with a torn one, is not complete', () => {
    const folder = temporaryFolder();
    openPart(folder, [1, 4]).close(true);
    const path = partPath(folder, SHARE);
    const text = readFileSync(path);
    truncateSync(path, text.length - 1);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(false);
    const again = openPart(folder, []);
    expect([...again.known.keys()]).toEqual([1, 4]);
    again.close(true);
    expect(readFileSync(path)).toEqual(text);
  });

  test('of a process that was killed at any byte loses nothing but the torn line', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 6 }), (cut, points) => {
        const folder = temporaryFolder();
        const path = killedPart(folder, points);
        const text = readFileSync(path);
        const length = cut % (text.length + 1);
        truncateSync(path, length);
        const whole = text.subarray(0, length).filter((byte) => byte === 0x0a).length;
        const part = new PartFile(folder, SHARE, SWEEP, true);
        expect([...part.known.keys()]).toEqual(points.slice(0, whole));
        for (const point of points.slice(whole)) part.append(pointOf(point));
        part.close(true);
        expect(numbersOf(folder)).toEqual(points.toSorted((a, b) => a - b));
        expect(partsOf(folder)).toEqual(['part-1-of-3.jsonl']);
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });

  test('goes on behind lines that are no points', () => {
    const folder = temporaryFolder();
    const path = killedPart(folder, [1]);
    appendFileSync(path, `{"sweep":"abcdef","poi\n${JSON.stringify({ sweep: SWEEP, ...pointOf(4) })}\n`);
    expect([...new PartFile(folder, SHARE, SWEEP, true).known.keys()]).toEqual([1, 4]);
    expect(numbersOf(folder)).toEqual([1, 4]);
  });

  test('is begun anew on request', () => {
    const folder = temporaryFolder();
    openPart(folder, [1, 4]).close(true);
    killedPart(folder, [7]);
    expect(new PartFile(folder, SHARE, SWEEP, false).known.size).toBe(0);
    expect(numbersOf(folder)).toEqual([]);
  });
});

describe('two processes with the same share', () => {
  const all = [1, 4, 7, 10, 13, 16];

  test.each([
    ['the first', [0, 1]],
    ['the second', [1, 0]],
  ])('tear and lose nothing when %s is done first', (_, order) => {
    const folder = temporaryFolder();
    const parts = [openPart(folder, [1, 4]), openPart(folder, [7])];
    expect(parts.map(({ known }) => known.size)).toEqual([0, 2]);
    // Each finds what it doesn't know, in turns.
    for (const point of all)
      for (const [place, part] of parts.entries()) if (place === 0 || point > 7) part.append(pointOf(point));
    for (const place of order) parts[place]?.close(true);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(true);
    expect(partsOf(folder)).toEqual(['part-1-of-3.jsonl']);
    expect([...new PointStore(folder, SWEEP).points()]).toEqual(all.map(pointOf));
  });

  test('may complete it while a third is stopped', () => {
    const folder = temporaryFolder();
    const stopped = openPart(folder, [1]);
    openPart(folder, all).close(true);
    stopped.append(pointOf(4));
    stopped.close(false);
    expect(numbersOf(folder)).toEqual(all);
    expect(isComplete(folder, SHARE, SWEEP)).toBe(true);
  });

  test('may complete it while its points are being read', () => {
    const folder = temporaryFolder();
    killedPart(folder, [1, 4]);
    const store = new PointStore(folder, SWEEP);
    openPart(folder, [7]).close(true);
    expect(Array.from(store.points(), ({ point }) => point)).toEqual([1, 4]);
  });
});

test('a point that one division into shares evaluated and another skipped is an evaluated one', () => {
  const folder = temporaryFolder();
  const skipped: DesignPoint = { point: 4, settings: {}, status: 'skipped', bounds: {} };
  for (const [share, point] of [
    [{ index: 0, count: 2 }, skipped],
    [SHARE, pointOf(4)],
  ] as const) {
    const part = new PartFile(folder, share, SWEEP, true);
    part.append(point);
    part.close(true);
  }
  expect([...new PointStore(folder, SWEEP).points()]).toEqual([pointOf(4)]);
});

test('files of other names are left alone', () => {
  const folder = temporaryFolder();
  openPart(folder, [1]).close(true);
  writeFileSync(join(folder, 'parts', 'part-1-of-3.jsonl.bak'), 'mine');
  openPart(folder, []).close(true);
  expect(partsOf(folder)).toEqual(['part-1-of-3.jsonl', 'part-1-of-3.jsonl.bak']);
});
