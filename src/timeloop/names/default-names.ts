import type { Layer } from '../../model/workload/layer.ts';
import { type NamePairs, reversed } from './name-pairs.ts';

/** Dimensions of Timeloop's convolution: R and P lie along the width. Its problem shapes call output channels K or M. */
const CONVOLUTION: NamePairs = new Map([
  ['N', 'B'],
  ['G', 'G'],
  ['M', 'K'],
  ['K', 'K'],
  ['C', 'C'],
  ['P', 'OX'],
  ['Q', 'OY'],
  ['R', 'FX'],
  ['S', 'FY'],
]);

/** Dimensions of Timeloop's matrix product Z[m][n] = A[m][k] · B[n][k], told by the operands I (A) and W (B) that have them. */
function matrixProduct({ operands, dimensions }: Layer): NamePairs {
  const [output] = operands;
  const has = (operand: string | undefined, dimension: string) =>
    operands.find(({ name }) => name === operand)?.indices.includes(dimension) ?? false;
  const only = (...[inOutput, inI, inW]: readonly [boolean, boolean, boolean]) => {
    const loops = dimensions.filter(
      ({ name, size }) =>
        size > 1 && has(output?.name, name) === inOutput && has('I', name) === inI && has('W', name) === inW,
    );
    return loops.length === 1 ? loops : [];
  };
  const table = { M: only(true, true, false), N: only(true, false, true), K: only(false, true, true) };
  return new Map(Object.entries(table).flatMap(([there, loops]) => loops.map(({ name }) => [there, name])));
}

/** A convolution has loops that a matrix product lacks. */
const OF_CONVOLUTIONS = ['C', 'R', 'S', 'P', 'Q', 'G'];

/** Data spaces of both problems. */
const TENSORS: NamePairs = new Map([
  ['Weights', 'W'],
  ['Inputs', 'I'],
  ['Outputs', 'O'],
  ['B', 'W'],
  ['A', 'I'],
  ['Z', 'O'],
]);

/**
 * What dimensions of a map are called here, as far as that is known: all keep their names if the layer has all of them; otherwise they are
 * those of a matrix product or of a convolution. What the user says comes first.
 */
export function importedDimensions(written: readonly string[], layer: Layer, given: NamePairs): NamePairs {
  const known = new Set(layer.dimensions.map(({ name }) => name));
  const free = written.filter((name) => !given.has(name));
  if (free.every((name) => known.has(name))) return new Map([...free.map((name) => [name, name] as const), ...given]);
  const table = written.some((name) => OF_CONVOLUTIONS.includes(name)) ? CONVOLUTION : matrixProduct(layer);
  const found = free.flatMap((name): [string, string][] => {
    const here = table.get(name) ?? name;
    return known.has(here) ? [[name, here]] : [];
  });
  return new Map([...found, ...given]);
}

/** What data spaces of a map are called here: by the user, by equal names, or by the names of Timeloop's problems. */
export function importedTensors(written: readonly string[], layer: Layer, given: NamePairs): NamePairs {
  const known = layer.operands.map(({ name }) => name);
  return new Map(
    written.flatMap((name): [string, string][] => {
      const here = given.get(name) ?? (known.includes(name) ? name : TENSORS.get(name));
      return here !== undefined && known.includes(here) ? [[name, here]] : [];
    }),
  );
}

/** Name here → letter of a dimension in a map. Loops of one iteration are left out where they have no letter. */
export function exportedDimensions(layer: Layer, given: NamePairs): NamePairs {
  const usual = reversed(new Map([...CONVOLUTION].filter(([there]) => there !== 'K')));
  const isLetter = (name: string) => usual.has(name) || name.length === 1;
  const running = layer.dimensions.filter(({ size }) => size > 1);
  const table = running.every(({ name }) => isLetter(name)) ? usual : reversed(matrixProduct(layer));
  const chosen = new Map([...table, ...reversed(given)]);
  return new Map(
    layer.dimensions
      .filter(({ name, size }) => size > 1 || chosen.has(name))
      .map(({ name }) => [name, chosen.get(name) ?? name]),
  );
}

/** Name here → name of a data space in a map. */
export function exportedTensors(layer: Layer, given: NamePairs): NamePairs {
  const chosen = reversed(given);
  const usual = new Map([...TENSORS].flatMap(([there, here]) => (there.length > 1 ? [[here, there]] : [])));
  return new Map(layer.operands.map(({ name }) => [name, chosen.get(name) ?? usual.get(name) ?? name]));
}
