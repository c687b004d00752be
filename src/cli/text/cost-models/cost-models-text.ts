import { countText, exactText, percentText, signedPercentText, signedText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import {
  type LayerDifference,
  QUIRK_GROUPS,
  type QuirkChange,
  type RunDifference,
  WITHOUT_EFFECT,
} from '../../../model-difference/index.ts';
import { layerNames } from '../../../quantities/layer-names.ts';
import { wrap } from '../../terminal/display-width.ts';
import { type Cell, type Column, formatTable, type TableOptions } from '../../terminal/table.ts';

interface Costs {
  readonly energy: number;
  readonly latency: number;
}

/** Totals of the best mappings that each model finds, by that model; undefined where a layer has none. */
export interface BestMappings {
  readonly reference: Costs | undefined;
  readonly corrected: Costs | undefined;
}

/** Both cost models over the mappings of a run: totals, quirks, and on request every layer. */
export function costModelsText(
  place: string,
  difference: RunDifference,
  best: BestMappings | undefined,
  isAll: boolean,
  style: TableOptions,
): string {
  const line = (text: string): string => wrap(printable(text), style.width, 2);
  const blocks = [
    line(`${place}: mappings found by the ${difference.foundBy} cost model, costed by both`),
    totalsTable(difference, style),
    ...(best === undefined ? [] : [bestTable(best, style)]),
    ...(changesAnything(difference) ? [quirkTable(difference, style), ...notes(difference).map(line)] : [line(EQUAL)]),
    ...(isAll ? [layerTable(difference.layers, style)] : []),
    ...warnings(difference).map(line),
  ];
  return blocks.join('\n\n');
}

const EQUAL = 'equal: no correction changes energy or latency of these mappings';

function changesAnything({ quirks }: RunDifference): boolean {
  return quirks.some(({ layers }) => layers > 0);
}

function totalsTable({ reference, corrected }: RunDifference, style: TableOptions): string {
  return formatTable(
    [
      { heading: 'total, mappings held', least: 10 },
      { heading: 'reference', align: 'right' },
      { heading: 'corrected', align: 'right' },
      { heading: 'change', align: 'right' },
      { heading: 'in %', align: 'right', leaveOut: 1 },
    ],
    TOTALS.map(({ title, of }): readonly Cell[] => [
      title,
      exactText(of(reference)),
      exactText(of(corrected)),
      changeText(of(corrected) - of(reference)),
      relativeText(of(corrected) - of(reference), of(reference)),
    ]),
    style,
  );
}

const TOTALS: readonly { readonly title: string; readonly of: (costs: Costs) => number }[] = [
  { title: 'energy (pJ)', of: ({ energy }) => energy },
  { title: 'latency (cycles)', of: ({ latency }) => latency },
];

function bestTable({ reference, corrected }: BestMappings, style: TableOptions): string {
  const text = (costs: Costs | undefined, of: (costs: Costs) => number): string =>
    costs === undefined ? 'no mapping' : exactText(of(costs));
  return formatTable(
    [
      { heading: 'total, best mappings of each model', least: 10 },
      { heading: 'reference', align: 'right' },
      { heading: 'corrected', align: 'right' },
    ],
    TOTALS.map(({ title, of }): readonly Cell[] => [title, text(reference, of), text(corrected, of)]),
    style,
  );
}

const QUIRKS: readonly Column[] = [
  { heading: 'quirks' },
  { heading: 'corrected', least: 24 },
  { heading: 'energy (pJ)', align: 'right' },
  { heading: 'in %', align: 'right', leaveOut: 2 },
  { heading: 'latency (cycles)', align: 'right' },
  { heading: 'in %', align: 'right', leaveOut: 3 },
  { heading: 'layers', align: 'right' },
  { heading: 'largest', least: 8, leaveOut: 1 },
];

function quirkTable({ quirks, layers, reference, corrected }: RunDifference, style: TableOptions): string {
  const { short } = layerNames(layers);
  const changed = layers.filter(({ changes }) => changes.length > 0);
  const costs = ({ energy, latency }: Costs): readonly Cell[] => [
    changeText(energy),
    relativeText(energy, reference.energy),
    changeText(latency),
    relativeText(latency, reference.latency),
  ];
  const sum = { energy: corrected.energy - reference.energy, latency: corrected.latency - reference.latency };
  return formatTable(
    QUIRKS,
    [
      ...quirks
        .filter(isShown)
        .map((quirk): readonly Cell[] => [
          quirk.quirks.join(', '),
          quirk.correction,
          ...costs(quirk),
          String(quirk.layers),
          quirk.largest === undefined ? '' : short(quirk.largest),
        ]),
      ['sum', '', ...costs(sum), String(changed.length), ''],
    ],
    style,
  );
}

function isShown({ layers }: QuirkChange): boolean {
  return layers > 0;
}

function notes({ quirks }: RunDifference): string[] {
  const idle = quirks.filter((quirk) => !isShown(quirk)).flatMap((quirk) => quirk.quirks);
  return [
    'Corrections are switched on from top to bottom, and each row is the change of its step. Another order would divide the effect of rules that act on each other otherwise.',
    ...(idle.length === 0 ? [] : [`No effect here: ${idle.join(', ')}.`]),
    `No effect on the costs of any mapping: ${WITHOUT_EFFECT.map((entry) => `${entry.quirks.join(', ')} (${entry.why})`).join('; ')}.`,
  ];
}

/** Every layer, then what each step changes in it. */
function layerTable(layers: readonly LayerDifference[], style: TableOptions): string {
  const { short } = layerNames(layers);
  return formatTable(
    [
      { heading: 'id', align: 'right' },
      { heading: 'layer', least: 8 },
      { heading: 'quirks' },
      { heading: 'energy (pJ)', align: 'right' },
      { heading: 'in %', align: 'right', leaveOut: 1 },
      { heading: 'latency (cycles)', align: 'right' },
      { heading: 'in %', align: 'right', leaveOut: 2 },
    ],
    layers.flatMap((layer): readonly (readonly Cell[])[] => {
      const { id, reference, corrected, changes } = layer;
      const row = (head: readonly Cell[], { energy, latency }: Costs): readonly Cell[] => [
        ...head,
        changeText(energy),
        relativeText(energy, reference.energy),
        changeText(latency),
        relativeText(latency, reference.latency),
      ];
      const sum = { energy: corrected.energy - reference.energy, latency: corrected.latency - reference.latency };
      return [
        row([String(id), short(layer), 'sum'], sum),
        ...changes.map((change) => row(['', '', QUIRK_GROUPS[change.correction].quirks.join(', ')], change)),
      ];
    }),
    style,
  );
}

function warnings({ layers, refused }: RunDifference): string[] {
  const overfull = layers.filter((layer) => layer.overfull.length > 0);
  const [first] = overfull;
  const [memory] = first?.overfull ?? [];
  return [
    ...(first === undefined || memory === undefined
      ? []
      : [
          `By the corrected model, ${countText(overfull.length, 'layer does', 'layers do')} not fit with the mapping of the run: "${first.name}" fills ${memory.memory} to ${percentText(memory.share)}. --search finds mappings that fit.`,
        ]),
    ...refused.map(({ name, reason }) => `In no total: "${name}". One of the models refuses it: ${reason}.`),
  ];
}

function changeText(change: number): string {
  return signedText(Math.abs(change) < 1e-9 ? 0 : change);
}

function relativeText(change: number, of: number): string {
  return of === 0 ? '' : signedPercentText(change / of);
}
