import type { CompiledProblem } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { directionsOf } from './directions.ts';
import { RemainderTiles } from './remainder-tiles.ts';
import { TileSizes } from './tile-sizes.ts';
import { TransferCounts } from './transfer-counts.ts';
import { TransferTimes } from './transfer-times.ts';
import { UnequalTransfers } from './unequal-transfers.ts';

/** The rules of the corrected model that count and time transfers. They share what they know of smaller last rounds. */
export interface CorrectedRules {
  /** Only of layers with smaller last rounds. */
  readonly remainders: RemainderTiles | undefined;
  readonly sizes: TileSizes;
  readonly counts: TransferCounts;
  readonly times: TransferTimes;
}

export function correctedRules(problem: CompiledProblem, tiles: CompiledTiles): CorrectedRules {
  const remainders = tiles.hasRemainder ? new RemainderTiles(problem, tiles) : undefined;
  const sizes = new TileSizes(problem, tiles, remainders);
  const directions = directionsOf(problem, tiles);
  const unequal = remainders && new UnequalTransfers(problem, sizes, remainders);
  return {
    remainders,
    sizes,
    counts: new TransferCounts(problem, tiles, sizes, directions, unequal),
    times: new TransferTimes(problem, sizes, directions, unequal),
  };
}
