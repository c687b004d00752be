import { largest } from '../../base/extremes.ts';
import { unscaledText } from '../../base/number-text.ts';
import { changeText, unrollingText } from '../../explain/change/change-text.ts';
import type { ExplainedSymbol, Explanation, QuantitySummary } from '../../explain/index.ts';
import { labelled, wrap } from '../terminal/paragraph.ts';

const LABEL = 11;
/** Below this, what a symbol means stands on lines of its own. */
const NARROWEST_MEANING = 30;

/** An explanation for a person, in lines of at most `width` characters as far as words allow. `parts`: the quantities it is made of. */
export function explanationText(explanation: Explanation, parts: readonly QuantitySummary[], width: number): string {
  const { figure, title, value, unit, formula, substituted, symbols, binding, changes, unrolling } = explanation;
  const line = (label: string, text: string): string => labelled(`  ${label}`, text, LABEL, width);
  return [
    ...wrap(`${title}: ${unscaledText(value, unit)}`, width),
    line('name', figure),
    line('formula', formula),
    line('numbers', `${substituted} = ${unscaledText(value, unit)}`),
    ...symbolLines(symbols, width),
    ...(binding === undefined ? [] : [line('binding', binding)]),
    ...changes.map((change, index) => line(index === 0 ? 'change' : 'or', changeText(change, explanation))),
    ...(unrolling === undefined ? [] : [line('unroll', unrollingText(unrolling, explanation))]),
    ...(parts.length === 0 ? [] : [line('parts', parts.map(partText).join(', '))]),
  ].join('\n');
}

function partText({ figure, value, unit }: QuantitySummary): string {
  return `${figure} ${unscaledText(value, unit)}`;
}

function symbolLines(symbols: readonly ExplainedSymbol[], width: number): string[] {
  const rows = symbols.map(
    ({ symbol, value, unit, meaning }): Row => [symbol, `${unscaledText(value, unit)}`, meaning],
  );
  return rowLines(rows, '  symbols'.padEnd(LABEL), width);
}

/** All quantities with their values, one beside or below the other. */
export function summaryTable(summaries: readonly QuantitySummary[], width: number): string {
  const rows = summaries.map(({ figure, value, unit, title }): Row => [figure, `${unscaledText(value, unit)}`, title]);
  return rowLines([['name', 'value', 'meaning'], ...rows], '', width).join('\n');
}

type Row = readonly [name: string, value: string, meaning: string];

/** Names, values and meanings in columns; meanings below where the lines are too short for them. */
function rowLines(rows: readonly Row[], label: string, width: number): string[] {
  const widest = (column: 0 | 1): number =>
    largest(
      rows.map((row) => row[column].length),
      0,
    );
  const [nameWidth, valueWidth] = [widest(0), widest(1)];
  const indent = label.length + nameWidth + 2 + valueWidth + 2;
  return rows.flatMap(([name, value, meaning], index) => {
    const margin = index === 0 ? label : ' '.repeat(label.length);
    const start = `${margin}${name.padEnd(nameWidth)}  ${value}`;
    if (width - indent >= NARROWEST_MEANING) return [labelled(start, meaning, indent, width)];
    const below = ' '.repeat(label.length + 2);
    return [start, ...wrap(meaning, width - below.length).map((line) => `${below}${line}`)];
  });
}
