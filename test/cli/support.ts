import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { MappingError } from '../../src/base/diagnostic.ts';
import { runProgram } from '../../src/cli/program.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';

/** The built command. */
export const command = fileURLToPath(new URL('../../bin/zigzag.js', import.meta.url));

export interface CommandEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end, as a user starts it. */
export function zigzag(...args: readonly string[]): CommandEnd {
  return zigzagIn(undefined, args);
}

/** The same in a folder, and perhaps with other variables of the environment. */
export function zigzagIn(
  folder: string | undefined,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CommandEnd {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

/**
 * Runs the command to its end within this process, in a folder: the same code, without the time that a start takes. For tests of what
 * a command says; that each can be started, and what becomes of processes, is tested with `zigzag`.
 */
export async function zigzagHere(folder: string, args: readonly string[]): Promise<CommandEnd> {
  const printed = { stdout: '', stderr: '' };
  const before = process.cwd();
  const restore = [capture(process.stdout, 'stdout', printed), capture(process.stderr, 'stderr', printed)];
  const { error } = console;
  console.error = (...texts) => {
    printed.stderr += `${format(...texts)}\n`;
  };
  process.chdir(folder);
  try {
    const status = await runProgram([process.execPath, command, ...args], 'test');
    return { status, ...printed };
  } finally {
    process.chdir(before);
    console.error = error;
    for (const undo of restore) undo();
  }
}

/** Collects what is written to a stream, until the function it returns is called. */
function capture(stream: NodeJS.WriteStream, name: 'stdout' | 'stderr', printed: Record<typeof name, string>) {
  const write = stream.write;
  stream.write = (text: string | Uint8Array): boolean => {
    printed[name] += String(text);
    return true;
  };
  return (): void => {
    stream.write = write;
  };
}

/** Fills a folder with the results of a run, without starting the command: for tests of what is done with results. */
export async function runInto(dumpFolder: string, options: HardwarePerformanceOptions): Promise<void> {
  try {
    await getHardwarePerformance({ ...options, dumpFolder });
  } catch (error) {
    // A run in which no layer fits leaves its results, too.
    if (!(error instanceof MappingError)) throw error;
  }
}

/** Arguments of a run of three layers, of which the second takes hours; its workload is written to a folder. */
export function longRun(folder: string): string[] {
  const workload = join(folder, 'long.yaml');
  const layers = [
    convolution(0, 'first', [1, 16, 16, 4, 4, 1, 1], 0),
    convolution(1, 'second', [1, 192, 64, 27, 27, 5, 5], 0),
    convolution(2, 'third', [1, 16, 32, 4, 4, 1, 1], 1),
  ];
  writeFileSync(workload, JSON.stringify(layers));
  const design = ['--accelerator', 'ascend_like', '--mapping', 'ascend_like', '--lpf-limit', 'none'];
  return ['run', '--workload', workload, ...design];
}

function convolution(id: number, name: string, loop_sizes: readonly number[], source: number) {
  return {
    id,
    name,
    operator_type: 'Conv',
    equation: 'O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]',
    dimension_relations: ['ix=1*ox+1*fx', 'iy=1*oy+1*fy'],
    loop_dims: ['B', 'K', 'C', 'OY', 'OX', 'FY', 'FX'],
    loop_sizes,
    operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
    operand_source: { W: id, I: source },
  };
}
