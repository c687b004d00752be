import type { NumberPath } from '../state/project.ts';

/** What a number of an accelerator file is, which decides its steps and how it is written. */
export type NumberKind = 'size' | 'bandwidth' | 'count' | 'cost' | 'number';

/** The kind of a number, by its place. */
export function kindOf(path: NumberPath): NumberKind {
  const key = path.findLast((step): step is string => typeof step === 'string') ?? '';
  if (key === 'size') return path[0] === 'memories' ? 'size' : 'number';
  if (key.startsWith('bandwidth_')) return 'bandwidth';
  if (key === 'sizes') return 'count';
  if (/cost$|energy$|^area$|^unit_area$|static_power$|clock_frequency$/.test(key)) return 'cost';
  return 'number';
}

/** The unit that stands behind a value, if there is one. Sizes are written by `sizeText`. */
export function unitOf(path: NumberPath): string {
  const key = path.findLast((step): step is string => typeof step === 'string') ?? '';
  if (key === 'size') return 'bits';
  if (key.startsWith('bandwidth_')) return 'bit/cycle';
  if (/_cost$|energy$/.test(key)) return 'pJ';
  if (/area$/.test(key)) return 'mm²';
  if (/static_power$/.test(key)) return 'mW';
  if (key === 'clock_frequency') return 'MHz';
  return '';
}

/** How a number is called beside its slider: `SRAM size`, `DRAM width`, `Array, square`. */
export function titleOf(paths: readonly NumberPath[]): string {
  const [path = []] = paths;
  const memory = path[0] === 'memories' && typeof path[1] === 'string' ? shortMemory(path[1]) : undefined;
  const kind = kindOf(path);
  if (kind === 'count') return paths.length > 1 ? 'Array, square' : `Array, dimension ${Number(path.at(-1)) + 1}`;
  const key = String(path.findLast((step) => typeof step === 'string') ?? '');
  const what = WORDS[key] ?? key.replaceAll('_', ' ');
  return memory === undefined ? what.charAt(0).toUpperCase() + what.slice(1) : `${memory} ${what}`;
}

const WORDS: Readonly<Record<string, string>> = {
  bandwidth_max: 'width',
  bandwidth_min: 'narrowest access',
  r_cost: 'read energy',
  w_cost: 'write energy',
};

/** Names of memories often end with their size, which a slider changes. */
function shortMemory(name: string): string {
  const short = name.replace(/_?\d+(\.\d+)?[KMGT]?i?B$/i, '');
  return /^(sram|dram|rf|gb|l\d)$/i.test(short) ? short.toUpperCase() : short === '' ? name : short;
}
