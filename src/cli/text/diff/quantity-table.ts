import { plainText, signedPercentText, signedText } from '../../../base/number-text.ts';
import type { QuantityDelta } from '../../../results/index.ts';
import { type Cell, formatTable, type TableOptions } from '../../terminal/table.ts';

/** As a reader writes them; shares are printed in percent. */
const UNITS: Readonly<Record<QuantityDelta['unit'], string>> = {
  pJ: 'pJ',
  cycles: 'cycles',
  share: '%',
  ns: 'ns',
  s: 's',
  mW: 'mW',
  'TOP/s': 'TOP/s',
  'TOP/s/W': 'TOP/s/W',
  mm2: 'mm²',
  pJ·cycles: 'pJ·cycles',
  bit: 'bits',
  'tokens/s': 'tokens/s',
  'images/s': 'images/s',
  'utterances/s': 'utterances/s',
};

/** Quantities of two runs, with their units: energies, then times, utilisation and ports. */
export function quantityTable(heading: string, quantities: readonly QuantityDelta[], options: TableOptions): string {
  const rows = inGroups(quantities).map((quantity): readonly Cell[] => [
    `${isPart(quantity) ? '  ' : ''}${quantity.title}`,
    UNITS[quantity.unit],
    valueText(quantity, quantity.before),
    valueText(quantity, quantity.after),
    signedText(inTable(quantity, quantity.absolute)),
    changeCell(quantity),
  ]);
  return formatTable(
    [
      { heading, least: 10 },
      { heading: 'unit' },
      { heading: 'A', align: 'right' },
      { heading: 'B', align: 'right' },
      { heading: 'B - A', align: 'right', leaveOut: 1 },
      { heading: 'change', align: 'right' },
    ],
    rows,
    options,
  );
}

/** The relative change; costs that grew are red, those that shrank green. */
export function changeCell({ name, before, after, absolute, relative }: QuantityDelta): Cell {
  // A share of a slack would say nothing.
  if (name.startsWith('stall.') && before !== null && after !== null) return '';
  const text =
    before === null ? 'new' : after === null ? 'gone' : relative === null ? 'from 0' : signedPercentText(relative);
  const isCost = /^(energy|latency|clock|time|power|area|first_token|token|memory)\b|^(cycles|energy)_per_/.test(name);
  if (!isCost || absolute === 0) return text;
  return { text, tint: absolute > 0 ? 'red' : 'green' };
}

/** Totals first, then their parts, the largest change first. */
function inGroups(quantities: readonly QuantityDelta[]): QuantityDelta[] {
  const groups = [
    'energy',
    'latency',
    'utilisation',
    'clock',
    'time',
    'power',
    'throughput',
    'efficiency',
    'area',
    'first_token',
    'token',
    'tokens_per_second',
    'images_per_second',
    'utterances_per_second',
    'cycles_per_token',
    'cycles_per_image',
    'cycles_per_utterance',
    'energy_per_token',
    'energy_per_image',
    'energy_per_utterance',
    'memory',
    'stall',
  ];
  return groups.flatMap((group) => {
    const members = quantities.filter(({ name }) => name === group || name.startsWith(`${group}.`));
    const parts = members.filter(({ name }) => name !== group);
    return [
      ...members.filter(({ name }) => name === group),
      ...parts.toSorted((a, b) => waitingChange(b) - waitingChange(a) || Math.abs(b.absolute) - Math.abs(a.absolute)),
    ];
  });
}

/** Of ports: by how much the time changed in which they make the array wait; what happens to slack is less important. */
function waitingChange({ name, before, after }: QuantityDelta): number {
  if (!name.startsWith('stall.')) return 0;
  return Math.abs(Math.max(0, after ?? 0) - Math.max(0, before ?? 0));
}

function isPart({ name }: QuantityDelta): boolean {
  return name.includes('.') && !/^(stall|memory|first_token|token)\./.test(name);
}

function valueText(quantity: QuantityDelta, value: number | null): string {
  return value === null ? '-' : plainText(inTable(quantity, value));
}

/** Shares are printed in percent. */
function inTable({ unit }: QuantityDelta, value: number): number {
  return unit === 'share' ? value * 100 : value;
}
