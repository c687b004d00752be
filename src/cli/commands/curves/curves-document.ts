import type { BufferTraffic } from '../../../run/curves/buffer-traffic.ts';
import type { CurvesOutput } from './curves-output.ts';

/** Everything of the curves as plain data. */
export function curvesDocument(found: BufferTraffic, given: object, { layer, memory }: CurvesOutput): unknown {
  const { layers, infeasible, warnings, untouched, unknown, costModel, ...network } = found;
  return {
    schemaVersion: 1,
    units: { capacityBits: 'bit', trafficBits: 'bit', energyPj: 'pJ' },
    options: { ...given, layer, memory },
    costModel,
    memory: network.memory,
    below: network.below,
    presentBits: network.presentBits,
    compulsoryBits: network.compulsoryBits,
    points: network.points,
    layers: layers.map(({ layer: { id, name, repeat }, ...curve }) => ({
      id,
      name,
      ...(repeat === 1 ? {} : { repeat }),
      ...curve,
    })),
    untouched,
    unknown,
    infeasible,
    warnings,
  };
}

/** One line per point: first those of the network, then those of every layer. */
export function curvesCsv({ points, compulsoryBits, layers, costModel }: BufferTraffic): string {
  const names = [
    ...new Set(
      layers.flatMap(({ points: own }) => own.flatMap(({ operands }) => operands.map(({ operand }) => operand))),
    ),
  ];
  const heading = [
    'layer',
    'repeat',
    'capacity (bit)',
    'traffic (bit)',
    'times compulsory',
    'energy (pJ)',
    ...names.map((name) => `traffic of ${name} (bit)`),
    ...names.map((name) => `held of ${name} (bit)`),
  ];
  const network = points.map((point) => [
    'network',
    1,
    point.capacityBits,
    point.trafficBits,
    point.trafficBits / compulsoryBits,
    point.energyPj,
    ...names.flatMap(() => ['', '']),
  ]);
  const own = layers.flatMap(({ layer, points: ofLayer, compulsoryBits: least }) =>
    ofLayer.map((point) => [
      layer.name,
      layer.repeat,
      point.capacityBits,
      point.trafficBits,
      point.trafficBits / least,
      point.energyPj,
      ...names.map((name) => point.operands.find(({ operand }) => operand === name)?.trafficBits ?? ''),
      ...names.map((name) => point.operands.find(({ operand }) => operand === name)?.heldBits ?? ''),
    ]),
  );
  // Named where the figures are not those of the reference.
  const model = (text: string): string[] => (costModel === 'reference' ? [] : [text]);
  return [[...heading, ...model('cost model')], ...[...network, ...own].map((cells) => [...cells, ...model(costModel)])]
    .map((cells) => `${cells.map(cellText).join(',')}\n`)
    .join('');
}

function cellText(cell: string | number): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
