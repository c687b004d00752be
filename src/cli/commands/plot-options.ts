import * as z from 'zod/mini';

/** The options as the command line hands them over; `--no-title` is a title of false. */
export const PlotCommandOptions = z.readonly(
  z.object({
    kind: z.string(),
    out: z.string(),
    layer: z.optional(z.string()),
    title: z.optional(z.union([z.string(), z.literal(false)])),
    width: z.optional(z.number()),
    top: z.optional(z.number()),
    share: z.optional(z.boolean()),
    axes: z.optional(z.enum(['auto', 'linear', 'log'])),
    scale: z.optional(z.number()),
  }),
);

export type PlotOptions = z.infer<typeof PlotCommandOptions>;
