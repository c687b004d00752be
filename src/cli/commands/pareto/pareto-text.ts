import { countText, plainText, totalText } from '../../../base/number-text.ts';
import { formatSpatialMapping } from '../../../model/mapping/spatial-mapping.ts';
import type { NetworkChoice, NetworkPareto } from '../../../run/pareto.ts';
import { type Column, formatTable, type TableOptions } from '../../terminal/table.ts';
import { layerTable } from '../../text/layer-table.ts';
import { loopText } from './pareto-document.ts';

const CHOICES: readonly Column[] = [
  { heading: 'point', align: 'right' },
  { heading: 'latency (cycles)', align: 'right' },
  { heading: 'energy (pJ)', align: 'right' },
];

const MAPPINGS: readonly Column[] = [
  ...CHOICES,
  { heading: 'spatial mapping', least: 16, leaveOut: 1 },
  { heading: 'loops, outermost first', least: 20, leaveOut: 2 },
];

/** A network has thousands of choices: these many of them are listed, evenly over the front. */
const MOST_ROWS = 20;

/** The front of a layer with its mappings, or that of a network in brief; and the choice within a limit of latency. */
export function paretoText(
  pareto: NetworkPareto,
  names: string,
  chosen: NetworkChoice | undefined,
  options: TableOptions,
): string {
  const [only] = pareto.layers.length === 1 ? pareto.layers : [];
  const sections = only === undefined ? networkSections(pareto, names, options) : layerSections(pareto, names, options);
  if (chosen !== undefined) {
    sections.push(
      '',
      'least energy within the latency limit',
      `  energy       ${totalText(chosen.energy, 'pJ')}`,
      `  latency      ${totalText(chosen.latency, 'cycles')}`,
      '',
      layerTable(chosen.evaluations(), options),
    );
  }
  return sections.join('\n');
}

function layerSections({ layers: [only] }: NetworkPareto, names: string, options: TableOptions): string[] {
  if (only === undefined) return [];
  const rows = only.evaluations.map((evaluation, index) => [
    String(index + 1),
    plainText(evaluation.latency),
    plainText(evaluation.energy),
    formatSpatialMapping(evaluation.spatialMapping.source),
    loopText(evaluation),
  ]);
  const count = countText(only.evaluations.length, 'mapping');
  return [
    `${only.layer.name} of ${names}: ${count} on the Pareto front`,
    proofText(only),
    '',
    formatTable(MAPPINGS, rows, options),
  ];
}

function networkSections(pareto: NetworkPareto, names: string, options: TableOptions): string[] {
  const { choices, layers, isThinned } = pareto;
  const last = choices.length - 1;
  const count = Math.min(choices.length, MOST_ROWS);
  const shown = Array.from({ length: count }, (_, row) => Math.round((row * last) / Math.max(1, count - 1)));
  const rows = shown.map((index) => [
    String(index + 1),
    plainText(choices[index]?.latency ?? 0),
    plainText(choices[index]?.energy ?? 0),
  ]);
  const open = layers.filter(({ isProven }) => !isProven);
  const reservations = [...new Set(layers.flatMap((layer) => layer.reservations))];
  return [
    `${names}: ${countText(choices.length, 'choice')} of one mapping per layer on the Pareto front, ${countText(layers.length, 'layer')}`,
    proofText({ isProven: open.length === 0, reservations }),
    ...(open.length === 0 ? [] : [`  not proven   ${open.map(({ layer }) => layer.name).join(', ')}`]),
    ...(isThinned ? ['  thinned      the front has too many choices; some between those listed are left out'] : []),
    '',
    formatTable(CHOICES, rows, options),
    ...(choices.length > count
      ? [`${countText(choices.length - count, 'choice')} between these left out here; --json has all`]
      : []),
  ];
}

function proofText({
  isProven,
  reservations,
}: {
  readonly isProven: boolean;
  readonly reservations: readonly string[];
}): string {
  if (!isProven) return '  proof        none: the search ended early, and other mappings may belong to the front';
  const notes = reservations.length === 0 ? '' : `, with reservations: ${reservations.join(', ')} (docs/optimality.md)`;
  return `  proof        no other mapping belongs to the front${notes}`;
}
