import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SweepShare } from '../sweep/run/strategy-context.ts';

/*
 * The files of shares, in the folder `parts` of a sweep. `part-3-of-8.jsonl` is share 3 of 8, complete. `part-3-of-8.5f0c2e91.jsonl.open` is what one
 * process has found so far. Every process writes to a file of its own, so that two which work on one share at the same time never meet.
 */

const PARTS = 'parts';

const NAME = /^part-(\d+)-of-(\d+)(?:\.[0-9a-f]+)?\.jsonl(\.open)?$/;

/** A part file, as its name tells it. */
export interface PartName {
  readonly path: string;
  readonly share: SweepShare;
  /** Whether one process is writing it, or was when it ended. */
  readonly isOpen: boolean;
}

/** The folder of the part files. */
export function partFolder(folder: string): string {
  return join(folder, PARTS);
}

/** The file of a share that is complete. */
export function partPath(folder: string, { index, count }: SweepShare): string {
  return join(folder, PARTS, `part-${index}-of-${count}.jsonl`);
}

/** The file of one process that works on a share. */
export function openPartPath(folder: string, { index, count }: SweepShare, process: string): string {
  return join(folder, PARTS, `part-${index}-of-${count}.${process}.jsonl.open`);
}

/** All part files of a sweep, in the order of their names. */
export function partFiles(folder: string): PartName[] {
  const parts = partFolder(folder);
  if (!existsSync(parts)) return [];
  return readdirSync(parts)
    .sort()
    .flatMap((name) => {
      const [, index, count, open] = NAME.exec(name) ?? [];
      if (index === undefined) return [];
      const share = { index: Number(index), count: Number(count) };
      return [{ path: join(parts, name), share, isOpen: open !== undefined }];
    });
}

/** The part files of one share. */
export function partFilesOf(folder: string, { index, count }: SweepShare): PartName[] {
  return partFiles(folder).filter(({ share }) => share.index === index && share.count === count);
}
