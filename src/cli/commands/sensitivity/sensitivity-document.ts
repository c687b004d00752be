import { numberName } from '../../../model/accelerator/accelerator-number.ts';
import type { CostModelName } from '../../../model/cost-model.ts';
import type { NumberSensitivity, Response, Sensitivity } from '../../../sensitivity/index.ts';
import { TOTALS } from '../../../sensitivity/index.ts';

/** Everything of a sensitivity as plain data. What has no mapping is null. */
export function sensitivityDocument(found: Sensitivity, place: string, costModel: CostModelName): unknown {
  const { steps, totals, searchedTotals, numbers, notVaried, ranges } = found;
  return {
    schemaVersion: 1,
    units: {
      ...Object.fromEntries(TOTALS.map(({ name, unit }) => [name, unit])),
      elasticity: 'relative change of the total per relative change of the number',
    },
    run: place,
    costModel,
    steps,
    totals,
    ...(searchedTotals === undefined ? {} : { searchedTotals }),
    numbers: numbers.map(numberDocument),
    notVaried,
    ...(ranges === undefined
      ? {}
      : {
          ranges: {
            numbers: ranges.ranges.map(({ number, nominal, low, high, atLow, atHigh }) => ({
              name: numberName(number),
              nominal,
              low,
              high,
              atLow: atLow ?? null,
              atHigh: atHigh ?? null,
            })),
            totals: ranges.totals,
          },
        }),
  };
}

function numberDocument(one: NumberSensitivity): object {
  const { name, number, value, unit, kind, smaller, larger, bindsBelow, held, searched } = one;
  return {
    name,
    number,
    value,
    unit,
    step: kind,
    smaller: smaller ?? null,
    larger: larger ?? null,
    ...(bindsBelow === undefined ? {} : { bindsBelow }),
    held: responseDocument(held),
    ...(searched === undefined ? {} : { searched: responseDocument(searched) }),
  };
}

function responseDocument({ smaller, larger, elasticities }: Response): object {
  return {
    totals: { smaller: smaller ?? null, larger: larger ?? null },
    elasticities: Object.fromEntries(
      Object.entries(elasticities).map(([name, { smaller: down, larger: up }]) => [
        name,
        { smaller: down ?? null, larger: up ?? null },
      ]),
    ),
  };
}

const COLUMNS = [
  'number',
  'value',
  'unit',
  'total',
  'mapping',
  'smaller value',
  'total at smaller value',
  'elasticity to smaller values',
  'larger value',
  'total at larger value',
  'elasticity to larger values',
  'binds below',
];

/** One line per number, total, and way of evaluating it. What has no value is empty. A model other than the reference has a column. */
export function sensitivityCsv({ numbers }: Sensitivity, costModel: CostModelName): string {
  const isCorrected = costModel === 'corrected';
  const lines = numbers.flatMap((one) => [
    ...responseLines(one, 'held', one.held),
    ...(one.searched === undefined ? [] : responseLines(one, 'searched', one.searched)),
  ]);
  return [
    [...COLUMNS, ...(isCorrected ? ['cost model'] : [])],
    ...lines.map((cells) => [...cells, ...(isCorrected ? [costModel] : [])]),
  ]
    .map((cells) => `${cells.map(cellText).join(',')}\n`)
    .join('');
}

function responseLines(one: NumberSensitivity, mapping: string, response: Response): (string | number | undefined)[][] {
  return TOTALS.flatMap(({ name }) => {
    const elasticity = response.elasticities[name];
    if (elasticity === undefined) return [];
    const down = [one.smaller, response.smaller?.[name], elasticity.smaller];
    const up = [one.larger, response.larger?.[name], elasticity.larger];
    return [[one.name, one.value, one.unit, name, mapping, ...down, ...up, one.bindsBelow]];
  });
}

function cellText(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
