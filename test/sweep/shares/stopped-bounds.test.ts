import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSweep } from '../../../src/sweep/plan/open-sweep.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import { designWorkers } from '../../../src/sweep/run/design-workers.ts';
import { runSweep } from '../../../src/sweep/run/run-sweep.ts';
import { readManifest } from '../../../src/sweep-files/manifest-file.ts';
import { plannedFolder } from './small-sweep.ts';

test('a run that is stopped while designs are bounded skips none: with all bounds, others would be skipped', async () => {
  const folder = await plannedFolder('strategy: exact\nlimits: latency <= 10\n');
  const sweep = openSweep(readManifest(join(folder, 'out', 'manifest.json')));
  const workers = designWorkers(sweep, 1, 24, undefined);
  let isStopped = false;
  const points: DesignPoint[] = [];
  const options = {
    mayStart: () => !isStopped,
    onBounds: () => {
      isStopped = true;
    },
  };
  for await (const point of runSweep(sweep, workers, options)) points.push(point);
  expect(isStopped).toBe(true);
  expect(points).toEqual([]);
});
