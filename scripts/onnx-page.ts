import { readFileSync } from 'node:fs';
import type { LayerRow } from '../src/io/onnx/operators/operator.ts';
import { OPERATOR_FAMILIES } from '../src/io/onnx/operators/registry.ts';

/* The tables of docs/onnx.md that are made from the registry of operators. */

const END = '<!-- end -->';
const begin = (what: string): string => `<!-- made by \`npm run operators\` from src/io/onnx/operators: ${what} -->`;

/** docs/onnx.md, its tables made anew. */
export function operatorsPage(): string {
  const page = readFileSync(new URL('../docs/onnx.md', import.meta.url), 'utf8');
  const withLayers = replaced(page, begin('layers'), layerTable());
  return replaced(withLayers, begin('shapes'), shapeTable());
}

function replaced(page: string, mark: string, table: readonly string[]): string {
  const start = page.indexOf(mark);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`docs/onnx.md lacks ${mark}`);
  return [page.slice(0, start) + mark, '', ...table, '', page.slice(end)].join('\n');
}

function layerTable(): readonly string[] {
  const rows = OPERATOR_FAMILIES.flatMap(({ rows: ofFamily = [] }) => ofFamily);
  return ['| Operators | Form | Equation | Loops, in this order |', '| --- | --- | --- | --- |', ...rows.map(layerRow)];
}

function layerRow({ operators, form, equation, loops }: LayerRow): string {
  const shownEquation = /^O\[/.test(equation) ? `\`${equation}\`` : equation;
  return `| ${operators.map(shownName).join(', ')} | ${form} | ${shownEquation} | ${loops} |`;
}

/** An operator of another domain than that of ONNX is shown with it. */
function shownName(key: string): string {
  const colon = key.lastIndexOf(':');
  return colon < 0 ? `\`${key}\`` : `\`${key.slice(colon + 1)}\` (${key.slice(0, colon)})`;
}

function shapeTable(): readonly string[] {
  const rows = OPERATOR_FAMILIES.map(({ title, operators }) => {
    const known = Object.entries(operators).filter(([, { shape }]) => shape !== undefined);
    return `| ${title} | ${known
      .map(([key]) => shownName(key))
      .sort()
      .join(', ')} |`;
  });
  return ['| Kind | Operators |', '| --- | --- |', ...rows];
}
