import { countText, digitsText, quantityText, totalText } from '../../../base/number-text.ts';
import { numberName } from '../../../model/accelerator/accelerator-number.ts';
import {
  asListed,
  changesBitEnergy,
  type Elasticity,
  isUnfit,
  type NumberSensitivity,
  type RangePropagation,
  ranked,
  type Sensitivity,
  TOTALS,
  type TotalName,
  totalRangeText,
  unitOf,
  worstCaseText,
} from '../../../sensitivity/index.ts';
import { wrap } from '../../terminal/display-width.ts';
import { type Column, formatTable, type TableOptions } from '../../terminal/table.ts';

/** What to show of a sensitivity. */
export interface ShownSensitivity {
  readonly title: string;
  readonly of: readonly TotalName[];
  /** Rows of every table. */
  readonly top: number;
}

/** A sensitivity for readers: the totals, what ranges make of them, and a ranked table for every total. */
export function sensitivityText(
  found: Sensitivity,
  { title, of, top }: ShownSensitivity,
  options: TableOptions,
): string {
  const { totals, searchedTotals, numbers, ranges } = found;
  const shown = TOTALS.filter(({ name }) => of.includes(name));
  const missing = shown.filter(({ name }) => totals[name] === undefined);
  const way = searchedTotals === undefined ? 'mappings held' : 'mappings held, and every layer searched again';
  const blocks = [
    [`${title}: ${countText(numbers.length, 'number')} varied, ${way}`, ...totalLines(found)],
    ...(ranges === undefined ? [] : [rangeLines(ranges, options)]),
    ...shown.flatMap(({ name, title: total }) =>
      totals[name] === undefined ? [] : [totalTable(found, name, total, top, options)],
    ),
    notes(
      found,
      of,
      missing.map((total) => total.title),
    ).map((note) => wrap(note, options.width, 0)),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function totalLines({ totals, searchedTotals }: Sensitivity): string[] {
  return TOTALS.flatMap(({ name, title, unit }) => {
    const [value, again] = [totals[name], searchedTotals?.[name]];
    if (value === undefined) return [];
    const other = again === undefined || again === value ? '' : `; searched again ${quantityText(again, unit)}`;
    return [
      `  ${title.padEnd(TITLE_WIDTH)}  ${unit === 'mm2' ? quantityText(value, unit) : totalText(value, unit)}${other}`,
    ];
  });
}

const TITLE_WIDTH = Math.max(...TOTALS.map(({ title }) => title.length));

const RANGE_COLUMNS: readonly Column[] = [
  { heading: 'range', least: 12 },
  { heading: 'nominal', align: 'right' },
  { heading: 'low', align: 'right' },
  { heading: 'high', align: 'right' },
];

function rangeLines({ ranges, totals }: RangePropagation, options: TableOptions): string[] {
  const rows = ranges.map(({ number, nominal, low, high }) => [
    `${numberName(number)}${number.of === 'port' ? ' *' : ''}`,
    ...[nominal, low, high].map((value) => valueText(value, unitOf(number))),
  ]);
  const lines = TOTALS.flatMap(({ name, title, unit }) => {
    const range = totals[name];
    if (range === undefined) return [];
    const worst = worstCaseText(range);
    const limits = worst === undefined ? ', which no range moves' : `, in the worst case ${worst}`;
    return [`  ${title.padEnd(TITLE_WIDTH)}  ${totalRangeText(range, unit)}${limits}`];
  });
  return [
    formatTable(RANGE_COLUMNS, rows, options),
    'Totals, with independent ranges as the root of the sum of squares:',
    ...lines.map((line) => wrap(line, options.width, 4)),
  ];
}

function totalTable(found: Sensitivity, total: TotalName, title: string, top: number, options: TableOptions): string[] {
  const all = ranked(found.numbers, total).map((one) => ({ one }));
  const rows = asListed(all, total, top).slice(0, top);
  const isSearched = found.searchedTotals !== undefined;
  const columns: readonly Column[] = [
    { heading: title, least: 16 },
    { heading: 'value', align: 'right' },
    { heading: 'step', align: 'right', leaveOut: 2 },
    { heading: isSearched ? 'held, smaller' : 'smaller', align: 'right' },
    { heading: isSearched ? 'held, larger' : 'larger', align: 'right' },
    ...(isSearched
      ? [
          { heading: 'searched, smaller', align: 'right' as const },
          { heading: 'searched, larger', align: 'right' as const },
        ]
      : []),
    { heading: 'binds below', align: 'right', leaveOut: 1 },
  ];
  const table = formatTable(
    columns,
    rows.map(({ one }) => [
      `${one.name}${changesBitEnergy(one, total) ? ' *' : ''}`,
      valueText(one.value, one.unit),
      stepText(one, found),
      ...sides(one, one.held.elasticities[total], one.held.smaller === undefined, one.held.larger === undefined),
      ...(one.searched === undefined
        ? []
        : sides(
            one,
            one.searched.elasticities[total],
            one.searched.smaller === undefined,
            one.searched.larger === undefined,
          )),
      one.bindsBelow === undefined ? '' : valueText(one.bindsBelow, one.unit),
    ]),
    options,
  );
  const rest = all.length - rows.length;
  const none = found.numbers.length - all.length;
  return [
    table,
    ...(rest > 0 ? [`${countText(rest, 'weaker number')} left out here; --top ${all.length} lists all`] : []),
    ...(none > 0 ? [`${countText(none, 'number')} without effect on the ${title}`] : []),
  ];
}

function sides(
  one: NumberSensitivity,
  elasticity: Elasticity | undefined,
  isSmallerUnfit: boolean,
  isLargerUnfit: boolean,
): readonly [string, string] {
  return [
    sideText(elasticity?.smaller, one.smaller !== undefined && isSmallerUnfit),
    sideText(elasticity?.larger, one.larger !== undefined && isLargerUnfit),
  ];
}

function sideText(elasticity: number | undefined, isUnfitThere: boolean): string {
  if (isUnfitThere) return 'no fit';
  if (elasticity === undefined) return '';
  if (Math.abs(elasticity) < NOTHING) return '0';
  const size = Math.abs(elasticity);
  return `${elasticity > 0 ? '+' : '−'}${size < 0.001 ? digitsText(size, 1) : size.toFixed(3)}`;
}

const NOTHING = 1e-9;

function stepText({ kind, smaller, larger }: NumberSensitivity, { steps }: Sensitivity): string {
  if (kind === 'share') return `±${digitsText(100 * steps.share, 4)} %`;
  const factor = digitsText(steps.factor, 4);
  return [...(smaller === undefined ? [] : [`÷${factor}`]), ...(larger === undefined ? [] : [`×${factor}`])].join(' ');
}

function isWidth({ number }: NumberSensitivity): boolean {
  return number.of === 'port';
}

function valueText(value: number, unit: NumberSensitivity['unit']): string {
  return unit === 'MHz' ? `${digitsText(value, 4)} MHz` : quantityText(value, unit);
}

/** How to read the tables, and what they leave out. */
function notes(
  { numbers, notVaried, ranges }: Sensitivity,
  of: readonly TotalName[],
  missing: readonly string[],
): string[] {
  const hasWidths =
    numbers.some(isWidth) &&
    (of.some((total) => total !== 'latency' && total !== 'area') ||
      ranges?.ranges.some(({ number }) => number.of === 'port') === true);
  return [
    'An elasticity says by how many per cent the total changes per per cent of the number: −1 halves it with twice the number.',
    ...(hasWidths
      ? [
          '* r_cost and w_cost stay. They are energies of an access of the full width, so a wider port has less energy per bit. Its elasticity follows from that, and is listed last. Scale the costs with the width where that is not so.',
        ]
      : []),
    ...(numbers.some(isUnfit) ? ['no fit: a layer has no room for its mapping with that value.'] : []),
    ...missing.map((title) => `The accelerator file says too little for the ${title}.`),
    `Not varied: ${notVaried.join('; ')}.`,
  ];
}
