import type { JSX } from 'preact';
import { rowsAlong } from '../../../src/sweep-page/data/along.ts';
import {
  EXCEEDING,
  freeParameters,
  isCosted,
  mainQuantity,
  positionAt,
  REFUSED,
  SKIPPED,
  type SweepTable,
  statusAt,
  valueAt,
} from '../../../src/sweep-page/data/sweep-table.ts';
import { titledValue } from '../../../src/sweep-page/words/labels.ts';
import { cellText, changeOf, headingText } from '../../../src/sweep-page/words/words.ts';
import type { Totals } from '../../engine/result/design-result.ts';
import { DeltaOf } from '../../parts/small.tsx';
import { isCurrent, lastFound } from '../../store/search.ts';
import { choose, isPartial } from './sweep-data.ts';
import { sentencesOf } from './sweep-sentences.ts';

/** Figures of the project by the names that sweeps give them. */
const TOTAL_OF: Readonly<Record<string, (totals: Totals) => number | undefined>> = {
  energy: ({ energy }) => energy,
  latency: ({ latency }) => latency,
  edp: ({ product }) => product,
  area: ({ area }) => area,
};

/** What the project on screen has of a quantity; undefined while that is not known. */
function nowOf(name: string): number | undefined {
  const found = lastFound.value;
  return isCurrent.value && found !== undefined ? TOTAL_OF[name]?.(found.result.totals) : undefined;
}

/** The design beside what is on screen. */
export function AgainstNow({ table, row }: { readonly table: SweepTable; readonly row: number }): JSX.Element {
  const { place: main } = mainQuantity(table);
  const places = [main, ...table.quantities.keys().filter((place) => place !== main)];
  const [lead, ...others] = sentencesOf(table, row, nowOf, isPartial.value);
  return (
    <div class="block">
      <p class="sentence">
        <b>{lead}</b> {others.join(' ')}
      </p>
      <table class="dense">
        <thead>
          <tr>
            <th />
            <th scope="col">this</th>
            <th scope="col">now</th>
            <th scope="col">change</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => {
            const quantity = table.quantities[place];
            if (quantity === undefined) return null;
            const value = valueAt(table, place, row);
            const now = nowOf(quantity.name);
            return (
              <tr key={quantity.name}>
                <th scope="row">{headingText(quantity)}</th>
                <td title={`${value} ${quantity.unit}`}>{cellText(quantity, value)}</td>
                <td class="faint">{now === undefined ? '–' : cellText(quantity, now)}</td>
                <td>{Number.isNaN(value) ? null : <DeltaOf now={value} before={now} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Designs that differ in one parameter by one step. */
export function OneStepAway({ table, row }: { readonly table: SweepTable; readonly row: number }): JSX.Element | null {
  const main = mainQuantity(table);
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  const steps = freeParameters(table).flatMap((parameter) => {
    const along = rowsAlong(table, row, parameter);
    const own = positionAt(table, parameter, row);
    return [own - 1, own + 1].flatMap((place) => {
      const other = along[place] ?? -1;
      const named = table.parameters[parameter];
      return other < 0 || named === undefined ? [] : [{ other, name: titledValue(named, place) }];
    });
  });
  if (steps.length === 0) return null;
  return (
    <div class="block">
      <h3>
        One step away <small>what the neighbours cost</small>
      </h3>
      <table class="dense">
        <thead>
          <tr>
            <th scope="col">change</th>
            <th scope="col">{main.short}</th>
            <th scope="col">to this</th>
            <th scope="col">{price === undefined ? '' : headingText(price)}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ other, name }) => {
            const change = isCosted(table, other) ? changeOf(table, main.place, other, row) : undefined;
            const status = statusAt(table, other);
            return (
              <tr key={other}>
                <td class="text">
                  <button class="number" type="button" onClick={() => choose(other)} disabled={!isCosted(table, other)}>
                    {name}
                  </button>
                </td>
                <td>
                  {status === REFUSED
                    ? 'cannot be built'
                    : status === SKIPPED
                      ? 'not searched yet'
                      : cellText(main, valueAt(table, main.place, other))}
                </td>
                <td class={change?.kind === 'same' ? 'faint' : change?.kind}>{change?.text}</td>
                <td>
                  {price === undefined || !isCosted(table, other)
                    ? ''
                    : cellText(price, valueAt(table, table.price ?? 0, other))}
                  {status === EXCEEDING ? <span class="loss"> over</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
