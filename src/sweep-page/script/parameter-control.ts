import { sensitivities } from '../answer/sensitivity.ts';
import { curveCharts, curveMarkup } from '../draw/curves.ts';
import { sensitivityMarkup } from '../draw/sensitivity-chart.ts';
import { all, byId, fill, onWidth } from './dom.ts';
import type { PageState } from './page-state.ts';
import type { TooltipBox } from './tooltip-box.ts';

const LEAST_WIDTH = 300;

/** Curves go through the chosen design. In a page that lacks designs they stay as they were made from all of them. */
export function startParameters(state: PageState, tooltip: TooltipBox): void {
  const { table } = state;
  if (table.thinning === undefined && table.best >= 0) {
    const sensitive = sensitivities(table);
    const widths = new Map<HTMLElement, number>();
    const draw = (box: HTMLElement): void => {
      // Designs that a sample holds have no neighbours; the curves of the best are shown then.
      const [through] = [state.chosen, table.best].filter((row) =>
        curveCharts(table, sensitive, row).some(({ parameter }) => String(parameter) === box.dataset.curve),
      );
      const chart =
        through === undefined
          ? undefined
          : curveCharts(table, sensitive, through).find(({ parameter }) => String(parameter) === box.dataset.curve);
      if (chart !== undefined && through !== undefined)
        fill(box, curveMarkup(table, chart, through, widths.get(box) ?? LEAST_WIDTH));
    };
    const boxes = all('[data-curve]');
    for (const box of boxes) {
      onWidth(box, (width) => {
        widths.set(box, Math.max(LEAST_WIDTH, width));
        draw(box);
      });
    }
    state.onChange((change) => {
      if (change === 'choice') for (const box of boxes) draw(box);
    });
    const moves = byId('sensitivity');
    if (moves !== null)
      onWidth(moves, (width) => fill(moves, sensitivityMarkup(table, sensitive, Math.max(LEAST_WIDTH, width))));
  }
  for (const place of all('.matrix [data-point], .card')) {
    place.removeAttribute('title');
    place.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') tooltip.show(state.rowOf(place.dataset.point), event.clientX, event.clientY);
    });
    place.addEventListener('pointerleave', () => tooltip.hide());
  }
}
