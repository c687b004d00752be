import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zigzagHere } from '../../cli/support.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** One matrix product on 24 designs of a few milliseconds each, of which some are refused: 16 bits hold no operand. */
const SMALL_SWEEP = `workloads: gemm
accelerator: gemm_l1
mapping: gemm_l1
parameters:
  size: {sets: accelerator.memories.l1.size, values: [16, 1048576, 2097152, 4194304, 8388608, 16777216]}
  unit: {sets: accelerator.operational_array.unit_energy, values: [0.03, 0.04, 0.05, 0.06]}
objectives: [energy, latency]
`;

/** Designs of the small sweep. */
export const DESIGNS = 24;

/** A folder with `sweep.yaml`. @param further lines of the file. */
export function sweepFolder(further = ''): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sweep.yaml'), `${SMALL_SWEEP}${further}`);
  return folder;
}

/** A folder in which the small sweep is planned, as `out`. */
export async function plannedFolder(further = ''): Promise<string> {
  const folder = sweepFolder(further);
  const { status, stderr } = await zigzagHere(folder, ['sweep', 'plan', 'sweep.yaml', '--out', 'out']);
  if (status !== 0) throw new Error(stderr);
  return folder;
}

/** `points.csv` of the same sweep on one machine, from one command. */
export async function singleMachinePoints(further = ''): Promise<string> {
  const folder = sweepFolder(further);
  await zigzagHere(folder, ['sweep', 'sweep.yaml', '--out', 'out', '--workers', '1', '--quiet']);
  return pointsOf(join(folder, 'out'));
}

/** `points.csv` of a folder. */
export function pointsOf(out: string): string {
  return readFileSync(join(out, 'points.csv'), 'utf8');
}

/** Works on one share, in this process. */
export function workHere(folder: string, index: number, count: number) {
  const share = ['--index', String(index), '--count', String(count)];
  return zigzagHere(folder, [
    'sweep',
    'work',
    '--manifest',
    'out/manifest.json',
    ...share,
    '--workers',
    '1',
    '--quiet',
  ]);
}
