/**
 * The four ways data can move at a memory, seen from that memory.
 *
 * ```text
 *        higher memory
 *    wr_in_by_high ↓   ↑ rd_out_to_high
 *       [ this memory ]
 *    rd_out_to_low ↓   ↑ wr_in_by_low
 *     lower memory, or the array
 * ```
 */
export type DataDirection = 'rd_out_to_low' | 'wr_in_by_low' | 'rd_out_to_high' | 'wr_in_by_high';

/** All directions, in the order reports list them. The engine indexes its arrays by the position in this list. */
export const DATA_DIRECTIONS: readonly DataDirection[] = [
  'rd_out_to_low',
  'wr_in_by_low',
  'rd_out_to_high',
  'wr_in_by_high',
];

/** Short forms used by the accelerator file: `tl` to low, `fl` from low, `th` to high, `fh` from high. */
export const DIRECTION_OF_SHORT_FORM: Readonly<Record<string, DataDirection>> = {
  tl: 'rd_out_to_low',
  fl: 'wr_in_by_low',
  th: 'rd_out_to_high',
  fh: 'wr_in_by_high',
};

/** A value for each direction. */
export type PerDirection<T> = Readonly<Record<DataDirection, T>>;
