import type { ProgressEvent } from '../../stages/chain/run-control.ts';

const BAR_WIDTH = 24;
const REFRESH_MS = 100;

/** One line on standard error that shows how far the run is; silent when that is not a terminal. */
export class ProgressLine {
  private readonly enabled: boolean;
  private readonly started = performance.now();
  private drawn = Number.NEGATIVE_INFINITY;

  constructor(enabled: boolean) {
    this.enabled = enabled && process.stderr.isTTY === true;
  }

  update({ stage, done, total, note }: ProgressEvent): void {
    const now = performance.now();
    if (!this.enabled || stage !== 'WorkloadStage' || (now - this.drawn < REFRESH_MS && done < total)) return;
    this.drawn = now;
    const filled = Math.round((done / total) * BAR_WIDTH);
    const remaining = ((now - this.started) / done) * (total - done);
    const text = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} layer ${done}/${total}, ${(remaining / 1000).toFixed(0)} s left  ${note ?? ''}`;
    process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.enabled) process.stderr.write('\r\u001b[2K');
  }
}
