import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { unscaledText } from '../../../src/base/number-text.ts';
import type { Explanation } from '../../../src/explain/explanation.ts';
import { figureText, percentText } from '../../parts/figures.ts';
import { explanation, failure, figures, goBack, openFigure, trail } from './explained.ts';
import { operandsOf, type Token, tokensOf } from './tokens.ts';

/** The symbol that is pointed at: it is lit in the formula, in the numbers and in the table. */
const litSymbol = signal<string | undefined>(undefined);

/** One quantity: its formula, the formula with its numbers, and what the symbols mean. */
export function ExplanationPane(): JSX.Element {
  const shown = explanation.value;
  if (failure.value !== undefined) return <p class="waiting">{failure.value}</p>;
  if (shown === undefined) return <p class="waiting">The explanation comes with the first result.</p>;
  return (
    <>
      <div class="head">
        <h2>{shown.title}</h2>
        <code class="faint">{shown.figure}</code>
        <span class="right">
          <button
            type="button"
            class="btn quiet icon"
            aria-label="Back"
            disabled={trail.value.length === 0}
            onClick={goBack}
          >
            ‹
          </button>
          <button type="button" class="btn low" onClick={() => void copy(shown)}>
            Copy
          </button>
        </span>
      </div>
      <div class="scroll explanation">
        <div class="big">
          {figureText(shown.value, shown.unit)} <span class="faint">{shareText(shown)}</span>
        </div>
        <h4>Formula</h4>
        <Formula text={shown.formula} symbols={operandsOf(shown.formula)} />
        <h4>With numbers</h4>
        <Formula
          text={shown.substituted}
          symbols={operandsOf(shown.formula)}
          result={unscaledText(shown.value, shown.unit)}
        />
        <Symbols shown={shown} />
        <Parts shown={shown} />
      </div>
    </>
  );
}

/** A formula of which every operand can be pointed at. `symbols` tells what the operands stand for, in order. */
function Formula(props: {
  readonly text: string;
  readonly symbols: readonly string[];
  readonly result?: string;
}): JSX.Element {
  const tokens = tokensOf(props.text);
  const count = tokens.filter(({ operand }) => operand !== undefined).length;
  const symbolOf = ({ operand }: Token): string | undefined =>
    operand === undefined || count !== props.symbols.length ? undefined : props.symbols[operand];
  return (
    <div class="formula">
      {tokens.map((token, index) => {
        const symbol = symbolOf(token);
        const key = `${index} ${token.text}`;
        if (symbol === undefined) return <span key={key}>{token.text}</span>;
        return (
          <span
            key={key}
            class={`operand${litSymbol.value === symbol ? ' is-lit' : ''}`}
            onPointerEnter={() => {
              litSymbol.value = symbol;
            }}
            onPointerLeave={() => {
              litSymbol.value = undefined;
            }}
          >
            {token.text}
          </span>
        );
      })}
      {props.result === undefined ? null : (
        <>
          {' = '}
          <b>{props.result}</b>
        </>
      )}
    </div>
  );
}

function Symbols({ shown }: { readonly shown: Explanation }): JSX.Element | null {
  if (shown.symbols.length === 0) return null;
  return (
    <>
      <h4>Symbols</h4>
      <table class="symbols">
        <tbody>
          {shown.symbols.map(({ symbol, meaning, value, unit }) => (
            <tr
              key={symbol}
              class={litSymbol.value === symbol ? 'lit' : ''}
              onPointerEnter={() => {
                litSymbol.value = symbol;
              }}
              onPointerLeave={() => {
                litSymbol.value = undefined;
              }}
            >
              <td>
                <code>{symbol}</code>
              </td>
              <td>
                <b>{figureText(value, '')}</b>
              </td>
              <td class="text faint">{unit}</td>
              <td class="text meaning">{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What it is made of, largest first; each leads to its own explanation. */
function Parts({ shown }: { readonly shown: Explanation }): JSX.Element | null {
  const all = figures.value?.all ?? [];
  const parts = shown.parts.flatMap((name) => all.find(({ figure }) => figure === name) ?? []);
  if (parts.length === 0) return null;
  return (
    <>
      <h4>Made of</h4>
      <table class="dense">
        <tbody>
          {parts.map(({ figure: name, title, value, unit }) => (
            <tr key={name}>
              <th scope="row">
                <button type="button" class="link" onClick={() => openFigure(name)}>
                  {title}
                </button>
              </th>
              <td>{figureText(value, unit)}</td>
              <td>{shown.value === 0 ? '' : percentText(value / shown.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** `59.8 % of the layer`. */
function shareText({ figure: name, value, unit }: Explanation): string {
  const [whole] = name.split('.');
  const total = figures.value?.all.find(({ figure: other }) => other === whole);
  if (total === undefined || total.figure === name || total.unit !== unit || total.value === 0) return '';
  return `${percentText(value / total.value)} of the layer`;
}

/** All of it as text, numbers exact. */
async function copy({ title, figure: name, value, unit, formula, substituted, symbols }: Explanation): Promise<void> {
  const lines = [
    `${title} (${name}): ${value} ${unit}`,
    `= ${formula}`,
    `= ${substituted}`,
    ...symbols.map((one) => `${one.symbol}\t${one.value}\t${one.unit}\t${one.meaning}`),
  ];
  await navigator.clipboard.writeText(lines.join('\n'));
}
