import { printable } from '../../base/plain-text.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';

/** A level of a map, with the names of the layer for dimensions. */
export interface WrittenLevel {
  readonly target: string;
  /** Innermost first; one per dimension. */
  readonly temporal: readonly TemporalLoop[];
  /** Units below the level: the first axis is X, the second Y. */
  readonly axes: readonly {
    readonly arrayDimension: string;
    readonly loops: readonly (TemporalLoop & { readonly lastSize?: number })[];
  }[];
  readonly keep: readonly string[];
  readonly bypass: readonly string[];
}

/**
 * A Timeloop map as `timeloop-model` reads it, outermost level first.
 * @param header lines above it.
 * @param levels innermost first.
 * @param letters dimension here → letter there.
 */
export function writeTimeloopMap(
  header: readonly string[],
  levels: readonly WrittenLevel[],
  letters: ReadonlyMap<string, string>,
): string {
  const nestLines = (loops: readonly (TemporalLoop & { readonly lastSize?: number })[]): string[] => {
    const byDimension = new Map(loops.map((loop) => [loop.dimension, loop]));
    const idle = [...letters.keys()].filter((dimension) => !byDimension.has(dimension));
    const factor = ([dimension, letter]: readonly [string, string]): string => {
      const { size = 1, lastSize = size } = byDimension.get(dimension) ?? {};
      return `${letter}=${size}${lastSize === size ? '' : `,${lastSize}`}`;
    };
    const order = [...byDimension.keys(), ...idle].map((dimension) => letters.get(dimension) ?? '');
    return [`    factors: ${[...letters].map(factor).join(' ')}`, `    permutation: ${order.join('')}`];
  };
  const outermostFirst = levels.toReversed();
  const nests = outermostFirst.flatMap(({ target, temporal, axes }) => [
    `  - target: ${scalar(target)}`,
    '    type: temporal',
    ...nestLines(temporal),
    ...(axes.length === 0
      ? []
      : [
          `  - target: ${scalar(target)}`,
          '    type: spatial',
          ...nestLines(axes.flatMap(({ loops }) => loops)),
          `    split: ${axes.length === 1 ? letters.size : (axes[0]?.loops.length ?? 0)}`,
        ]),
  ]);
  const storage = outermostFirst.flatMap(({ target, keep, bypass }) => [
    `  - target: ${scalar(target)}`,
    '    type: datatype',
    `    keep: [${keep.map(scalar).join(', ')}]`,
    `    bypass: [${bypass.map(scalar).join(', ')}]`,
  ]);
  return [...header.map((line) => `# ${printable(line)}`), 'mapping:', ...nests, ...storage, ''].join('\n');
}

/** A name as YAML: bare where no reader takes it for anything else. */
function scalar(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
