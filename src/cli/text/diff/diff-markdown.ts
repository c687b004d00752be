import { countText, quantityText, signedText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import { costModelNotes } from '../../../model/cost-model.ts';
import { layerNames } from '../../../quantities/layer-names.ts';
import type { ToldDifference } from '../../../results/difference/difference-document.ts';
import {
  deltaNamed,
  type InputComparison,
  type LayerComparison,
  layerDiffers,
  type OptionChange,
  type QuantityDelta,
  resultsDiffer,
  type UnmatchedLayer,
} from '../../../results/index.ts';
import { changedMappings, optionText, partialText } from './diff-text.ts';
import { changeCell } from './quantity-table.ts';

/** Layers and costs beyond these are counted: comments of a code host have an end. */
const MOST_ROWS = 50;

/** By this a workflow finds its own comment again, to write it anew. */
const MARK = '<!-- zigzag diff -->';

/** Totals that a comment shows, also where they are equal. The others are shown where they differ. */
const ALWAYS: readonly string[] = ['energy', 'latency'];

/** Two runs compared, as a comment in Markdown: verdict, totals, what changed in the inputs, and folded the layers. */
export function diffMarkdown({ comparison, worse }: Pick<ToldDifference, 'comparison' | 'worse'>): string {
  const { costModels, totals, layers, inputs, options, onlyBefore, onlyAfter } = comparison;
  const shown = totals.filter((one) => ALWAYS.includes(one.name) || (!one.name.includes('.') && one.absolute !== 0));
  const partial = partialText(comparison);
  return [
    MARK,
    `### ${verdict(comparison, worse)}`,
    ...(partial === undefined ? [] : [`**${escaped(partial)}**`]),
    quantities(shown),
    ...worseLines(worse, comparison.noLongerFit),
    ...bullets([...commonModel(costModels), ...inputs.flatMap(inputLine), ...options.map(optionLine)]),
    ...layerTable(layers),
    ...bullets([...onlyBefore.map(unmatched('A')), ...onlyAfter.map(unmatched('B'))]),
  ].join('\n\n');
}

/** Runs by two cost models have another option, which is listed. */
function commonModel([before, after]: ToldDifference['comparison']['costModels']): readonly string[] {
  return before === after ? costModelNotes([{ costModel: before }]).map((note) => `both runs: ${note}`) : [];
}

function verdict(comparison: ToldDifference['comparison'], worse: ToldDifference['worse']): string {
  if (worse === undefined) return resultsDiffer(comparison) ? 'zigzag: results differ' : 'zigzag: results are equal';
  const { noLongerFit } = comparison;
  if (worse.found.length === 0 && noLongerFit.length === 0) {
    return `zigzag: passed, no cost is worse by more than ${worse.percent} %`;
  }
  const reasons = [
    ...(worse.found.length === 0
      ? []
      : [`${countText(worse.found.length, 'cost is', 'costs are')} worse by more than ${worse.percent} %`]),
    ...(noLongerFit.length === 0 ? [] : [`${countText(noLongerFit.length, 'layer fits', 'layers fit')} no longer`]),
  ];
  return `zigzag: failed, ${reasons.join(', ')}`;
}

function quantities(deltas: readonly QuantityDelta[]): string {
  return table(
    ['total', 'A', 'B', 'change'],
    deltas.map((delta) => [
      escaped(delta.title),
      amountText(delta, delta.before),
      amountText(delta, delta.after),
      change(delta),
    ]),
  );
}

function worseLines(worse: ToldDifference['worse'], noLongerFit: readonly string[]): string[] {
  const found = worse?.found ?? [];
  const lines = [
    ...found.map(({ layer, figure }) => {
      const by = `${signedText(figure.absolute)} ${figure.unit}`;
      return `${layer === null ? 'total' : code(layer)}: ${escaped(figure.title)} ${by} (${change(figure)})`;
    }),
    ...noLongerFit.map((name) => `${code(name)} does not fit in B`),
  ];
  return bullets(lines);
}

function inputLine({ kind, changed, before, after }: InputComparison): string[] {
  if (changed === false) return [];
  const names = before.name === after.name ? code(after.name) : `${code(before.name)} → ${code(after.name)}`;
  return [`${kind} ${changed === null ? 'of unknown content' : 'changed'}: ${names}`];
}

function optionLine({ name, before, after }: OptionChange): string {
  return `option ${code(name)}: ${code(optionText(before))} → ${code(optionText(after))}`;
}

function layerTable(layers: readonly LayerComparison[]): string[] {
  const changed = layers.filter(layerDiffers);
  if (changed.length === 0) return [];
  const { short } = layerNames(layers);
  const rows = changed.slice(0, MOST_ROWS).map((layer) => {
    const [energy, latency] = [deltaNamed(layer.figures, 'energy'), deltaNamed(layer.figures, 'latency')];
    return [
      code(short(layer)),
      amountText(energy, energy.after),
      change(energy),
      amountText(latency, latency.after),
      change(latency),
      changedMappings(layer),
    ];
  });
  const more = changed.length - rows.length;
  return [
    `<details><summary>${changed.length} of ${countText(layers.length, 'layer')} ${changed.length === 1 ? 'differs' : 'differ'}</summary>`,
    table(['layer', 'energy in B', 'change', 'latency in B', 'change', 'mapping changes'], rows),
    ...(more === 0 ? [] : [`and ${more} more`]),
    '</details>',
  ];
}

function unmatched(run: string): (layer: UnmatchedLayer) => string {
  return ({ name, energy, latency }) =>
    `only in ${run}: ${code(name)}, ${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}`;
}

function bullets(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST_ROWS;
  return [
    [...lines.slice(0, MOST_ROWS), ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `- ${line}`).join('\n'),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function amountText({ unit }: QuantityDelta, value: number | null): string {
  return value === null ? '-' : quantityText(value, unit);
}

function change(delta: QuantityDelta): string {
  const cell = changeCell(delta);
  return typeof cell === 'object' ? cell.text : cell;
}

/** A name or value as code. Names come from files: they must not end the code, the cell or the line. */
function code(text: string): string {
  const shown = printable(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

function escaped(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>#|!]/g, (mark) => `\\${mark}`);
}
