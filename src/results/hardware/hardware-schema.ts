import * as z from 'zod/mini';
import { described } from '../../io/schema/fields.ts';

const hardwarePart = { name: z.string(), kind: z.enum(['units', 'memory']), copies: z.number() };

/** Area, static power, and what follows with the clock, in `results.json`. */
export const hardwareSchema = described(
  z.object({
    area: z.object({
      totalMm2: described(z.nullable(z.number()), { description: 'null when the area of a part is unknown' }),
      knownMm2: described(z.number(), { description: 'of the parts that are known' }),
      unknown: described(z.array(z.string()), { description: 'names of the parts without an area' }),
      parts: z.array(z.object({ ...hardwarePart, perCopyMm2: z.nullable(z.number()) })),
    }),
    staticPower: z.object({
      totalMw: described(z.nullable(z.number()), { description: 'null when the static power of a part is unknown' }),
      knownMw: described(z.number(), { description: 'of the parts that are known' }),
      unknown: described(z.array(z.string()), { description: 'names of the parts without a static power' }),
      parts: z.array(z.object({ ...hardwarePart, perCopyMw: z.nullable(z.number()) })),
    }),
    quantities: described(
      z.array(z.object({ name: z.string(), title: z.string(), unit: z.string(), value: z.nullable(z.number()) })),
      {
        description:
          'of the run: clock, time, static energy, power, throughput, efficiency and area, those that are known',
      },
    ),
  }),
  { description: 'area and static power by part, and what follows with the clock' },
);

export type HardwareDocument = z.infer<typeof hardwareSchema>;
