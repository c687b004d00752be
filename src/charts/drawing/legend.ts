import { BLACK, tint } from './palette.ts';
import { element, group, type Markup, textAt } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';

const LINE = 18;
const SWATCH = 12;
const FONT_SIZE = 12;
const NAME_LIMIT = 160;

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
}

export interface Legend {
  readonly content: Markup;
  readonly width: number;
  readonly height: number;
}

/** A swatch and a name per line. */
export function listLegend(entries: readonly LegendEntry[]): Legend {
  return {
    content: group(
      {},
      entries.flatMap(({ name, colour }, index) => [
        swatch(0, index * LINE, colour),
        textAt(SWATCH + 6, index * LINE + 10, name),
      ]),
    ),
    width: SWATCH + 6 + Math.max(0, ...entries.map(({ name }) => textWidth(name, FONT_SIZE))),
    height: entries.length * LINE,
  };
}

/** A line per name, a column per shade; swatches only where `exists`. */
export function shadeLegend(
  entries: readonly LegendEntry[],
  shades: readonly { readonly name: string; readonly share: number }[],
  exists: (entry: string, shade: string) => boolean,
): Legend {
  const names = entries.map(({ name }) => shortened(name, NAME_LIMIT, FONT_SIZE));
  const nameColumn = 10 + Math.max(0, ...names.map((name) => textWidth(name, FONT_SIZE)));
  const columns = shades.map(({ name }) => Math.max(SWATCH, textWidth(name, FONT_SIZE)) + 10);
  const columnStart = columns.map((_, index) => nameColumn + columns.slice(0, index).reduce((a, b) => a + b, 0));
  const headings = shades.map(({ name }, index) => textAt(columnStart[index] ?? 0, 10, name));
  const lines = entries.flatMap(({ name, colour }, line) => [
    textAt(0, (line + 1) * LINE + 10, names[line] ?? name),
    ...shades.flatMap((shade, index) =>
      exists(name, shade.name) ? [swatch(columnStart[index] ?? 0, (line + 1) * LINE, tint(colour, shade.share))] : [],
    ),
  ]);
  return {
    content: group({}, [...headings, ...lines]),
    width: nameColumn + columns.reduce((a, b) => a + b, 0),
    height: (entries.length + 1) * LINE,
  };
}

/** Two legends beside each other, their lines at the same height. */
export function besideEachOther(left: Legend, right: Legend): Legend {
  const start = Math.round(left.width) + 24;
  return {
    content: group({}, [left.content, group({ transform: `translate(${start},${LINE})` }, [right.content])]),
    width: start + right.width,
    height: Math.max(left.height, right.height + LINE),
  };
}

function swatch(x: number, y: number, fill: string): Markup {
  return element('rect', { x, y, width: SWATCH, height: SWATCH, fill, stroke: BLACK, 'stroke-width': 0.5 });
}
