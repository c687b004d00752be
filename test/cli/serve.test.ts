import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Server } from '../../src/cli/commands/serve/serve.ts';

/* The protocol of `zigzag serve --stdio`. The package in python/ tests the process. */

const Reply = z.object({
  id: z.union([z.number(), z.string(), z.null()]),
  result: z.record(z.string(), z.unknown()).nullish(),
  error: z
    .object({ code: z.number(), message: z.string(), data: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

const directory = process.cwd();
const GEMM = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };

/** Answers to lines that come all at once. */
async function answers(...lines: readonly unknown[]) {
  const replies: z.infer<typeof Reply>[] = [];
  const server = new Server((reply) => void replies.push(Reply.parse(JSON.parse(JSON.stringify(reply)))));
  for (const line of lines) server.receive(typeof line === 'string' ? line : JSON.stringify(line));
  await server.idle;
  return replies;
}

const run = (id: number, options: Readonly<Record<string, unknown>> = {}) => ({
  id,
  method: 'run',
  params: { directory, options: { ...GEMM, ...options } },
});

describe('the protocol', () => {
  test('answers in the order of the requests', async () => {
    const replies = await answers(run(1), { id: 'two', method: 'version' }, run(3, { opt: 'energy' }));
    expect(replies.map(({ id }) => id)).toEqual([1, 'two', 3]);
    expect(replies.map(({ result }) => result?.run)).toEqual([1, undefined, 2]);
    expect(replies[0]?.result).toMatchObject({ energy: 528_936.96, latency: 8191, infeasible: [] });
  });

  test('refuses lines that are no requests, and goes on', async () => {
    const replies = await answers(
      '{',
      '[]',
      { id: 7 },
      { id: 8, method: 'version', params: 3 },
      { id: 9, method: 'version' },
    );
    expect(replies.map(({ id, error }) => [id, error?.code])).toEqual([
      [null, -32600],
      [null, -32600],
      [7, -32600],
      [8, -32600],
      [9, undefined],
    ]);
  });

  test('names the methods, and the parameter that is wrong', async () => {
    const [unknown, wrong] = await answers(
      { id: 1, method: 'nothing' },
      { id: 2, method: 'details', params: { run: 1 } },
    );
    expect(unknown?.error?.message).toContain('methods are version, run, open');
    expect(wrong?.error).toMatchObject({ code: -32602, message: expect.stringContaining('layer') });
  });

  test('gives errors the exit code, the text and the diagnostics of the command', async () => {
    const tooSmall = { name: 'small', operational_array: {}, memories: {} };
    const [option, input] = await answers(run(1, { optt: 'energy' }), run(2, { accelerator: tooSmall }));
    expect(option?.error).toMatchObject({
      code: 1,
      message: expect.stringContaining('there is no option optt; did you mean "opt"?'),
      data: { name: 'InputError', diagnostics: [{ code: 'ZZ6010', severity: 'error' }] },
    });
    expect(input?.error?.code).toBe(1);
  });

  test('cancels a request that waits, and no other', async () => {
    const replies = await answers(run(1), run(2), { method: 'cancel', params: { id: 2 } }, run(3));
    expect(replies.map(({ id, error }) => [id, error?.code])).toEqual([
      [1, undefined],
      [2, -32000],
      [3, undefined],
    ]);
  });

  test('holds runs until they are released', async () => {
    const details = (id: number) => ({ id, method: 'details', params: { run: 1, layer: 0 } });
    const [, first, , second] = await answers(
      run(1),
      details(2),
      { id: 3, method: 'release', params: { runs: [1] } },
      details(4),
    );
    expect(first?.result?.details).toMatchObject({ layer: 'Layer0' });
    expect(second?.error?.message).toContain('there is no run 1 here');
  });
});
