import type { DesignPoint } from './points/design-point.ts';
import type { SweepResults } from './points/sweep-results.ts';
import type { SweepOptions } from './sweep-options.ts';

export type { SweepOptions } from './sweep-options.ts';

/* Programs without a sweep need not load what runs one. */

/**
 * The points of a sweep as they are found, in any order. Leaving the loop ends the sweep.
 *
 * ```ts
 * for await (const point of sweep({ sweep: 'sram-array' })) {
 *   if (point.status === 'costed') console.log(point.settings, point.quantities.edp);
 * }
 * ```
 * @throws InputError when the sweep file or one of its inputs cannot be used. Designs that cannot be are points.
 */
export async function* sweep(options: SweepOptions): AsyncGenerator<DesignPoint> {
  const { pointsOfSweep } = await import('./sweep-points.ts');
  yield* pointsOfSweep(options);
}

/**
 * A whole sweep: its points in the order of their numbers, the front and the best design.
 * @throws InputError as `sweep` does.
 */
export async function sweepResults(options: SweepOptions): Promise<SweepResults> {
  const { resultsOfSweep } = await import('./sweep-points.ts');
  return resultsOfSweep(options);
}
