import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import { linesOf, textAt } from './line-log.ts';
import { pointOfLine } from './point-line.ts';

/** Where the line of a point is: file, first byte, bytes. */
interface PointPlace {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * The points in the part files of a folder, in the order of their numbers, each once. It keeps where the lines are, not what they say: some 40 bytes
 * a point.
 */
export class PointStore {
  private readonly files: readonly string[];
  private readonly sweep: string;
  private readonly places: readonly (readonly [point: number, place: PointPlace])[];

  /** @param sweep hash of the sweep; lines of others are left out. */
  constructor(folder: string, sweep: string) {
    this.sweep = sweep;
    this.files = partFiles(folder);
    const places = new Map<number, PointPlace>();
    for (const [file, path] of this.files.entries()) {
      for (const { text, offset, end } of linesOf(path)) {
        const point = pointOfLine(text, sweep);
        if (point !== undefined && !places.has(point.point)) {
          places.set(point.point, { file, offset, length: end - offset - 1 });
        }
      }
    }
    this.places = [...places].sort(([a], [b]) => a - b);
  }

  /** Number of points. */
  get size(): number {
    return this.places.length;
  }

  /** Every point, read anew from its file. */
  *points(): Generator<DesignPoint> {
    const descriptors = this.files.map((path) => openSync(path, 'r'));
    try {
      for (const [, { file, offset, length }] of this.places) {
        const point = pointOfLine(textAt(descriptors[file] ?? -1, offset, length), this.sweep);
        if (point !== undefined) yield point;
      }
    } finally {
      descriptors.forEach(closeSync);
    }
  }
}

/** The part files of a sweep, complete or not. */
export function partFiles(folder: string): string[] {
  const parts = join(folder, 'parts');
  if (!existsSync(parts)) return [];
  return readdirSync(parts)
    .filter((name) => /^part-\d+-of-\d+\.jsonl(\.open)?$/.test(name))
    .sort()
    .map((name) => join(parts, name));
}
