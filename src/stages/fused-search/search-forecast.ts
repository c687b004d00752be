import type { Diagnostic } from '../../base/diagnostic.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { MappingSearch } from '../../search/loma/mapping-search.ts';
import { temporalLoopSizes } from '../../search/orders/temporal-loops.ts';
import { longSearch } from '../../search/search-errors.ts';
import type { TemporalSearchOptions } from '../../search/search-options.ts';

/** A search this old is asked how long it will take, in milliseconds. It is asked again after four times as long. */
const FIRST_FORECAST_MS = 1000;
const NEXT_FORECAST = 4;

/** A longer search is announced. */
const LONG_MS = 600_000;

/** A forecast with a larger relative error only says how long the search takes at least. */
const MOST_ERROR = 0.3;
/** The least that is worth saying then. */
const LEAST_MS = 60_000;

/** Announces, once, that a search will take long, by the orders that it will still visit (docs/limits.md). */
export class SearchForecast {
  private readonly startedAt: number;
  private due = FIRST_FORECAST_MS;

  /** @param startedAt milliseconds, on the clock of `update`. */
  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** The announcement, if it is time for it and the search will take long. */
  update(
    now: number,
    search: Pick<MappingSearch, 'total' | 'counts' | 'ordersLeft'>,
    problem: CompiledProblem,
    options: TemporalSearchOptions,
  ): Diagnostic | undefined {
    const elapsed = now - this.startedAt;
    if (elapsed < this.due) return undefined;
    this.due = elapsed * NEXT_FORECAST;
    const left = search.ordersLeft();
    if (left === undefined) return undefined;
    const perOrder = elapsed / search.counts.computed;
    const time = perOrder * left.mean;
    const atLeast = perOrder * left.median;
    if (time < LONG_MS) return undefined;
    if (left.relativeError > MOST_ERROR && atLeast < LEAST_MS) return undefined;
    this.due = Number.POSITIVE_INFINITY;
    const dimensions = temporalLoopSizes(problem.layer, problem.spatialMapping).length;
    const said = left.relativeError > MOST_ERROR ? { dimensions, atLeast } : { dimensions, about: time };
    return longSearch(problem, options, search.total, said);
  }
}
