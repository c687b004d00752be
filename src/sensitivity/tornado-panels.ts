import { numberName } from '../model/accelerator/accelerator-number.ts';
import type { RangePropagation } from './range-propagation.ts';
import { asListed, changesBitEnergy, type NumberSensitivity, ranked, type Sensitivity } from './sensitivity.ts';
import { TOTALS, type TotalName, type Totals } from './total-names.ts';

/** What a tornado chart shows of one total, the strongest cause first; per cent. */
export interface SensitivityPanel {
  readonly title: string;
  readonly rows: readonly {
    readonly label: string;
    readonly smaller: number | undefined;
    readonly larger: number | undefined;
  }[];
}

/** What charts say of their bars: of elasticities, and of ranges. */
export const ELASTICITY_WORDS = {
  axis: 'change of the total in % per 1 % of the number',
  sides: ['number smaller', 'number larger'],
} as const;
export const RANGE_WORDS = {
  axis: 'change of the total in %',
  sides: ['at the low end of the range', 'at the high end'],
} as const;

/** Behind the names of widths that change the energy of a bit. */
const WIDTH_MARK = ' *';

/** Whether the first rows of a panel have such widths. */
export function marksWidths(panels: readonly SensitivityPanel[], top: number): boolean {
  return panels.some(({ rows }) => rows.slice(0, top).some(({ label }) => label.endsWith(WIDTH_MARK)));
}

/** Per cent of change at both ends of every range, for the totals that some range moves. */
export function rangePanels(
  { ranges, totals }: RangePropagation,
  wanted: readonly TotalName[] = TOTALS.map(({ name }) => name),
): SensitivityPanel[] {
  return TOTALS.flatMap(({ name, title }) => {
    const nominal = totals[name]?.nominal;
    if (nominal === undefined || nominal === 0 || !wanted.includes(name)) return [];
    const change = (at: Totals | undefined): number | undefined => {
      const total = at?.[name];
      return total === undefined ? undefined : 100 * (total / nominal - 1);
    };
    const rows = ranges
      .map(({ number, atLow, atHigh }) => ({
        label: numberName(number),
        smaller: change(atLow),
        larger: change(atHigh),
      }))
      .filter(({ smaller = 0, larger = 0 }) => Math.max(Math.abs(smaller), Math.abs(larger)) > NOTHING)
      .toSorted((a, b) => reachOf(b) - reachOf(a));
    return rows.length === 0 ? [] : [{ title, rows }];
  });
}

/** Per cent; less is rounding. */
const NOTHING = 1e-9;

function reachOf({ smaller = 0, larger = 0 }: SensitivityPanel['rows'][number]): number {
  return Math.abs(larger - smaller);
}

/**
 * Per cent of change of a total per per cent of the number, to both sides: by the repeated search where there is one, with mappings
 * held otherwise. Of the `top` strongest, widths that change the energy of a bit are the last.
 */
export function elasticityPanels(
  found: Sensitivity,
  wanted: readonly TotalName[],
  top: number = found.numbers.length,
): SensitivityPanel[] {
  return TOTALS.filter(({ name }) => wanted.includes(name) && found.totals[name] !== undefined).map(
    ({ name, title }) => {
      const rows = ranked(found.numbers, name)
        .map((one) => ({ one, ...rowOf(one, name) }))
        .filter(({ smaller = 0, larger = 0 }) => smaller !== 0 || larger !== 0)
        .toSorted((a, b) => strengthOf(b) - strengthOf(a));
      return {
        title,
        rows: asListed(rows, name, top).map(({ label, smaller, larger }) => ({ label, smaller, larger })),
      };
    },
  );
}

function rowOf(one: NumberSensitivity, total: TotalName): SensitivityPanel['rows'][number] {
  const { smaller, larger } = (one.searched ?? one.held).elasticities[total] ?? {};
  const label = `${one.name}${changesBitEnergy(one, total) ? WIDTH_MARK : ''}`;
  return { label, smaller: smaller === undefined ? undefined : -smaller, larger };
}

function strengthOf({ smaller = 0, larger = 0 }: SensitivityPanel['rows'][number]): number {
  return Math.max(Math.abs(smaller), Math.abs(larger));
}
