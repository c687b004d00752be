import { exactText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { rowsAlong } from '../data/along.ts';
import {
  EXCEEDING,
  freeParameters,
  isCosted,
  mainQuantity,
  pointAt,
  positionAt,
  REFUSED,
  type SweepTable,
  statusAt,
  valueAt,
} from '../data/sweep-table.ts';
import { labelOf, settingsOf, titledValue } from '../words/labels.ts';
import { changeOf, decimalText, figureText } from '../words/words.ts';
import { changeMarkup } from './change.ts';
import { remarksOf } from './tooltip.ts';

/** Values of a parameter of words that are one step away. */
const MOST_WORDS = 4;

/** Everything about one design: its settings and figures, the designs one step away, and the command for its full page. */
export function chosenPanel(table: SweepTable, row: number): Markup {
  const remarks = remarksOf(table, row);
  return html`<h3>Design ${pointAt(table, row)}: ${labelOf(table, row)}</h3>
    <p class="small">${remarks.length === 0 ? 'not on the front' : remarks.join(', ')}</p>
    <table><tbody>
    ${settingsOf(table, row).map(({ title, text }) => html`<tr><th scope="row">${title}</th><td>${text}</td></tr>`)}
    ${table.quantities.map((quantity, place) => {
      const value = valueAt(table, place, row);
      const exact = Number.isNaN(value) ? '' : `${exactText(value)} ${quantity.unit}`;
      return html`<tr><th scope="row">${quantity.title}</th><td title="${exact}">${figureText(quantity, value)}</td></tr>`;
    })}
    </tbody></table>
    ${perWorkload(table, row)}${oneStepAway(table, row)}
    <p class="small">Its full page</p>
    <div class="command"><code>zigzag sweep show ${table.folder} ${pointAt(table, row)}</code><button type="button" data-copy data-needs-script hidden>Copy</button></div>`;
}

function perWorkload(table: SweepTable, row: number): Markup | undefined {
  if (table.workloads.length === 0) return undefined;
  const main = mainQuantity(table);
  return html`<h4>${main.short} of each workload</h4><table><tbody>${table.workloads.map(
    ({ name, values }) =>
      html`<tr><th scope="row">${name}</th><td>${figureText(main, values[row] ?? Number.NaN)}</td></tr>`,
  )}</tbody></table>`;
}

/** Designs that differ in one parameter by one step, with what that changes. */
function oneStepAway(table: SweepTable, row: number): Markup | undefined {
  const steps = freeParameters(table).flatMap((parameter) => {
    const own = positionAt(table, parameter, row);
    const rows = rowsAlong(table, row, parameter);
    const isOrdered = table.parameters[parameter]?.numbers !== undefined;
    const places = isOrdered
      ? [own - 1, own + 1]
      : [...rows.keys()].filter((place) => place !== own).slice(0, MOST_WORDS);
    return places.flatMap((place) => {
      const other = rows[place] ?? -1;
      return other < 0 ? [] : [step(table, row, other, parameter, place)];
    });
  });
  return steps.length === 0
    ? undefined
    : html`<h4>One step away</h4><table class="steps"><tbody>${steps}</tbody></table>`;
}

function step(table: SweepTable, row: number, other: number, parameter: number, place: number): Markup {
  const named = table.parameters[parameter];
  const name = named === undefined ? '' : titledValue(named, place);
  const status = statusAt(table, other);
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  const cost = table.price === undefined ? Number.NaN : valueAt(table, table.price, other);
  const figure =
    price === undefined || Number.isNaN(cost)
      ? ''
      : `${decimalText(cost / price.scale.factor, Math.max(0, price.decimals - 1))} ${price.scale.symbol}`;
  const remark = status === REFUSED ? 'cannot be built' : isCosted(table, other) ? figure : 'not searched';
  const change = isCosted(table, other) ? changeOf(table, mainQuantity(table).place, other, row) : undefined;
  return html`<tr><th scope="row"><a href="#designs" data-point="${pointAt(table, other)}">${name}</a></th><td>${changeMarkup(change)}</td><td class="faint">${remark}${status === EXCEEDING ? ', over' : ''}</td></tr>`;
}
