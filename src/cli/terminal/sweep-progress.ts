import { countText, groupedText } from '../../base/number-text.ts';
import type { DesignPoint } from '../../sweep/points/design-point.ts';
import { cut } from './display-width.ts';
import { duration, elapsed } from './duration.ts';
import { RemainingTime } from './remaining-time.ts';

const BAR_WIDTH = 24;
const REFRESH_MS = 100;
/** Milliseconds between two lines where nothing can be drawn over. */
const LINE_MS = 60_000;

/** How far a sweep is: one line that is drawn over itself on a terminal, a line a minute elsewhere. */
export class SweepProgress {
  private readonly enabled: boolean;
  private readonly isDrawn = process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  private readonly started = performance.now();
  private readonly remaining = new RemainingTime();
  private readonly planned: number;
  private readonly before: number;
  private readonly counts = { costed: 0, refused: 0, skipped: 0 };
  private drawn = Number.NEGATIVE_INFINITY;

  /** @param before designs that an earlier run has done. */
  constructor(enabled: boolean, planned: number, before: number) {
    this.enabled = enabled;
    this.planned = planned;
    this.before = before;
    if (!this.isDrawn) this.drawn = this.started;
  }

  add(point: DesignPoint): void {
    this.counts[point.status]++;
    const done = this.before + this.done;
    this.draw(`design ${groupedText(String(done))}/${groupedText(String(this.planned))}`, done / this.planned);
  }

  bounds(done: number, total: number): void {
    this.draw(`bounds of designs ${done}/${total}`, done / total);
  }

  say(text: string): void {
    if (!this.enabled) return;
    this.clear();
    process.stderr.write(`${text}\n`);
  }

  /** Replaces the line by how long it all took. */
  finish(): void {
    const { refused, skipped } = this.counts;
    const notes = [
      ...(refused > 0 ? [`${refused} cannot be built`] : []),
      ...(skipped > 0 ? [`${skipped} skipped by their bounds`] : []),
    ];
    const what = [countText(this.done, 'design'), ...notes].join(', ');
    this.say(`${what} in ${elapsed(performance.now() - this.started)}`);
  }

  private get done(): number {
    const { costed, refused, skipped } = this.counts;
    return costed + refused + skipped;
  }

  private draw(what: string, share: number): void {
    const now = performance.now();
    if (!this.enabled || now - this.drawn < (this.isDrawn ? REFRESH_MS : LINE_MS)) return;
    this.drawn = now;
    const left = this.remaining.update(now - this.started, Math.min(1, share));
    const time = left === undefined ? '' : `, ${duration(left)} left`;
    if (!this.isDrawn) {
      process.stderr.write(`${what}${time}\n`);
      return;
    }
    const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
    process.stderr.write(`\r\u001b[2K${cut(`${bar} ${what}${time}`, (process.stderr.columns || 80) - 1)}`);
  }

  private clear(): void {
    if (this.isDrawn) process.stderr.write('\r\u001b[2K');
  }
}
