import { groupedText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import type { RefusedPoint } from '../../sweep/points/design-point.ts';

/** Most designs that are named with one reason, most reasons with one code, and most of both together. */
const MOST_DESIGNS = 12;
const MOST_MESSAGES = 5;
const MOST_BOXES = 20;
/** Most different reasons that are kept while points come. */
const MOST_KEPT = 2000;

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly points: readonly number[];
}

/** Designs that cannot be built, by reason. However many come, only so many reasons are kept; the others are counted by their code. */
export class Refusals {
  private readonly byMessage = new Map<string, Refusal & { readonly points: number[] }>();
  private readonly uncounted = new Map<string, number>();

  add({ point, reasons }: RefusedPoint): void {
    const [reason] = reasons;
    const { code = '', message = 'no reason is known', hint } = reason ?? {};
    const key = `${code} ${message}`;
    const known = this.byMessage.get(key);
    if (known !== undefined) known.points.push(point);
    else if (this.byMessage.size < MOST_KEPT) this.byMessage.set(key, { code, message, hint, points: [point] });
    else count(this.uncounted, code, 1);
  }

  /** The most frequent reasons first, and how many designs further ones have, by code. */
  told(): { readonly shown: readonly Refusal[]; readonly left: ReadonlyMap<string, number> } {
    const shown: Refusal[] = [];
    const left = new Map(this.uncounted);
    const ofCode = new Map<string, number>();
    for (const refusal of [...this.byMessage.values()].sort((a, b) => b.points.length - a.points.length)) {
      if ((ofCode.get(refusal.code) ?? 0) < MOST_MESSAGES && shown.length < MOST_BOXES) {
        count(ofCode, refusal.code, 1);
        shown.push(refusal);
      } else count(left, refusal.code, refusal.points.length);
    }
    return { shown, left };
  }
}

function count(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

export function notBuilt(refusals: Refusals, labelOfPoint: (point: number) => string): Markup | undefined {
  const { shown, left } = refusals.told();
  if (shown.length === 0) return undefined;
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
