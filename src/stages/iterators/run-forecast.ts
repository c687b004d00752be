import type { Diagnostic } from '../../base/diagnostic.ts';
import { roughDuration } from '../../base/rough-duration.ts';

/** Before this, layers say little about those to come. */
const FIRST_FORECAST_MS = 10_000;
/** A run with more than this ahead is announced. */
const LONG_MS = 30 * 60_000;

/** Announces, once, that the layers still to come will take long, as far as those before them tell. */
export class RunForecast {
  private isAnnounced = false;

  /** @param elapsed milliseconds for the first `done` of `total` layers. */
  update(elapsed: number, done: number, total: number): Diagnostic | undefined {
    const left = (elapsed / done) * (total - done);
    if (this.isAnnounced || elapsed < FIRST_FORECAST_MS || left < LONG_MS) return undefined;
    this.isAnnounced = true;
    return {
      code: 'ZZ4416',
      severity: 'warning',
      message: `the run will take about ${roughDuration(left)} more: ${done} of ${total} layers took ${roughDuration(elapsed)}`,
      hint: 'lower the limit of loop prime factors (lpfLimit, --lpf-limit) or the number of spatial mappings; you can stop a run with a result folder and resume it (--resume)',
    };
  }
}
