import { printable } from '../../base/plain-text.ts';
import type { ProgressEvent } from '../../chain/control/progress.ts';
import { cut, shorten } from './display-width.ts';
import { duration, elapsed } from './duration.ts';
import { RemainingTime } from './remaining-time.ts';

const BAR_WIDTH = 24;
const REFRESH_MS = 100;
const SHORTEST_NAME = 8;

/** One line on standard error that shows how far the run is; silent when that is not a terminal, or one that only prints. */
export class ProgressLine {
  private readonly enabled: boolean;
  /** Whether the line can be drawn over itself. */
  private readonly isDrawn: boolean;
  private readonly started = performance.now();
  private readonly remaining = new RemainingTime();
  private drawn = Number.NEGATIVE_INFINITY;
  private ended = false;

  constructor(enabled: boolean) {
    this.enabled = enabled && process.stderr.isTTY === true;
    this.isDrawn = this.enabled && process.env.TERM !== 'dumb';
  }

  update(event: ProgressEvent): void {
    const now = performance.now();
    if (!this.isDrawn || now - this.drawn < REFRESH_MS) return;
    this.drawn = now;
    const left = this.remaining.update(now - this.started, shareDone(event));
    process.stderr.write(`\r\u001b[2K${progressText(event, left, (process.stderr.columns || 80) - 1)}`);
  }

  clear(): void {
    if (this.isDrawn && !this.ended) process.stderr.write('\r\u001b[2K');
  }

  /** Prints a text in the place of the line. The next progress event draws the line again. */
  say(text: string): void {
    this.clear();
    process.stderr.write(`${text}\n`);
  }

  /** Replaces the line by how long it all took. */
  finish(what: string): void {
    this.clear();
    this.ended = true;
    if (this.enabled) process.stderr.write(`${what} in ${elapsed(performance.now() - this.started)}\n`);
  }
}

/** `████░░░░ layer 3/21, 2 s left  conv1, mapping 1/3, 1024/5040 orders`; the name is shortened to fit. */
export function progressText(event: ProgressEvent, remaining: number | undefined, width: number): string {
  const { stage, done, total, note, layer, spatialMapping } = event;
  const { finished, layers } = layersDone(event);
  const filled = Math.round(shareDone(event) * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const left = remaining === undefined ? '' : `, ${duration(remaining)} left`;
  const current = Math.min(Math.floor(finished) + (stage === 'WorkloadStage' ? 0 : 1), layers);
  const head = `${bar} layer ${current}/${layers}${left}  `;
  const tail = [
    spatialMapping === undefined ? '' : `, mapping ${spatialMapping.index}/${spatialMapping.count}`,
    stage === 'LomaStage' ? `, ${done}/${total} orders` : stage === 'SalsaStage' ? `, ${done}/${total} steps` : '',
  ].join('');
  const room = Math.max(SHORTEST_NAME, width - head.length - tail.length);
  return cut(`${head}${shorten(printable(note ?? layer?.name ?? ''), room)}${tail}`, width);
}

/** From 0 to 1. */
export function shareDone(event: ProgressEvent): number {
  const { finished, layers } = layersDone(event);
  return layers > 0 ? Math.min(1, Math.max(0, finished / layers)) : 0;
}

function layersDone({ stage, done, total, layer, spatialMapping }: ProgressEvent): {
  readonly finished: number;
  readonly layers: number;
} {
  if (stage === 'WorkloadStage') return { finished: done, layers: total };
  const ofMapping = total > 0 ? done / total : 0;
  const within = spatialMapping === undefined ? 0 : (spatialMapping.index - 1 + ofMapping) / spatialMapping.count;
  return { finished: (layer?.index ?? 1) - 1 + within, layers: layer?.count ?? 1 };
}
