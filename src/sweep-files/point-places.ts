import { linesOf } from './line-log.ts';
import { partFiles } from './part-names.ts';
import { pointOfLine } from './point-line.ts';

/** Where the line of a point is. */
export interface PointPlace {
  readonly point: number;
  /** Place in the list of files. */
  readonly file: number;
  /** First byte. */
  readonly offset: number;
  /** Bytes without the end of the line. */
  readonly length: number;
}

/** Files, and where their points are: in the order of the numbers, each once. Lists of numbers, so that a point takes 32 bytes. */
export class PointPlaces {
  readonly files: readonly string[];
  readonly points: Float64Array;
  private readonly places: Readonly<Record<'file' | 'offset' | 'length', Float64Array>>;

  private constructor(files: readonly string[], found: FoundLines) {
    const order = Uint32Array.from(found.points.keys());
    // Of several lines of one point a skipped one comes last: another division into shares may have evaluated it.
    order.sort(
      (a, b) => at(found.points, a) - at(found.points, b) || at(found.skipped, a) - at(found.skipped, b) || a - b,
    );
    const kept = order.filter(
      (line, place) => place === 0 || at(found.points, line) !== pointBefore(found, order, place),
    );
    const inOrder = (values: readonly number[]): Float64Array => Float64Array.from(kept, (line) => at(values, line));
    this.files = files;
    this.points = inOrder(found.points);
    this.places = { file: inOrder(found.file), offset: inOrder(found.offset), length: inOrder(found.length) };
  }

  /** Reads all part files of a folder. @param sweep hash of the sweep; lines of others are left out. */
  static of(folder: string, sweep: string): PointPlaces {
    const files = partFiles(folder).map(({ path }) => path);
    const found: FoundLines = { points: [], skipped: [], file: [], offset: [], length: [] };
    for (const [file, path] of files.entries()) {
      for (const { text, offset, end } of linesOf(path)) {
        const point = pointOfLine(text, sweep);
        if (point === undefined) continue;
        found.points.push(point.point);
        found.skipped.push(point.status === 'skipped' ? 1 : 0);
        found.file.push(file);
        found.offset.push(offset);
        found.length.push(end - offset - 1);
      }
    }
    return new PointPlaces(files, found);
  }

  /** Undefined for a point that no file has. */
  placeOf(point: number): PointPlace | undefined {
    let [low, high] = [0, this.points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(this.points, middle) < point) low = middle + 1;
      else high = middle;
    }
    if (this.points[low] !== point) return undefined;
    const { file, offset, length } = this.places;
    return { point, file: at(file, low), offset: at(offset, low), length: at(length, low) };
  }
}

/** Lines of points as they are found. */
interface FoundLines {
  readonly points: number[];
  /** 1 for a design that was skipped, else 0. */
  readonly skipped: number[];
  readonly file: number[];
  readonly offset: number[];
  readonly length: number[];
}

function at(values: ArrayLike<number>, place: number): number {
  return values[place] ?? Number.NaN;
}

function pointBefore({ points }: FoundLines, order: Uint32Array, place: number): number {
  return at(points, at(order, place - 1));
}
