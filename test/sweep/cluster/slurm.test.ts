import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zigzagIn } from '../../cli/support.ts';
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
  }, 90_000);
  afterAll(() => site?.stop());

  test('killed work and a killed controller lose no design; missing shares are submitted again', async () => {
    const folder = await plannedFolder();
    const sweep = (...args: readonly string[]) => zigzagIn(folder, ['sweep', ...args], site.environment);

    const tooMany = sweep('submit', '--slurm', 'out', '--tasks', '102');
    expect(tooMany.status).toBe(1);
    expect(tooMany.stderr).toContain('ZZ7223: --tasks is 102, but this site takes at most 101: MaxArraySize is 101');
    const wrong = sweep('submit', '--slurm', 'out', '--tasks', '2', '--partition', 'none');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('ZZ7222: sbatch refused: sbatch: error: invalid partition specified: none');

    const submitted = sweep('submit', '--slurm', 'out', '--tasks', '4');
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
    await site.kill('slurmctld');
    site.startController();
    await until('the controller answers', () => site.slurm('scontrol', 'ping').includes('UP'), 30);
    const isQuiet = (): boolean => {
      // A controller that had not saved its state starts tasks twice, and takes the node out of service.
      site.resumeDrainedNode();
      return site.running() === 0;
    };
    await until('nothing runs any more', isQuiet, 60, () => site.queue());

    const { missing, idle, planned } = JSON.parse(sweep('status', 'out', '--json').stdout);
    expect(planned).toBe(DESIGNS);
    expect(missing.length).toBeGreaterThan(0);
    expect(idle).toEqual(missing);
    const again = sweep('status', 'out', '--resubmit');
    expect(again.status).toBe(3);
    expect(again.stderr).toContain('submitted again: shares');
    await until(
      'all is done',
      () => site.queue() === '',
      60,
      () => site.queue(),
    );

    const after = sweep('status', 'out');
    expect(after.stdout).toContain('24 of 24 designs; every share of 4 is complete');
    expect(after.status).toBe(0);
    expect(pointsOf(join(folder, 'out'))).toBe(await singleMachinePoints());
  }, 180_000);
});
