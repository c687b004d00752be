import type { Diagnostic } from '../../base/diagnostic.ts';
import { roughDuration } from '../../base/number-text.ts';

/** Before this, layers say little about those to come. */
const FIRST_FORECAST_MS = 10_000;
const FEWEST_LAYERS = 3;
/** A run with more than this ahead is announced. */
const LONG_MS = 30 * 60_000;
/** Nothing is said if the slowest layer took more than this part of the time. The layers to come may all be fast. */
const MOST_OF_ONE = 2 / 3;

/** Announces, once, that the layers still to come will take long, as far as those before them tell. Layers that equal an earlier one take no time. */
export class RunForecast {
  private readonly layers: number;
  private readonly different: number;
  private done = 0;
  private searched = 0;
  private before = 0;
  private slowest = 0;
  private isAnnounced = false;

  /**
   * @param layers number of layers.
   * @param different number of layers that equal no earlier one.
   */
  constructor(layers: number, different: number) {
    this.layers = layers;
    this.different = different;
  }

  /**
   * Counts one more layer that is done.
   * @param elapsed milliseconds since the first layer began.
   * @param isFirst false if the layer equals an earlier one.
   */
  update(elapsed: number, isFirst: boolean): Diagnostic | undefined {
    this.done++;
    if (isFirst) this.searched++;
    this.slowest = Math.max(this.slowest, elapsed - this.before);
    this.before = elapsed;
    const left = (elapsed / this.searched) * (this.different - this.searched);
    if (this.isAnnounced || elapsed < FIRST_FORECAST_MS || this.searched < FEWEST_LAYERS || left < LONG_MS) {
      return undefined;
    }
    if (this.slowest > elapsed * MOST_OF_ONE) return undefined;
    this.isAnnounced = true;
    return {
      code: 'ZZ4416',
      severity: 'warning',
      message: `the run will take about ${roughDuration(left)} more: ${this.done} of ${this.layers} layers took ${roughDuration(elapsed)}`,
      hint: 'lower the limit of loop prime factors (lpfLimit, --lpf-limit) or the number of spatial mappings, or set a limit of time (timeLimit, --time-limit); you can stop a run with a result folder and resume it (--resume)',
    };
  }
}
