import { closeSync, openSync } from 'node:fs';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import { textAt } from './line-log.ts';
import { pointOfLine } from './point-line.ts';
import { type PointPlace, PointPlaces } from './point-places.ts';

/** Points that are read at a time, with each file opened once. */
const POINTS_AT_ONCE = 10_000;

/** So often the folder is read anew while files of it get other names, before that counts as a fault. */
const MOST_TRIES = 20;

/**
 * The points in the part files of a folder, in the order of their numbers, each once. It keeps where the lines are, not what they say. Workers may go
 * on meanwhile: points that they add later are left out.
 */
export class PointStore {
  private readonly folder: string;
  private readonly sweep: string;
  private readonly numbers: Float64Array;
  private places: PointPlaces;

  /** @param sweep hash of the sweep; lines of others are left out. */
  constructor(folder: string, sweep: string) {
    this.folder = folder;
    this.sweep = sweep;
    this.places = whileFilesMove(() => PointPlaces.of(folder, sweep));
    this.numbers = this.places.points;
  }

  /** Number of points. */
  get size(): number {
    return this.numbers.length;
  }

  /** Every point, read anew from its file. */
  *points(): Generator<DesignPoint> {
    for (let start = 0; start < this.size; start += POINTS_AT_ONCE) {
      const some = this.numbers.subarray(start, start + POINTS_AT_ONCE);
      const readAgain = (): void => {
        this.places = PointPlaces.of(this.folder, this.sweep);
      };
      yield* whileFilesMove(() => this.read(some), readAgain);
    }
  }

  private read(numbers: Float64Array): DesignPoint[] {
    const byFile = Array.from(numbers, (number) => this.placeOf(number)).sort(
      (a, b) => a.file - b.file || a.offset - b.offset,
    );
    const points: DesignPoint[] = [];
    let file = -1;
    let descriptor = -1;
    try {
      for (const place of byFile) {
        if (place.file !== file) {
          if (descriptor >= 0) closeSync(descriptor);
          descriptor = -1;
          file = place.file;
          descriptor = openSync(this.places.files[file] ?? '', 'r');
        }
        const point = pointOfLine(textAt(descriptor, place.offset, place.length), this.sweep);
        if (point?.point !== place.point) throw this.wasChanged();
        points.push(point);
      }
    } finally {
      if (descriptor >= 0) closeSync(descriptor);
    }
    return points.sort((a, b) => a.point - b.point);
  }

  private placeOf(point: number): PointPlace {
    const place = this.places.placeOf(point);
    if (place === undefined) throw this.wasChanged();
    return place;
  }

  private wasChanged(): Error {
    return new Error(`a part file of ${this.folder} was changed or removed while it was read`);
  }
}

/** Reads files that workers may rename or remove, having written the same points elsewhere: once more when one isn't where it was. */
function whileFilesMove<Read>(read: () => Read, before: () => void = () => {}): Read {
  for (let tries = 1; ; tries++) {
    try {
      if (tries > 1) before();
      return read();
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isGone || tries === MOST_TRIES) throw error;
    }
  }
}
