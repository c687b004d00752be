import { element, type Markup, textAt } from '../../charts/drawing/svg.ts';
import { shortened } from '../../charts/drawing/text-width.ts';
import { rangeText, type Sensitivities, type Sensitivity } from '../answer/sensitivity.ts';
import { mainQuantity, type SweepTable, statusAt, valueAt, WITHIN } from '../data/sweep-table.ts';
import { tooltipText } from '../parts/tooltip.ts';
import { axisOf } from './axis.ts';
import { quantityVariable } from './variable.ts';

const ROW = 54;
const NAMES = 148;

/** For every parameter the designs that it alone makes, on one scale of the quantity that decides. */
export function sensitivityMarkup(table: SweepTable, { list }: Sensitivities, width: number): Markup {
  const main = mainQuantity(table);
  const variable = quantityVariable(table, main.place);
  const at = (row: number): number => valueAt(table, main.place, row);
  const axis = axisOf(
    variable,
    list.flatMap(({ least, most }) => [least, most]),
    NAMES,
    width - 30,
    { padding: 0 },
  );
  const height = ROW * list.length;
  return element(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `How far each parameter moves the ${main.title}`,
      'font-size': 12,
    },
    ...list.flatMap((one, index) => row(one, index * ROW)),
  );

  function row({ parameter, rows, least, most }: Sensitivity, top: number): Markup[] {
    const title = shortened(table.parameters[parameter]?.title ?? '', NAMES - 12, 13);
    const [from, to] = [axis.at(least), axis.at(most)];
    return [
      textAt(0, top + 24, title, { class: 'strong' }),
      textAt(0, top + 40, shortened(rangeText(table, parameter), NAMES - 12, 12), { class: 'lab' }),
      element('path', { class: 'range', d: `M${from},${top + 22}H${to}` }),
      ...rows
        .toSorted((a, b) => Number(a === table.best) - Number(b === table.best))
        .map((one) =>
          element(
            'circle',
            {
              class:
                one === table.best
                  ? 'chosen-dot'
                  : statusAt(table, one) === WITHIN
                    ? 'range-dot'
                    : 'range-dot beyond-dot',
              cx: axis.at(at(one)),
              cy: top + 22,
              r: one === table.best ? 6 : 3.5,
            },
            element('title', {}, tooltipText(table, one)),
          ),
        ),
      textAt(from, top + 44, variable.tickText(least), { class: 'lab', 'text-anchor': 'middle' }),
      ...(to - from < 36
        ? []
        : [textAt(to, top + 44, variable.tickText(most), { class: 'lab', 'text-anchor': 'middle' })]),
    ];
  }
}
