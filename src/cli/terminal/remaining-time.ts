/** Before this much of a run nobody can tell how long it takes. */
const FIRST_ESTIMATE_MS = 500;
/** Speed is that of about the last quarter of a minute, and of the whole run until then. */
const MEMORY_MS = 15_000;

/**
 * Estimates how long a run will still take. Layers differ in effort, so the speed is averaged over the recent past: neither one
 * quick layer nor a slow start long ago decides.
 */
export class RemainingTime {
  private elapsed = 0;
  private share = 0;
  private speed = 0;

  /** Milliseconds left, given what has passed and which share of the work is done; undefined while unknown. */
  update(elapsed: number, share: number): number | undefined {
    if (share > this.share && elapsed > this.elapsed) {
      const passed = elapsed - this.elapsed;
      // The whole run counts alike until it is longer than the memory.
      const weight = Math.max(passed / elapsed, 1 - Math.exp(-passed / MEMORY_MS));
      this.speed += weight * ((share - this.share) / passed - this.speed);
      this.elapsed = elapsed;
      this.share = share;
    }
    if (elapsed < FIRST_ESTIMATE_MS || this.speed <= 0) return undefined;
    // While one long step makes no progress, the time since then has been used up.
    return Math.max(0, (1 - this.share) / this.speed - (elapsed - this.elapsed));
  }
}
