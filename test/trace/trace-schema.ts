import * as z from 'zod';

/* What Perfetto and Chrome need of the Trace Event Format, and no more fields than it has. */

const args = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const place = { name: z.string().min(1), pid: z.literal(1), tid: z.int().min(0) };
const ts = z.number().min(0);

export const TraceFile = z.strictObject({
  displayTimeUnit: z.enum(['ms', 'ns']),
  traceEvents: z.array(
    z.discriminatedUnion('ph', [
      z.strictObject({ ...place, ph: z.literal('X'), cat: z.string(), ts, dur: z.number().positive(), args }),
      z.strictObject({ ...place, ph: z.literal('C'), ts, args: z.record(z.string(), z.number()) }),
      z.strictObject({ ...place, ph: z.literal('i'), s: z.literal('p'), ts, args }),
      z.strictObject({ ...place, ph: z.literal('M'), args }),
    ]),
  ),
  otherData: z.record(z.string(), z.unknown()),
});
