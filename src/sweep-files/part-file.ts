import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { makeFolder } from '../platform/write-whole.ts';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import type { SweepShare } from '../sweep/run/strategy-context.ts';
import { LineLog, linesOf, textAt } from './line-log.ts';
import { openPartPath, partFilesOf, partFolder, partPath } from './part-names.ts';
import { completionLine, isCompletionOf, lineOfPoint, pointOfLine } from './point-line.ts';

/** Bytes in which the last line of a complete file lies. */
const LAST_BYTES = 4096;

/** Whether a share of a sweep is complete: its file ends in the line that says so. */
export function isComplete(folder: string, share: SweepShare, sweep: string): boolean {
  const path = partPath(folder, share);
  if (!existsSync(path)) return false;
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(0, size - LAST_BYTES);
    const lines = textAt(descriptor, start, size - start).split('\n');
    return lines.at(-1) === '' && isCompletionOf(lines.at(-2) ?? '', sweep);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * What one process finds out about a share of a sweep: one line a point, appended to a file of its own as soon as the point is known. Files that
 * other processes have left, or still write, are read and never changed. When the share is complete, the file gets the lines that it lacks, then
 * the name of the share, and the others are removed. There is no lock that a dead machine could hold.
 */
export class PartFile {
  /** Points that other processes, or earlier ones, have found. */
  readonly known: ReadonlyMap<number, DesignPoint>;
  private readonly folder: string;
  private readonly share: SweepShare;
  private readonly sweep: string;
  private readonly path: string;
  private readonly own = new Set<number>();
  /** Undefined until there is something to write. */
  private log: LineLog | undefined;

  /**
   * @param sweep hash of the sweep. Lines of other ones don't count.
   * @param resume false: begins anew.
   */
  constructor(folder: string, share: SweepShare, sweep: string, resume: boolean) {
    this.folder = folder;
    this.share = share;
    this.sweep = sweep;
    this.path = openPartPath(folder, share, randomBytes(4).toString('hex'));
    makeFolder(partFolder(folder));
    if (!resume) for (const { path } of partFilesOf(folder, share)) rmSync(path, { force: true });
    const known = new Map<number, DesignPoint>();
    for (const { point } of this.linesOfOthers()) known.set(point.point, point);
    this.known = known;
  }

  append(point: DesignPoint): void {
    this.write(lineOfPoint(this.sweep, point), point.point);
  }

  /** @param isWhole whether the share is complete. */
  close(isWhole: boolean): void {
    if (isWhole && !isComplete(this.folder, this.share, this.sweep)) this.complete();
    else this.log?.close();
    // Another process has completed the share: its file has every point.
    if (isWhole) this.removeOpenFiles();
  }

  private complete(): void {
    for (const { text, point } of this.linesOfOthers()) if (!this.own.has(point.point)) this.write(text, point.point);
    this.log ??= new LineLog(this.path);
    this.log.append(completionLine(this.sweep, this.share));
    this.log.close();
    try {
      renameSync(this.path, partPath(this.folder, this.share));
    } catch (error) {
      // A process that completed the share meanwhile has removed this file.
      if (!isComplete(this.folder, this.share, this.sweep)) throw error;
    }
  }

  private write(line: string, point: number): void {
    this.log ??= new LineLog(this.path);
    this.log.append(line);
    this.own.add(point);
  }

  private removeOpenFiles(): void {
    for (const { path, isOpen } of partFilesOf(this.folder, this.share)) if (isOpen) rmSync(path, { force: true });
  }

  private *linesOfOthers(): Generator<{ readonly text: string; readonly point: DesignPoint }> {
    for (const { path } of partFilesOf(this.folder, this.share)) {
      if (path === this.path) continue;
      for (const { text } of linesUnlessRemoved(path)) {
        const point = pointOfLine(text, this.sweep);
        if (point !== undefined) yield { text, point };
      }
    }
  }
}

/** The lines of a file; none if a process that completed the share has removed it since it was listed. */
function* linesUnlessRemoved(path: string): ReturnType<typeof linesOf> {
  try {
    yield* linesOf(path);
  } catch (error) {
    if (existsSync(path)) throw error;
  }
}
