import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { zigzagHere } from '../../cli/support.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { DESIGNS, plannedFolder, pointsOf, singleMachinePoints } from '../shares/small-sweep.ts';
import { processesWith } from './processes-of.ts';
import { until } from './services.ts';
import { NO_SLURM, SlurmSite } from './slurm-site.ts';

if (NO_SLURM !== undefined) console.warn(`sweeps are not tested on a real Slurm: ${NO_SLURM}`);

describe.skipIf(NO_SLURM !== undefined)('on a real Slurm', () => {
  let site: SlurmSite;
  beforeAll(async () => {
    site = await SlurmSite.start(temporaryFolder());
    for (const [name, value] of Object.entries(site.environment)) vi.stubEnv(name, value);
  }, 90_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await site?.stop();
  });

  test('killed work and killed daemons lose no design; missing shares are submitted again', async () => {
    const folder = await plannedFolder();
    const sweep = (...args: readonly string[]) => zigzagHere(folder, ['sweep', ...args]);

    const tooMany = await sweep('submit', '--slurm', 'out', '--tasks', '102');
    expect(tooMany.status).toBe(1);
    expect(tooMany.stderr).toContain('ZZ7223: --tasks is 102, but this site takes at most 101: MaxArraySize is 101');
    const wrong = await sweep('submit', '--slurm', 'out', '--tasks', '2', '--partition', 'none');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('ZZ7222: sbatch refused: sbatch: error: invalid partition specified: none');

    const submitted = await sweep('submit', '--slurm', 'out', '--tasks', '4');
    expect(submitted.stderr).toBe('');
    expect(submitted.stdout).toContain('submitted 4 shares of 4 as job');
    const working = (): number[] => processesWith('sweep work', folder);
    await until(
      'a share is worked on',
      () => working().length > 0,
      30,
      () => site.queue(),
    );
    for (const id of working()) process.kill(id, 'SIGKILL');
    await site.kill('slurmd');
    site.startNode();
    await until(
      'nothing runs any more',
      () => site.running() === 0,
      60,
      () => site.queue(),
    );
    // A controller that crashes before it has saved its state takes a minute to find out: bench/sweep-cluster.ts.
    await site.untilSaved();
    await site.kill('slurmctld');
    site.startController();
    await until('the controller answers', () => site.slurm('scontrol', 'ping').includes('UP'), 30);
    await site.untilIdle();

    const { missing, idle, planned } = JSON.parse((await sweep('status', 'out', '--json')).stdout);
    expect(planned).toBe(DESIGNS);
    expect(missing.length).toBeGreaterThan(0);
    expect(idle).toEqual(missing);
    const again = await sweep('status', 'out', '--resubmit');
    expect(again.status).toBe(3);
    expect(again.stderr).toContain('submitted again: shares');
    await until(
      'all is done',
      () => site.queue() === '',
      60,
      () => site.queue(),
    );

    const after = await sweep('status', 'out');
    expect(after.stdout).toContain('24 of 24 designs; every share of 4 is complete');
    expect(after.status).toBe(0);
    expect(pointsOf(join(folder, 'out'))).toBe(await singleMachinePoints());
  }, 180_000);
});
