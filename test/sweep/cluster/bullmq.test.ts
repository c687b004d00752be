import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSweep, collectSweep, queueName } from '../../../src/bullmq/index.ts';
import { connectRedis } from '../../../src/bullmq/sweep-queue.ts';
import { readManifest } from '../../../src/sweep-files/manifest-file.ts';
import { zigzagHere } from '../../cli/support.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { DESIGNS, plannedFolder, pointsOf, singleMachinePoints } from '../shares/small-sweep.ts';
import { NO_REDIS, RedisServer } from './redis-server.ts';
import { until } from './services.ts';

if (NO_REDIS !== undefined) console.warn(`sweeps are not tested with a real Redis: ${NO_REDIS}`);

describe.skipIf(NO_REDIS !== undefined)('a queue in a real Redis', () => {
  let server: RedisServer;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    server = await RedisServer.start(temporaryFolder());
  }, 60_000);
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await server?.kill();
  });

  function startWorker(sweep: string): { readonly process: ChildProcess; readonly said: () => string } {
    const program = fileURLToPath(new URL('serve.mjs', import.meta.url));
    const worker = spawn(process.execPath, [program, server.url, sweep], { stdio: ['ignore', 'pipe', 'inherit'] });
    workers.push(worker);
    let said = '';
    worker.stdout.on('data', (text) => {
      said += String(text);
    });
    return { process: worker, said: () => said };
  }

  test('a killed worker and a killed Redis lose no design; all are bit-equal to one machine', async () => {
    const folder = await plannedFolder();
    const out = join(folder, 'out');
    const { sweep } = readManifest(join(out, 'manifest.json'));
    const queue = new Queue(queueName(sweep), { connection: { url: server.url, maxRetriesPerRequest: null } });
    queue.on('error', () => {});

    // Adding the same designs twice changes nothing.
    const options = { redis: server.url, folder: out, batch: 4 };
    expect(await addSweep(options)).toBe(DESIGNS / 4);
    expect(await addSweep(options)).toBe(DESIGNS / 4);
    expect(await queue.getWaitingCount()).toBe(DESIGNS / 4);

    const first = startWorker(sweep);
    await until('a batch is worked on', async () => (await queue.getActiveCount()) > 0, 30);
    first.process.kill('SIGKILL');
    const second = startWorker(sweep);
    const points: number[] = [];
    const collected = collectSweep({ ...options, onPoint: ({ point }) => points.push(point) });
    await until('some points are there', () => points.length > 0, 60);
    await server.kill();
    await server.startAgain();
    expect(await collected).toBe(true);

    expect(second.said()).toContain('stalled p');
    expect(new Set(points).size).toBe(DESIGNS);
    expect(points).toHaveLength(DESIGNS);
    await zigzagHere(folder, ['sweep', 'merge', 'out']);
    expect(pointsOf(out)).toBe(await singleMachinePoints());

    // The queue is gone, and with it the worker.
    expect(await queue.getJobCounts('completed', 'waiting')).toEqual({ completed: 0, waiting: 0 });
    await until('the worker has left', () => second.process.exitCode !== null, 30);
    expect(second.process.exitCode).toBe(0);
    await queue.close();
  }, 120_000);

  test('commands say what is missing', async () => {
    const folder = await plannedFolder('strategy: exact\n');
    const redis = ['--redis', server.url];
    expect((await zigzagHere(folder, ['sweep', 'queue', 'out', ...redis])).stderr).toContain('ZZ7227');
    expect((await zigzagHere(folder, ['sweep', 'serve', 'out', ...redis])).stderr).toContain('ZZ7228');
    const nowhere = connectRedis('redis://user:secret@127.0.0.1:1', 200);
    await expect(nowhere).rejects.toThrow(
      /ZZ7226: no Redis answers at redis:\/\/user:\*\*\*@127\.0\.0\.1:1: connect ECONNREFUSED/,
    );
  });
});
