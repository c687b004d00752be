import { listed } from '../base/enumerate.ts';
import { countText } from '../base/number-text.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Layer } from '../model/workload/layer.ts';

/** How layers are called wherever there is little room. */
export interface LayerNames {
  /** The name, cut to what is still unique among the layers: `layer4.1/conv2` of `/layer4/layer4.1/conv2/Conv`. */
  readonly short: (layer: Named) => string;
  /** With the id before it: `18: layer4.1/conv2`; `18: layer4.1/conv2 ×12` if it is repeated. */
  readonly numbered: (layer: Named & Pick<Layer, 'id'> & Partial<Pick<Layer, 'repeat'>>) => string;
}

type Named = Pick<Layer, 'name'>;

/** Names of the layers of a run. Layers of one name keep one name; their ids tell them apart. */
export function layerNames(layers: readonly Pick<Layer, 'name' | 'operatorType'>[]): LayerNames {
  const paths = withoutOperators(layers);
  const ends = new Map<string, number>();
  for (const path of paths.values()) {
    for (const end of endsOf(path)) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const shortNames = new Map(
    [...paths].map(([name, path]) => [name, endsOf(path).find((end) => ends.get(end) === 1) ?? path.join('/')]),
  );
  const short = ({ name }: Named): string => shortNames.get(name) || name;
  return { short, numbered: (layer) => `${layer.id}: ${short(layer)}${timesText(layer.repeat)}` };
}

/** ` ×12`, behind the name of a layer that is repeated. */
export function timesText(times = 1): string {
  return times === 1 ? '' : ` ×${times}`;
}

/** `4 layers`; `4 layers (37 with repetitions)`. */
export function layerCountText(evaluations: readonly { readonly times: number }[]): string {
  const all = evaluations.reduce((sum, { times }) => sum + times, 0);
  const count = countText(evaluations.length, 'layer');
  return all === evaluations.length ? count : `${count} (${all} with repetitions)`;
}

/** The parts of every name. Exporters end names by the operator, which is left out where names stay different without it. */
function withoutOperators(
  layers: readonly Pick<Layer, 'name' | 'operatorType'>[],
): ReadonlyMap<string, readonly string[]> {
  const whole = new Map<string, readonly string[]>();
  const cut = new Map<string, readonly string[]>();
  for (const { name, operatorType } of layers) {
    const parts = name.split('/').filter(Boolean);
    whole.set(name, parts);
    cut.set(name, parts.length > 1 && parts.at(-1) === operatorType ? parts.slice(0, -1) : parts);
  }
  const counts = new Map<string, number>();
  for (const parts of cut.values()) counts.set(parts.join('/'), (counts.get(parts.join('/')) ?? 0) + 1);
  const isUnique = (parts: readonly string[]): boolean => counts.get(parts.join('/')) === 1;
  return new Map([...cut].map(([name, parts]) => [name, isUnique(parts) ? parts : (whole.get(name) ?? parts)]));
}

/** The ends of a path, the shortest first. */
function endsOf(parts: readonly string[]): string[] {
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('/'));
}

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
    (layer) => short(layer) === wanted || numbered(layer) === wanted || `${layer.id}: ${short(layer)}` === wanted,
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
