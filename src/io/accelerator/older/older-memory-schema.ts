import * as z from 'zod/mini';
import { choice, integer, list } from '../../schema/fields.ts';

const portCount = z._default(integer(0, 'ports', '').check(z.lte(64, { error: 'at most 64 ports' })), 0);

/** The fields that described the ports of a memory up to ZigZag 3.8.1; the other fields of a memory have not changed. */
export const olderMemorySchema = z.object({
  operands: list(choice(['I1', 'I2', 'O'], ''), 'a list of memory operands (I1, I2, O)', ''),
  r_bw: integer(1, 'bits per cycle', ''),
  w_bw: integer(1, 'bits per cycle', ''),
  r_port: portCount,
  w_port: portCount,
  rw_port: portCount,
  min_r_granularity: z.nullish(integer(1, 'bits per cycle', '')),
  min_w_granularity: z.nullish(integer(1, 'bits per cycle', '')),
  ports: list(
    z.partialRecord(
      z.enum(['fh', 'tl', 'fl', 'th']),
      z.nullable(z.string({ error: 'the name of a port, such as r_port_1' })),
      { error: 'a map from directions (fh, tl, fl, th) to port names' },
    ),
    'a list with one map per operand, from directions to port names',
    '',
  ),
});

export type OlderMemoryRecord = z.output<typeof olderMemorySchema>;

/** Keys that no longer exist once the ports are converted. */
export const OLDER_MEMORY_KEYS: readonly string[] = [
  'r_bw',
  'w_bw',
  'r_port',
  'w_port',
  'rw_port',
  'min_r_granularity',
  'min_w_granularity',
];
