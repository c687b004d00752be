import { countText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html, joined } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import type { PageRun } from '../parts/page-run.ts';
import { type RooflinePoint, roofAt, rooflineOf } from './roofline.ts';
import { rooflineChart } from './roofline-chart.ts';

/** The roofline chart with the sentences that say how to read it. */
export function rooflineSection(report: PageRun): Markup | undefined {
  const roofline = rooflineOf(report);
  if (roofline === undefined) return undefined;
  const { points, memories, bandwidth, peak, without } = roofline;
  const ridge = peak / bandwidth;
  const left = points.filter(({ intensity }) => intensity < ridge).length;
  const excess = ({ intensity, speed }: RooflinePoint): number => speed / roofAt(roofline, intensity) - 1;
  const above = points.filter((point) => excess(point) > 0.01).toSorted((a, b) => excess(b) - excess(a));
  const [highest] = above;
  const names = joined(
    memories.map((name) => html`<b>${name}</b>`),
    ' and ',
  );
  return html`<section aria-labelledby="roofline-heading">
    <h3 id="roofline-heading">Roofline</h3>
    <p class="prose">A dot is a layer; the larger, the more of the latency it takes. The flat roof is the array with all units at work: ${numberMarkup(peak, 'MAC/cycle')}. The slope is ${names} with all ports at full width: ${numberMarkup(bandwidth, 'bit/cycle')}. Left of the edge at ${numberMarkup(ridge, 'MAC/bit')} traffic alone keeps a layer from the full speed (${left} of ${countText(points.length, 'layer')}); the distance from a dot up to the roof is lost to idle units, stalls and loads.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Roofline chart">${rooflineChart(report, roofline)}</div>
    ${
      without.length > 0
        ? html`<p><small>Not drawn, as they move nothing through ${names}: ${joined(
            without.map((layer) => `${layer.label}`),
            ', ',
          )}.</small></p>`
        : undefined
    }
    ${
      highest === undefined
        ? undefined
        : html`<p class="prose"><small>${above.length} of ${countText(points.length, 'layer')} ${above.length === 1 ? 'lies' : 'lie'} more than ${numberMarkup(0.01, 'share')} above the roof, ${highest.layer.label} the most, by ${numberMarkup(excess(highest), 'share')}. No real port could do that: the latency model lets data that cross a port once be loaded during the computation, with more bandwidth than the port has left (docs/cost-model.md, on- and off-loading; quirks C1, C26 and C27, docs/parity-quirks.md#cost-model). <code>--cost-model corrected</code> gives figures without this.</small></p>`
    }
  </section>`;
}
