import type { Layer } from '../model/workload/layer.ts';
import { layerNames } from './layer-names.ts';

type Candidate = Pick<Layer, 'id' | 'name' | 'operatorType'>;

/**
 * The layers that a text may mean: the one of this name; else those of this id; else those of this short name, with or without the id;
 * else those with this part in their names.
 */
export function layersNamed<One extends Candidate>(layers: readonly One[], wanted: string): readonly One[] {
  const exact = layers.find(({ name }) => name === wanted);
  if (exact !== undefined) return [exact];
  const { short, numbered } = layerNames(layers);
  const readings: readonly ((layer: One) => boolean)[] = [
    ({ id }) => String(id) === wanted,
    (layer) => short(layer) === wanted || numbered(layer) === wanted,
    ({ name }) => hasPart(name, wanted),
  ];
  const found = readings.map((reading) => layers.filter(reading));
  return found.find((some) => some.length > 0) ?? [];
}

/** `conv1` is a part of `/layer1/conv1/Conv`, and so is `conv1/Conv`. */
export function hasPart(layerName: string, wanted: string): boolean {
  return layerName.endsWith(`/${wanted}`) || layerName.includes(`/${wanted}/`);
}

/** All names by which a text may mean a layer, the short ones first. */
export function namesOfLayers(layers: readonly Candidate[]): readonly string[] {
  const { short } = layerNames(layers);
  return [...new Set([...layers.map(short), ...layers.map(({ name }) => name)])];
}
