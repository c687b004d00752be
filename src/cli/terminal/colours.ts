const CODES = { red: [31, 39], green: [32, 39], yellow: [33, 39], bold: [1, 22], dim: [2, 22] } as const;

export type Tint = keyof typeof CODES;

/** Puts text in a colour, or leaves it as it is. */
export type Paint = (tint: Tint, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Colours for a stream: only where it is a terminal that has them, and NO_COLOR is unset or empty (no-color.org). */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Paint {
  if (stream.isTTY !== true || environment.NO_COLOR || environment.TERM === 'dumb') return plain;
  return (tint, text) => {
    const [on, off] = CODES[tint];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}

/** Columns there are for results; no limit where they go to a file or another program, so that nothing is cut there. */
function widthOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  // Some pseudo terminals say that they have 0 columns.
  return stream.isTTY === true ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}

/** How tables for a stream are drawn. */
export function tableOptions(stream: { readonly isTTY?: boolean; readonly columns?: number }): {
  readonly width: number;
  readonly paint: Paint;
} {
  return { width: widthOf(stream), paint: paintFor(stream) };
}
