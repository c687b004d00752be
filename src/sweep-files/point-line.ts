import * as z from 'zod/mini';
import { isSettingValue, type SettingValue } from '../design-space/setting.ts';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import type { SweepShare } from '../sweep/run/strategy-context.ts';

const setting = z.custom<SettingValue>(isSettingValue);
const quantities = z.record(z.string(), z.nullable(z.number()));
const reason = z.object({ code: z.string(), message: z.string(), hint: z.exactOptional(z.string()) });
const anyPoint = { sweep: z.string(), point: z.number(), settings: z.record(z.string(), setting) };

const lineContent = z.discriminatedUnion('status', [
  z.object({
    ...anyPoint,
    status: z.literal('costed'),
    quantities,
    workloads: z.exactOptional(z.record(z.string(), quantities)),
    exceeds: z.exactOptional(z.array(z.string())),
  }),
  z.object({ ...anyPoint, status: z.literal('refused'), reasons: z.array(reason) }),
  z.object({
    ...anyPoint,
    status: z.literal('skipped'),
    bounds: quantities,
    dominatedBy: z.exactOptional(z.number()),
    exceeds: z.exactOptional(z.array(z.string())),
  }),
]);

const completionContent = z.object({
  sweep: z.string(),
  complete: z.object({ index: z.number(), count: z.number() }),
});

/** A point as a line of a part file, without its end. */
export function lineOfPoint(sweep: string, point: DesignPoint): string {
  return JSON.stringify({ sweep, ...point });
}

/** The point of a line of a part file; undefined for anything else, and for points of another sweep. */
export function pointOfLine(text: string, sweep: string): DesignPoint | undefined {
  const content = lineContent.safeParse(plainContent(text));
  if (!content.success || content.data.sweep !== sweep) return undefined;
  const { sweep: _, ...point } = content.data;
  return point;
}

/** The last line of the file of a complete share. */
export function completionLine(sweep: string, { index, count }: SweepShare): string {
  return JSON.stringify({ sweep, complete: { index, count } });
}

/** Whether a line is the last one of a complete share of a sweep. */
export function isCompletionOf(text: string, sweep: string): boolean {
  const content = completionContent.safeParse(plainContent(text));
  return content.success && content.data.sweep === sweep;
}

function plainContent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
