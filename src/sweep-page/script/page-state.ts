import { isCosted, pointAt, rowsWhere, type SweepTable, statusAt, WITHIN } from '../data/sweep-table.ts';
import type { AxisRange } from '../draw/parallel-plot.ts';
import type { RowTest } from '../selection/filter.ts';

/** A rectangle of the scatter, by values. */
export type Frame = RowTest;

/** What changed: another design is looked at, or others pass. */
export type StateChange = 'choice' | 'selection';

/** What is chosen on the page, and who wants to know of changes. */
export class PageState {
  readonly table: SweepTable;
  /** Row of the design that is looked at. */
  chosen: number;
  filter: RowTest | undefined;
  onlyWithin = false;
  onlyFront = false;
  frame: Frame | undefined;
  readonly ranges = new Map<string, AxisRange>();
  /** Test of the ranges on the parallel axes. */
  inRanges: RowTest = () => true;
  private readonly rowOfPoint = new Map<number, number>();
  private readonly listeners: ((change: StateChange) => void)[] = [];
  private passing: readonly number[] | undefined;

  constructor(table: SweepTable, chosen: number) {
    this.table = table;
    this.chosen = chosen;
    for (const [row, point] of table.points.entries()) this.rowOfPoint.set(point, row);
  }

  onChange(listener: (change: StateChange) => void): void {
    this.listeners.push(listener);
  }

  /** Looks at another design. */
  choose(row: number): void {
    if (row < 0 || row === this.chosen) return;
    this.chosen = row;
    this.tell('choice');
  }

  /** Row of a design in the page; −1 where the page leaves it out. */
  rowOf(point: string | undefined): number {
    return point === undefined || point === '' ? -1 : (this.rowOfPoint.get(Number(point)) ?? -1);
  }

  pointOf(row: number): string {
    return String(pointAt(this.table, row));
  }

  /** Designs with figures that pass everything. */
  selected(): readonly number[] {
    this.passing ??= rowsWhere(this.table, (row) => isCosted(this.table, row) && this.passes(row));
    return this.passing;
  }

  /** Whether anything but the limits leaves designs out. */
  isNarrowed(): boolean {
    return this.filter !== undefined || this.onlyFront || this.frame !== undefined || this.ranges.size > 0;
  }

  selectionChanged(): void {
    this.passing = undefined;
    this.tell('selection');
  }

  private passes(row: number): boolean {
    const { table, filter, frame } = this;
    return (
      (!this.onlyWithin || statusAt(table, row) === WITHIN) &&
      (!this.onlyFront || table.front[row] === 1) &&
      (filter === undefined || filter(row)) &&
      (frame === undefined || frame(row)) &&
      this.inRanges(row)
    );
  }

  private tell(change: StateChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
