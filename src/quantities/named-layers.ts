import { listed } from '../base/enumerate.ts';
import { didYouMean } from '../base/suggest.ts';
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

/** What is wrong with a name that fits no layer, or several of them, and what to do. */
export function unclearLayer(
  wanted: string,
  fitting: readonly Candidate[],
  known: readonly Candidate[],
  /** Other lines for the list of the layers there are, and their names. */
  others: { readonly lines: readonly string[]; readonly names: readonly string[] } = { lines: [], names: [] },
): { readonly message: string; readonly hint: string } {
  const lines = (layers: readonly Candidate[]) => layers.map(({ id, name }) => `${id}: ${name}`);
  if (fitting.length > 1) {
    const message = `"${wanted}" fits ${fitting.length} layers: ${listed(fitting.map(({ name }) => name))}`;
    return { message, hint: `name one by its name or id:${list(lines(fitting))}` };
  }
  const message = `there is no layer "${wanted}"${didYouMean(wanted, [...namesOfLayers(known), ...others.names])}`;
  return { message, hint: `name one by its name or id:${list([...lines(known), ...others.lines])}` };
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `\n       ${line}`).join('');
}
