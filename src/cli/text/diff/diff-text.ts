import { countText, quantityText, signedText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import { type CostModelName, costModelNotes } from '../../../model/cost-model.ts';
import { layerNames } from '../../../quantities/layer-names.ts';
import type { ToldDifference } from '../../../results/difference/difference-document.ts';
import type { LayerComparison, RunComparison, UnmatchedLayer } from '../../../results/index.ts';
import { layerDiffers, resultsDiffer } from '../../../results/index.ts';
import { plain } from '../../terminal/colours.ts';
import { wrap } from '../../terminal/display-width.ts';
import { type Cell, type Column, formatTable, type TableOptions } from '../../terminal/table.ts';
import { mappingChangeLines } from './mapping-change-text.ts';
import { changeCell, quantityTable } from './quantity-table.ts';

/**
 * Two runs compared, for a reader: what they are, totals, an overview of the layers, every layer, and the verdict.
 * @param isSummary leaves out what is said of every layer after the overview.
 */
export function diffText(
  { comparison, shown, places, worse }: ToldDifference,
  style: TableOptions,
  isSummary = false,
): string {
  const { layers, onlyBefore, onlyAfter } = shown;
  const counted = comparison.totalsOf === 'all layers' ? 'counted in its totals' : 'in no total above';
  const equal = !resultsDiffer(comparison);
  const blocks = [
    partialLines(comparison, style),
    headLines(shown, places, style.width),
    equal ? ['equal: no number and no mapping differs'] : [],
    shown.totals.length > 0 ? [quantityTable('total', shown.totals, style)] : [],
    layerOverview(comparison, layers, style),
    unmatchedLines(`A, ${counted}`, onlyBefore, style),
    unmatchedLines(`B, ${counted}`, onlyAfter, style),
    !isSummary && hasSlack(layers)
      ? [wrap('A negative stall is slack: so much time the port has to spare.', style.width, 0)]
      : [],
    ...(isSummary ? [] : layers.map((layer) => layerLines(layer, style))),
    verdictLines(worse, comparison.noLongerFit, style),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What no reader of the totals may miss; undefined of complete runs. */
export function partialText({ partial, totalsOf, layers }: RunComparison): string | undefined {
  const { before, after } = partial;
  if (before === null && after === null) return undefined;
  const runs = [...(before === null ? [] : [`in A, ${before}`]), ...(after === null ? [] : [`in B, ${after}`])];
  const totals =
    totalsOf === 'all layers'
      ? 'both runs have the same layers'
      : `totals compare the ${countText(layers.length, 'layer')} of both runs`;
  return `PARTIAL: ${runs.join('; ')}; ${totals}`;
}

function partialLines(comparison: RunComparison, { width, paint = plain }: TableOptions): string[] {
  const text = partialText(comparison);
  return text === undefined ? [] : [paint('red', wrap(printable(text), width, 2))];
}

function headLines(
  { generators, costModels, inputs, options }: RunComparison,
  [a, b]: readonly [string, string],
  width: number,
) {
  const made = (generator: string, costModel: CostModelName): string =>
    [generator, ...costModelNotes([{ costModel }])].join(', ');
  const digest = (sha256: string | null): string => (sha256 === null ? 'unknown' : `${sha256.slice(0, 12)}…`);
  const inputLines = inputs.map(({ kind, changed, before, after }) => {
    const names = before.name === after.name ? before.name : `${before.name} → ${after.name}`;
    if (changed === null) return `${kind}: ${names} (contents unknown)`;
    const digests = `sha256 ${digest(before.sha256)}${changed ? ` → ${digest(after.sha256)}` : ''}`;
    return `${kind} ${changed ? 'changed' : 'equal'}: ${names} (${digests})`;
  });
  const optionLines = options.map(
    ({ name, before, after }) => `option ${name} changed: ${optionText(before)} → ${optionText(after)}`,
  );
  const lines = [
    `A: ${a} (${made(generators[0], costModels[0])})`,
    `B: ${b} (${made(generators[1], costModels[1])})`,
    ...inputLines,
    ...optionLines,
  ];
  return lines.map((line) => wrap(printable(line), width, 4));
}

export function optionText(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const OVERVIEW: readonly Column[] = [
  { heading: 'id', align: 'right' },
  { heading: 'layer', least: 12 },
  { heading: 'energy B - A (pJ)', align: 'right' },
  { heading: 'change', align: 'right' },
  { heading: 'latency B - A (cycles)', align: 'right' },
  { heading: 'change', align: 'right' },
  { heading: 'mapping changes', leaveOut: 1 },
];

function layerOverview(
  { layers: all }: RunComparison,
  layers: readonly LayerComparison[],
  style: TableOptions,
): string[] {
  const { short } = layerNames(all);
  const changed = all.filter(layerDiffers);
  if (layers.length === 0) return [];
  const rows = layers.map((layer): readonly Cell[] => {
    // Quantities that are equal may have been left out.
    const energy = layer.figures.find(({ name }) => name === 'energy');
    const latency = layer.figures.find(({ name }) => name === 'latency');
    return [
      idText(layer),
      short(layer),
      signedText(energy?.absolute ?? 0),
      energy === undefined ? '0 %' : changeCell(energy),
      signedText(latency?.absolute ?? 0),
      latency === undefined ? '0 %' : changeCell(latency),
      changedMappings(layer),
    ];
  });
  return [
    `${changed.length} of ${countText(all.length, 'layer')} ${changed.length === 1 || all.length === 1 ? 'differs' : 'differ'}`,
    formatTable(OVERVIEW, rows, style),
  ];
}

function hasSlack(layers: readonly LayerComparison[]): boolean {
  const isNegative = (value: number | null): boolean => value !== null && value < 0;
  return layers.some(({ figures }) =>
    figures.some(({ name, before, after }) => name.startsWith('stall.') && (isNegative(before) || isNegative(after))),
  );
}

/** Which mappings of a layer changed, in words. */
export function changedMappings({ shape, spatialMapping, temporalMapping }: LayerComparison): string {
  const kinds = [
    shape.changed ? 'layer' : '',
    spatialMapping.changed ? 'spatial' : '',
    temporalMapping.changed ? 'temporal' : '',
  ].filter((kind) => kind !== '');
  return kinds.length === 0 ? 'none' : kinds.join(', ');
}

function unmatchedLines(place: string, layers: readonly UnmatchedLayer[], { width }: TableOptions): string[] {
  if (layers.length === 0) return [];
  return [
    `only in ${place}:`,
    ...layers.map(({ id, name, energy, latency }) =>
      wrap(
        printable(`  ${name} (id ${id}): ${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}`),
        width,
        4,
      ),
    ),
  ];
}

/** Layers are matched by name: their ids may differ. */
function idText({ ids: [before, after] }: LayerComparison): string {
  return before === after ? String(before) : `${before} → ${after}`;
}

function layerLines(layer: LayerComparison, style: TableOptions): string[] {
  const title = `${layer.name} (id ${idText(layer)})`;
  const table = layer.figures.length === 0 ? [] : [quantityTable('quantity', layer.figures, style)];
  const { paint = plain } = style;
  return [
    paint('bold', wrap(printable(title), style.width, 4)),
    ...table,
    ...mappingChangeLines(layer).map((line) => wrap(printable(line), style.width, 6)),
  ];
}

function verdictLines(
  worse: ToldDifference['worse'],
  noLongerFit: readonly string[],
  { width, paint = plain }: TableOptions,
): string[] {
  if (worse === undefined) return [];
  const { percent, found } = worse;
  const missing =
    noLongerFit.length === 0
      ? []
      : [`${countText(noLongerFit.length, 'layer of A does', 'layers of A do')} not fit in B`];
  if (found.length === 0 && missing.length === 0) {
    return [
      paint(
        'green',
        wrap(`passed: no energy or latency, in total or of a layer, is worse by more than ${percent} %`, width, 2),
      ),
    ];
  }
  const count = countText(found.length, 'cost is', 'costs are');
  const reasons = [...(found.length === 0 ? [] : [`${count} worse by more than ${percent} %`]), ...missing];
  return [
    paint('red', wrap(`failed: ${reasons.join('; ')}`, width, 2)),
    ...found.map(({ layer, figure }) => {
      const change = changeCell(figure);
      const text = typeof change === 'object' ? change.text : change;
      const place = layer === null ? 'total' : layer;
      const line = `  ${place}: ${figure.title} ${signedText(figure.absolute)} ${figure.unit} (${text})`;
      return wrap(printable(line), width, 4);
    }),
  ];
}
