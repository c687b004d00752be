import { countText, digitsText, quantityText } from '../../../base/number-text.ts';
import type { BufferTraffic } from '../../../run/curves/buffer-traffic.ts';
import type { MemoryBelow } from '../../../run/curves/memories-below.ts';
import {
  type Curve,
  endOf,
  kneesOf,
  pointAt,
  pointWithin,
  reachesCompulsory,
} from '../../../run/curves/network-curve.ts';
import type { LayerCurve } from '../../../search/curves/layer-curve.ts';
import { wrap } from '../../terminal/display-width.ts';
import { type Column, formatTable, type TableOptions } from '../../terminal/table.ts';

const KNEES: readonly Column[] = [
  { heading: 'capacity below', align: 'right' },
  { heading: 'least traffic', align: 'right' },
  { heading: 'of compulsory', align: 'right' },
  { heading: 'energy there', align: 'right', leaveOut: 1 },
];

const LAYERS: readonly Column[] = [
  { heading: 'layer', least: 16 },
  { heading: 'repeat', align: 'right', leaveOut: 2 },
  { heading: 'compulsory traffic', align: 'right' },
  { heading: 'at today’s capacity', align: 'right' },
  { heading: '2× from', align: 'right' },
  { heading: '1.1× from', align: 'right', leaveOut: 1 },
  { heading: '1× from', align: 'right' },
];

/** The knees of the curve of a layer or network, where today's capacity stands, and the layers in brief. */
export function curvesText(found: BufferTraffic, names: string, options: TableOptions): string {
  const { layers, memory } = found;
  const [only] = layers.length === 1 ? layers : [];
  const title =
    only === undefined
      ? `${names}, ${countText(layers.length, 'layer')}`
      : `${only.layer.name} of ${names}${only.layer.repeat === 1 ? '' : `, one of ${only.layer.repeat}`}`;
  const blocks = [
    [`${title}: least traffic of ${memory}, by the capacity below it`, ...summary(found, only)],
    only === undefined ? kneeTable(found, [], options) : layerKnees(only, options),
    ...(only === undefined && layers.length > 0 ? [layerTable(layers, found.presentBits, options)] : []),
    notes(found).map((note) => wrap(note, options.width, 0)),
  ];
  return blocks.map((lines) => (typeof lines === 'string' ? lines : lines.join('\n'))).join('\n\n');
}

function summary(found: BufferTraffic, only: LayerCurve | undefined): string[] {
  const { below, presentBits } = found;
  const curve: Curve = only ?? found;
  const { points, compulsoryBits } = curve;
  const [today, end] = [pointAt(curve, presentBits), endOf(curve)];
  const todayText = `  today        ${quantityText(presentBits, 'bit')} (${below.map(memoryText).join(' and ')}): `;
  if (end === undefined) return [];
  const compulsory = quantityText(compulsoryBits, 'bit');
  const from = `from ${quantityText(end.capacityBits, 'bit')} on`;
  const times = ({ trafficBits }: Curve['points'][number]): string =>
    `${quantityText(trafficBits, 'bit')} at least, ${timesText(trafficBits, compulsoryBits)} of compulsory`;
  const lines = [
    `  compulsory   ${compulsory}, ${reachesCompulsory(curve) ? from : `which no capacity reaches; ${from} ${times(end)}`}`,
  ];
  if (today === undefined) return [...lines, `${todayText}too small for any mapping`];
  const better = points.find(({ trafficBits }) => trafficBits <= (1 - GAIN) * today.trafficBits);
  return [
    ...lines,
    `${todayText}${times(today)}`,
    `  smaller      ${quantityText(today.capacityBits, 'bit')} would do for the same`,
    ...(better === undefined
      ? []
      : [`  larger       from ${quantityText(better.capacityBits, 'bit')} on ${times(better)}`]),
  ];
}

/** A larger capacity is worth a line if it saves this share of the traffic. */
const GAIN = 0.1;

/** `sram_2MB`, or `1024 × rf_128B`. */
export function memoryText({ name, copies }: MemoryBelow): string {
  return copies === 1 ? name : `${copies} × ${name}`;
}

/** `1.8×`; what is more than once is not written as once. */
export function timesText(traffic: number, compulsory: number): string {
  const times = traffic / compulsory;
  const text = times >= 100 ? String(Math.round(times)) : digitsText(times, 3);
  return times > 1 + 1e-9 && text === '1' ? '>1×' : `${text}×`;
}

function layerKnees(curve: LayerCurve, options: TableOptions): string {
  const operands = curve.points[0]?.operands.map(({ operand }) => operand) ?? [];
  return kneeTable(curve, operands, options);
}

/** @param operands of a layer: how often each moves its compulsory traffic. */
function kneeTable(
  curve: Curve & {
    readonly points: readonly (Curve['points'][number] & Partial<Pick<LayerCurve['points'][number], 'operands'>>)[];
  },
  operands: readonly string[],
  options: TableOptions,
): string {
  const columns = [
    ...KNEES,
    ...operands.map((name): Column => ({ heading: `traffic of ${name}`, align: 'right', leaveOut: 2 })),
  ];
  const rows = kneesOf(curve).map((point) => [
    quantityText(point.capacityBits, 'bit'),
    quantityText(point.trafficBits, 'bit'),
    timesText(point.trafficBits, curve.compulsoryBits),
    quantityText(point.energyPj, 'pJ'),
    ...operands.map((name) =>
      quantityText(point.operands?.find(({ operand }) => operand === name)?.trafficBits ?? 0, 'bit'),
    ),
  ]);
  return formatTable(columns, rows, options);
}

function layerTable(layers: readonly LayerCurve[], presentBits: number, options: TableOptions): string {
  const from = (curve: LayerCurve, times: number): string => {
    const point = pointWithin(curve, times);
    return point === undefined ? '' : quantityText(point.capacityBits, 'bit');
  };
  const rows = layers.map((curve) => {
    const today = pointAt(curve, presentBits);
    return [
      curve.layer.name,
      curve.layer.repeat === 1 ? '' : String(curve.layer.repeat),
      quantityText(curve.compulsoryBits, 'bit'),
      today === undefined ? 'no fit' : timesText(today.trafficBits, curve.compulsoryBits),
      from(curve, 2),
      from(curve, 1.1),
      from(curve, 1),
    ];
  });
  return formatTable(LAYERS, rows, options);
}

function notes(found: BufferTraffic): string[] {
  const { points, layers, below, memory, untouched, unknown } = found;
  const rows = points.length - kneesOf(found).length;
  const reservations = [...new Set(layers.flatMap((layer) => layer.reservations))];
  const isOrdered = layers.some(({ layer }) => layer.mapping.temporalOrdering.length > 0);
  const mappings = Math.max(0, ...layers.map(({ spatialMappings }) => spatialMappings));
  return [
    `Least: over all loop orders${isOrdered ? ' that the mapping file allows' : ''} and all tiles, with ${mappings === 1 ? 'the one spatial mapping' : `up to ${mappings} spatial mappings`} of each layer.`,
    `Capacity below: one memory that all operands of ${memory} share, in place of ${below.map(({ name }) => name).join(' and ')}; all lower memories are large enough (docs/curves.md).`,
    ...(rows > 0
      ? [
          `Rows: the first capacity, each that halves the traffic, and the first with ${reachesCompulsory(found) ? 'compulsory' : 'the least'} traffic. --out curve.csv and --json have all ${points.length}.`,
        ]
      : []),
    ...(reservations.length > 0 ? [`Reservations: ${reservations.join(', ')} (docs/curves.md#reservations).`] : []),
    ...(unknown.length > 0
      ? [`In no sum, because their curves are not known: ${unknown.map(unknownText).join(', ')}.`]
      : []),
    ...(untouched.length > 0 ? [`${memory} holds nothing of ${untouched.join(', ')}.`] : []),
  ];
}

function unknownText({ name, reservations }: BufferTraffic['unknown'][number]): string {
  return `${name} (${reservations.join(', ')})`;
}
