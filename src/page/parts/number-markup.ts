import { columnText, quantityText, type Unit, type UnitScale } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from './markup.ts';

/** A number that carries its exact value, also for programs: `<data value="1918103755.7">1.918 mJ</data>`. */
export function numberMarkup(value: number, unit: Unit): Markup {
  return html`<data value="${String(value)}">${unbroken(quantityText(value, unit))}</data>`;
}

/** A number of a table whose heading names the unit. */
export function columnNumber(value: number, { factor }: UnitScale, decimals: number): Markup {
  return html`<data value="${String(value)}">${columnText(value / factor, decimals)}</data>`;
}

const NO_BREAK = '\u00a0';

/** A number and its unit, kept on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NO_BREAK);
}
