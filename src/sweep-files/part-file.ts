import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../platform/write-whole.ts';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import type { SweepShare } from '../sweep/run/strategy-context.ts';
import { LineLog, linesOf } from './line-log.ts';
import { pointOfLine } from './point-line.ts';

/** Folder of the part files, in that of the sweep. */
const PARTS = 'parts';

/** The file of a share: `parts/part-3-of-8.jsonl`, with `.open` behind it until the share is complete. */
export function partPath(folder: string, { index, count }: SweepShare): string {
  return join(folder, PARTS, `part-${index}-of-${count}.jsonl`);
}

/** Whether a share is complete. */
export function isComplete(folder: string, share: SweepShare): boolean {
  return existsSync(partPath(folder, share));
}

/**
 * The part file of one share of a sweep: one line a point, appended as soon as the point is known. A share that was interrupted goes on behind its
 * last whole line. When it is complete, the file loses `.open` from its name.
 */
export class PartFile {
  /** Points of an earlier run. */
  readonly known: ReadonlyMap<number, DesignPoint>;
  private readonly sweep: string;
  private readonly path: string;
  private readonly log: LineLog;

  /**
   * @param sweep hash of the sweep. Lines of another one are removed.
   * @param resume false: begins anew.
   */
  constructor(folder: string, share: SweepShare, sweep: string, resume: boolean) {
    this.sweep = sweep;
    this.path = partPath(folder, share);
    makeFolder(join(folder, PARTS));
    const open = `${this.path}.open`;
    if (!resume) for (const path of [this.path, open]) rmSync(path, { force: true });
    const { known, end } = existsSync(open) ? pointsBefore(open, sweep) : { known: new Map(), end: 0 };
    this.known = known;
    this.log = new LineLog(open, end);
  }

  append(point: DesignPoint): void {
    this.log.append(JSON.stringify({ sweep: this.sweep, ...point }));
  }

  /** @param isWhole whether the share is complete. */
  close(isWhole: boolean): void {
    this.log.close(isWhole ? this.path : `${this.path}.open`);
  }
}

/** The points up to the first line that isn't one of this sweep. */
function pointsBefore(
  path: string,
  sweep: string,
): { readonly known: ReadonlyMap<number, DesignPoint>; readonly end: number } {
  const known = new Map<number, DesignPoint>();
  let whole = 0;
  for (const { text, end } of linesOf(path)) {
    const point = pointOfLine(text, sweep);
    if (point === undefined) break;
    known.set(point.point, point);
    whole = end;
  }
  return { known, end: whole };
}
