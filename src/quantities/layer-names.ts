import type { Layer } from '../model/workload/layer.ts';

/** How layers are called wherever there is little room. */
export interface LayerNames {
  /** The name, cut to what is still unique among the layers: `layer4.1/conv2` of `/layer4/layer4.1/conv2/Conv`. */
  readonly short: (layer: Named) => string;
  /** With the id before it: `18: layer4.1/conv2`. */
  readonly numbered: (layer: Named & Pick<Layer, 'id'>) => string;
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
  return { short, numbered: (layer) => `${layer.id}: ${short(layer)}` };
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
