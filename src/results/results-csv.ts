import { countText } from '../base/number-text.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { formatSpatialMapping } from '../model/mapping/spatial-mapping.ts';
import { operatorsLeftOut } from '../model/workload/uncosted-operators.ts';
import { LATENCY_PARTS } from '../quantities/cost-parts.ts';
import { costModelOf, hardwareQuantities, workOfLayer } from '../quantities/hardware/hardware-quantities.ts';
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
  { heading: 'operations', value: ({ layer, times }) => layer.operationCount * times },
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

/** Shown if the figures are not those of the reference. */
const COST_MODEL: CsvColumn = { heading: 'cost model', value: ({ costModel }) => costModel };

/** How many such layers the numbers of a row are for: shown if any layer is repeated. */
const REPEAT: CsvColumn = { heading: 'repeat', value: ({ times }) => times };

/** Quantities that only some accelerators say enough for. The area is that of the memories that the layer uses. */
const HARDWARE_COLUMNS: readonly string[] = ['time', 'energy.static', 'power', 'throughput', 'efficiency', 'area'];

/** A column for each of them that some layer has. */
function hardwareColumns(evaluations: readonly CostModelEvaluation[]): CsvColumn[] {
  const accelerators = new Set(evaluations.map(({ accelerator }) => accelerator));
  const quantitiesOf = new Map(
    [...accelerators].map((accelerator) => [
      accelerator,
      new Map(hardwareQuantities(accelerator, costModelOf(evaluations)).map((quantity) => [quantity.name, quantity])),
    ]),
  );
  return HARDWARE_COLUMNS.flatMap((name): CsvColumn[] => {
    const found = [...quantitiesOf.values()].flatMap((quantities) => quantities.get(name) ?? [])[0];
    if (found === undefined) return [];
    const title = name === 'energy.static' ? 'static energy' : found.title;
    return [
      {
        heading: `${title} (${found.unit})`,
        value: (evaluation) => quantitiesOf.get(evaluation.accelerator)?.get(name)?.of(workOfLayer(evaluation)) ?? '',
      },
    ];
  });
}

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
  const isRepeated = evaluations.some(({ times }) => times !== 1);
  const isCorrected = evaluations.some(({ costModel }) => costModel === 'corrected');
  const columns = [
    ...COLUMNS,
    ...hardwareColumns(evaluations),
    ...(isRepeated ? [REPEAT] : []),
    ...(isCorrected ? [COST_MODEL] : []),
  ];
  const rows = [
    [...columns.map(({ heading }) => heading), LEFT_OUT],
    ...evaluations.map((evaluation) => [...columns.map(({ value }) => value(evaluation)), '']),
    ...costlyOperators(otherOperators).map((evaluation) => [...trafficRow(columns, evaluation), '']),
    ...infeasible.map(({ name, diagnostic }) => [...namedRow(columns, name), reasonInWords(diagnostic)]),
    ...operatorsLeftOut(uncosted).map(({ operatorType, operations = 0, count }) => [
      ...namedRow(columns, operatorType),
      `no cost model: ${countText(count, 'node')}, ${operations} operations`,
    ]),
  ];
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Operators without multiply-accumulates have costs, but no mapping. */
function trafficRow(columns: readonly CsvColumn[], evaluation: TrafficEvaluation): (string | number)[] {
  const { operator, energy, macEnergy, memoryEnergy, latency } = evaluation;
  const known = new Map<string, string | number>([
    ['id', operator.id],
    ['name', operator.name],
    ['operator', operator.operatorType],
    ['operations', 0],
    [REPEAT.heading, 1],
    ['energy (pJ)', energy],
    ['operational energy (pJ)', macEnergy],
    ['memory energy (pJ)', memoryEnergy],
    ['latency (cycles)', latency],
    ...LATENCY_PARTS.map(({ title, of }) => [`${title} (cycles)`, of(evaluation)] as const),
  ]);
  return columns.map(({ heading }) => known.get(heading) ?? '');
}

function namedRow(columns: readonly CsvColumn[], name: string): string[] {
  return columns.map(({ heading }) => (heading === 'name' ? name : ''));
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
