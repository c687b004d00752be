/*
 * How much room text takes in a terminal. Names of layers come from files: they may be in any script, and must not be able to move
 * the cursor.
 */

const segmenter = new Intl.Segmenter();

/** Scripts and symbols that take two columns (the East Asian wide and fullwidth ranges). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that `text` takes. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return charactersOf(text).reduce((sum, character) => sum + characterWidth(character), 0);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Cuts the middle out, so that both the start and the end of a layer's name stay readable. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  const characters = charactersOf(text);
  const tailWidth = Math.floor((width - 1) / 2);
  const head = fitting(characters, width - 1 - tailWidth);
  const tail = fitting(characters.toReversed(), tailWidth).toReversed();
  return `${head.join('')}…${tail.join('')}`;
}

/** The beginning of `text` that fits. */
export function cut(text: string, width: number): string {
  return fitting(charactersOf(text), width).join('');
}

/** Breaks a line at spaces to fit; what follows the first line is indented. Words that are too long stay whole. */
export function wrap(text: string, width: number, indent: number): string {
  if (displayWidth(text) <= width) return text;
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\s*\S+/g) ?? []) {
    if (line === '' || displayWidth(line + word) <= width) {
      line += word;
    } else {
      lines.push(line);
      line = ' '.repeat(indent) + word.trimStart();
    }
  }
  return [...lines, line].join('\n');
}

/** What a reader takes for characters, with their accents and joined parts. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function fitting(characters: readonly string[], width: number): string[] {
  let left = width;
  const taken: string[] = [];
  for (const character of characters) {
    left -= characterWidth(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

function characterWidth(character: string): number {
  if (/^\p{Mark}+$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
