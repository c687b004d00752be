import { digitsText, quantityText } from '../base/number-text.ts';
import { bufferTrafficChart } from '../charts/curves/buffer-traffic-chart.ts';
import type { Markup } from '../charts/drawing/svg.ts';
import { costModelNotes } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { html } from './parts/markup.ts';
import { numberMarkup } from './parts/number-markup.ts';
import type { PageRun } from './parts/page-run.ts';

/** Least traffic by capacity, ascending in capacity. */
interface PageCurve {
  readonly points: readonly { readonly capacityBits: number; readonly trafficBits: number }[];
  readonly compulsoryBits: number;
  /** Bits that the run moves. */
  readonly movedBits: number;
}

/** The buffer-traffic curves of a run (docs/curves.md). */
export interface PageCurves extends PageCurve {
  /** Name of the memory whose traffic counts, names of the memories below it, and their capacity in all. */
  readonly memory: string;
  readonly below: readonly { readonly name: string; readonly copies: number }[];
  readonly presentBits: number;
  readonly layers: readonly (PageCurve & { readonly evaluation: CostModelEvaluation })[];
  /** Layers without a curve. */
  readonly unknown: readonly { readonly name: string }[];
}

/** How much traffic the capacity below the outermost memory saves, and what the mappings of the run make of it. */
export function curvesSection({ groups }: PageRun, curves: PageCurves): Markup {
  const { memory, below, presentBits, compulsoryBits, movedBits, points, layers, unknown } = curves;
  const names = below.map(({ name, copies }) => (copies === 1 ? name : `${copies} × ${name}`)).join(' and ');
  const by = costModelNotes(layers.map(({ evaluation }) => evaluation))
    .map((note) => `, by the ${note}`)
    .join('');
  const missing = unknown.map(({ name }) => name).join(', ');
  const chart = bufferTrafficChart(points, {
    title: `Least traffic of ${memory} by the capacity below it${by}`,
    memory,
    compulsoryBits,
    mark: { capacityBits: presentBits, text: `today ${quantityText(presentBits, 'bit')}` },
    heading: false,
  });
  const rows = groups.flatMap(({ first, layers: equal, anchor }) => {
    const curve = layers.find(({ evaluation }) => evaluation === first.evaluation);
    const count = equal.length === 1 ? '' : ` and ${equal.length - 1} equal`;
    return curve === undefined ? [] : [row(html`<a href="#${anchor}">${first.label}</a>${count}`, curve, presentBits)];
  });
  return html`<section id="curves" aria-labelledby="curves-heading">
    <h2 id="curves-heading">Buffer sizes</h2>
    <p class="prose">The layers of this run move ${numberMarkup(movedBits, 'bit')} from and to ${memory}. Compulsory are ${numberMarkup(compulsoryBits, 'bit')}: every operand once. The curve has the least traffic of any loop order and any tiles by the capacity below, with the spatial mappings of this run${by}. Today the capacity is ${numberMarkup(presentBits, 'bit')} (${names}).</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Least traffic by capacity">${{ markup: chart }}</div>
    <div class="scroll" tabindex="0" role="group" aria-label="Least traffic of the layers"><table><thead><tr><th scope="col">Layer</th><th scope="col">Compulsory</th><th scope="col">Least today</th><th scope="col">This run</th><th scope="col">2× from</th><th scope="col">1.1× from</th><th scope="col">1× from</th></tr></thead><tbody>${rows}</tbody></table></div>
    <p class="prose"><small>Times compulsory traffic; capacities from which on so much is possible. One memory holds the tiles of all operands, in place of ${names}, and all lower memories are large enough. So the least traffic is a bound, which separate memories need not reach.${missing === '' ? '' : ` Not in these figures, because their curves are not known: ${missing}.`}</small></p>
  </section>`;
}

function row(name: Markup, { points, compulsoryBits, movedBits }: PageCurve, presentBits: number): Markup {
  const today = points.findLast(({ capacityBits }) => capacityBits <= presentBits);
  const times = (bits: number): string => `${digitsText(bits / compulsoryBits, 3)}×`;
  const from = (limit: number): Markup | undefined => {
    const point = points.find(({ trafficBits }) => trafficBits <= limit * compulsoryBits * (1 + ROUNDING));
    return point && numberMarkup(point.capacityBits, 'bit');
  };
  return html`<tr><th scope="row">${name}</th><td>${numberMarkup(compulsoryBits, 'bit')}</td><td>${today === undefined ? 'no fit' : times(today.trafficBits)}</td><td>${times(movedBits)}</td><td>${from(2)}</td><td>${from(1.1)}</td><td>${from(1)}</td></tr>`;
}

const ROUNDING = 1e-12;
