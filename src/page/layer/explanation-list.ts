import { isUnit, quantityText, signedPercentText, unscaledText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import type { AcceleratorChange, ExplainedSymbol, Explanation } from '../../explain/explanation.ts';
import { html, joined } from '../parts/markup.ts';
import { numberMarkup, unbroken } from '../parts/number-markup.ts';

/**
 * The quantities of a layer, each with its formula, its numbers, what binds it, and the changes that would better it.
 * Quantities lead to those they are made of by their places in the page, which begin with `anchor`.
 */
export function explanationList(explanations: readonly Explanation[], anchor: string): Markup | undefined {
  if (explanations.length === 0) return undefined;
  const places = new Map(explanations.map(({ figure }, index) => [figure, `${anchor}-${index + 1}`]));
  const known = new Map(explanations.map((explanation) => [explanation.figure, explanation]));
  return html`<h4>Quantities, and where they come from</h4><div class="whys">${explanations.map(
    (
      explanation,
    ) => html`<details class="why"><summary><span>${explanation.title}</span>${explainedQuantity(explanation)}</summary>
      <div id="${places.get(explanation.figure)}">${formula(explanation)}${symbols(explanation.symbols)}${limits(explanation)}${parts(explanation, known, places)}</div></details>`,
  )}</div>`;
}

/** In the unit that suits its size where the unit is known, otherwise as it is. */
function explainedQuantity({ value, unit }: { readonly value: number; readonly unit: string }): Markup {
  if (isUnit(unit)) return numberMarkup(value, unit);
  return html`<data value="${String(value)}">${rawQuantity(value, unit)}</data>`;
}

/** In the unit of the formula, so that it can be checked by hand. */
function rawQuantity(value: number, unit: string): string {
  return unbroken(unscaledText(value, unit));
}

function formula({ formula, substituted, value, unit }: Explanation): Markup {
  return html`<p><code>${formula}</code></p><p><code>= ${substituted} = ${rawQuantity(value, unit)}</code></p>`;
}

function symbols(list: readonly ExplainedSymbol[]): Markup | undefined {
  if (list.length === 0) return undefined;
  return html`<dl class="symbols">${list.map(
    ({ symbol, meaning, value, unit }) => html`<dt>${symbol}<dd>${meaning}: <b>${rawQuantity(value, unit)}</b>`,
  )}</dl>`;
}

function limits({ binding, changes, unit, value }: Explanation): Markup {
  return html`${binding && html`<p><b>What binds it:</b> ${binding}</p>`}${
    changes.length === 0
      ? undefined
      : html`<p><b>What would better it, largest effect first:</b></p><ul>${changes.map((change) => html`<li>${changeSentence(change, { unit, value })}`)}</ul>`
  }`;
}

/** A change of one number, and what the quantity becomes. */
function changeSentence(
  { what, from, to, value, powerOfTwo, most, unit: changedUnit }: AcceleratorChange,
  now: { readonly value: number; readonly unit: string },
): Markup {
  const effect = (then: number): Markup =>
    html`${explainedQuantity({ value: then, unit: now.unit })}${now.value === 0 ? undefined : ` (${unbroken(signedPercentText(then / now.value - 1))})`}`;
  return html`${what} from ${rawQuantity(from, changedUnit)} to ${rawQuantity(to, changedUnit)}, which gives ${effect(value)}${
    powerOfTwo && html`; ${rawQuantity(powerOfTwo.to, changedUnit)}, a power of two, give ${effect(powerOfTwo.value)}`
  }${most && html`; ${rawQuantity(most.to, changedUnit)} help most: ${effect(most.value)}`}.`;
}

function parts(
  { parts, value }: Explanation,
  known: ReadonlyMap<string, Explanation>,
  places: ReadonlyMap<string, string>,
): Markup | undefined {
  const links = parts.flatMap((name) => {
    const part = known.get(name);
    if (part === undefined) return [];
    const share = value === 0 ? undefined : html` (${unbroken(quantityText(part.value / value, 'share'))})`;
    return [html`<a href="#${places.get(name)}">${part.title}</a>${share}`];
  });
  return links.length === 0 ? undefined : html`<p><b>Made of:</b> ${joined(links, ', ')}.</p>`;
}
