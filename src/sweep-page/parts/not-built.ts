import { groupedText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import type { RefusedPoint } from '../../sweep/points/design-point.ts';
import type { SweepResults } from '../../sweep/points/sweep-results.ts';

/** Most designs that are named with one reason, most reasons with one code, and most of both together. */
const MOST_DESIGNS = 12;
const MOST_MESSAGES = 5;
const MOST_BOXES = 20;

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly points: readonly number[];
}

/** Designs that cannot be built, by reason; the most frequent reasons first. Only so many are told, the others are counted. */
export function refusals(points: Iterable<RefusedPoint>): {
  readonly shown: readonly Refusal[];
  readonly left: ReadonlyMap<string, number>;
} {
  const byMessage = new Map<string, Refusal & { readonly points: number[] }>();
  for (const { point, reasons } of points) {
    const [reason] = reasons;
    const { code = '', message = 'no reason is known', hint } = reason ?? {};
    const key = `${code} ${message}`;
    const known = byMessage.get(key);
    if (known === undefined) byMessage.set(key, { code, message, hint, points: [point] });
    else known.points.push(point);
  }
  const shown: Refusal[] = [];
  const left = new Map<string, number>();
  const ofCode = new Map<string, number>();
  for (const refusal of [...byMessage.values()].sort((a, b) => b.points.length - a.points.length)) {
    const count = ofCode.get(refusal.code) ?? 0;
    if (count < MOST_MESSAGES && shown.length < MOST_BOXES) {
      ofCode.set(refusal.code, count + 1);
      shown.push(refusal);
    } else left.set(refusal.code, (left.get(refusal.code) ?? 0) + refusal.points.length);
  }
  return { shown, left };
}

export function notBuilt(
  { points, counts }: SweepResults,
  labelOfPoint: (point: number) => string,
): Markup | undefined {
  if (counts.refused === 0) return undefined;
  const { shown, left } = refusals(points.filter((point) => point.status === 'refused'));
  return html`<section id="not-built" aria-labelledby="not-built-heading"><h2 id="not-built-heading">Not built</h2>
    ${shown.map(({ code, message, hint, points }) => {
      const named = points.slice(0, MOST_DESIGNS);
      const more = points.length - named.length;
      const designs =
        points.length === 1
          ? `Design ${points[0]}: ${labelOfPoint(points[0] ?? -1)}`
          : `${groupedText(String(points.length))} designs: ${named.join(', ')}${more > 0 ? ` and ${groupedText(String(more))} more` : ''}`;
      return html`<div class="reason"><p><b>${designs}</b> <code>${code}</code> ${message}</p>${hint === undefined ? undefined : html`<p class="faint">${hint}</p>`}</div>`;
    })}
    ${[...left].map(([code, count]) => html`<p class="faint">${groupedText(String(count))} more with <code>${code}</code> are in points.csv.</p>`)}</section>`;
}
