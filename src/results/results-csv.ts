import { countText } from '../base/number-text.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { formatSpatialMapping } from '../model/mapping/spatial-mapping.ts';
import { operatorsLeftOut } from '../model/workload/uncosted-operators.ts';
import { LATENCY_PARTS } from '../quantities/cost-parts.ts';
import { reasonInWords } from '../quantities/infeasible-layers.ts';
import { costlyOperators, type LeftOut } from '../quantities/left-out.ts';
import { provenGap } from '../quantities/proven-gap.ts';
import { quantityNamed } from '../quantities/quantities.ts';

interface CsvColumn {
  readonly heading: string;
  readonly value: (evaluation: CostModelEvaluation) => string | number;
}

/** A quantity under a heading, which names its unit (docs/outputs.md#files). */
function column(name: string, heading: string): CsvColumn {
  const quantity = quantityNamed(name);
  if (quantity === undefined) throw new Error(`there is no quantity ${name}`);
  return { heading, value: quantity.of };
}

const COLUMNS: readonly CsvColumn[] = [
  { heading: 'id', value: ({ layer }) => layer.id },
  { heading: 'name', value: ({ layer }) => layer.name },
  { heading: 'operator', value: ({ layer }) => layer.operatorType },
  { heading: 'operations', value: ({ layer }) => layer.operationCount },
  column('energy', 'energy (pJ)'),
  column('energy.operations', 'operational energy (pJ)'),
  column('energy.memories', 'memory energy (pJ)'),
  column('latency', 'latency (cycles)'),
  ...LATENCY_PARTS.map(({ name, title }) => column(name, `${title} (cycles)`)),
  column('utilisation.spatial', 'spatial utilisation'),
  column('utilisation', 'utilisation'),
  column('edp', 'EDP (pJ cycles)'),
  { heading: 'spatial mapping', value: ({ spatialMapping }) => formatSpatialMapping(spatialMapping.source) },
  {
    heading: 'temporal mapping (innermost first)',
    value: ({ temporalMapping }) =>
      temporalMapping.loops.map(({ dimension, size }) => `${dimension} ${size}`).join(' '),
  },
  { heading: 'searched share', value: ({ searchedShare = 1 }) => searchedShare },
  { heading: 'proven criterion', value: ({ proven }) => proven?.criterion ?? '' },
  { heading: 'proven bound', value: ({ proven }) => proven?.bound ?? '' },
  { heading: 'proven gap', value: (evaluation) => provenGap(evaluation)?.gap ?? '' },
];

/** The last column: why a layer has no numbers; empty for all others. */
const LEFT_OUT = 'left out';

/**
 * A row per layer, for spreadsheets and notebooks (RFC 4180, exact numbers). Operators costed by their traffic follow. Last come layers
 * without a mapping, and operators without cost that have operations. Their rows have the name, empty numbers, and the reason in the
 * last column, so that a script that adds up sees what is missing.
 */
export function resultsCsv(
  evaluations: readonly CostModelEvaluation[],
  { infeasible = [], uncosted = [] }: Partial<LeftOut> = {},
  otherOperators: readonly TrafficEvaluation[] = [],
): string {
  const rows = [
    [...COLUMNS.map(({ heading }) => heading), LEFT_OUT],
    ...evaluations.map((evaluation) => [...COLUMNS.map(({ value }) => value(evaluation)), '']),
    ...costlyOperators(otherOperators).map((evaluation) => [...trafficRow(evaluation), '']),
    ...infeasible.map(({ name, diagnostic }) => [...namedRow(name), reasonInWords(diagnostic)]),
    ...operatorsLeftOut(uncosted).map(({ operatorType, operations = 0, count }) => [
      ...namedRow(operatorType),
      `no cost model: ${countText(count, 'node')}, ${operations} operations`,
    ]),
  ];
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Operators without multiply-accumulates have costs, but no mapping. */
function trafficRow(evaluation: TrafficEvaluation): (string | number)[] {
  const { operator, energy, macEnergy, memoryEnergy, latency } = evaluation;
  const known = new Map<string, string | number>([
    ['id', operator.id],
    ['name', operator.name],
    ['operator', operator.operatorType],
    ['operations', 0],
    ['energy (pJ)', energy],
    ['operational energy (pJ)', macEnergy],
    ['memory energy (pJ)', memoryEnergy],
    ['latency (cycles)', latency],
    ...LATENCY_PARTS.map(({ title, of }) => [`${title} (cycles)`, of(evaluation)] as const),
  ]);
  return COLUMNS.map(({ heading }) => known.get(heading) ?? '');
}

function namedRow(name: string): string[] {
  return COLUMNS.map(({ heading }) => (heading === 'name' ? name : ''));
}

/** A formula in a cell of its own, where a spreadsheet separates cells by semicolons or tabs. */
const FORMULA_INSIDE = /[;\t\r\n](?=\s*[=+\-@＝＋－＠])/g;
/** A formula, or an empty cell before another. Signs of full width count in some languages. */
const FORMULA_AHEAD = /^\s*[=+\-@＝＋－＠;\t\r\n]/;

/** Names of layers come from outside: a spreadsheet must not take one, or a part of one, for a formula. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const inside = value.replace(FORMULA_INSIDE, "$&'");
  const safe = FORMULA_AHEAD.test(inside) ? `'${inside}` : inside;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
