import { FAINT_INK } from './palette.ts';
import { type Markup, textAt } from './svg.ts';
import { wrapped } from './text-width.ts';

const TITLE_SIZE = 16;
const TITLE_LINE = 20;
const NOTE_SIZE = 12;
const NOTE_LINE = 18;

/** The lines above a chart. */
export interface Heading {
  readonly content: readonly Markup[];
  /** Pixels to leave free above the chart. */
  readonly height: number;
}

export interface HeadingOptions {
  /** Left edge, and where lines end; pixels. */
  readonly left: number;
  readonly right: number;
  /** False where a caption of the page says it all. */
  readonly shown?: boolean | undefined;
}

/** A title and what there is to know beside it, in as many lines as that takes. */
export function chartHeading(title: string, notes: readonly string[], options: HeadingOptions): Heading {
  const { left, right, shown = true } = options;
  if (!shown) return { content: [], height: left };
  const titles = wrapped(title, right - left, TITLE_SIZE, 'bold');
  const lines = notes.flatMap((note) => wrapped(note, right - left, NOTE_SIZE));
  const titlesEnd = 8 + titles.length * TITLE_LINE;
  return {
    content: [
      ...titles.map((line, index) =>
        textAt(left, 28 + index * TITLE_LINE, line, { 'font-size': TITLE_SIZE, 'font-weight': 'bold' }),
      ),
      ...lines.map((line, index) => textAt(left, titlesEnd + 20 + index * NOTE_LINE, line, { fill: FAINT_INK })),
    ],
    height: titlesEnd + 14 + lines.length * NOTE_LINE,
  };
}
