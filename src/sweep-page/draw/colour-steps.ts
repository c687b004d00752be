import { positionAt, type SweepTable } from '../data/sweep-table.ts';

/** Steps of the one hue that stands for ordered values. */
const STEPS = 7;
/** Most values of texts that get hues of their own. */
const HUES = 8;

/** Class of the colour of a value, by its place: steps of blue for numbers, hues for words, grey where there are too many words. */
export function colourClass(table: SweepTable, parameter: number | undefined, position: number): string {
  const { texts = [], numbers } = (parameter === undefined ? undefined : table.parameters[parameter]) ?? {};
  if (parameter === undefined || texts.length < 2) return 'q4';
  if (numbers !== undefined) return `q${Math.round((position * (STEPS - 1)) / (texts.length - 1))}`;
  return texts.length <= HUES ? `m${position}` : 'plain-dot';
}

export function rowColour(table: SweepTable, parameter: number | undefined, row: number): string {
  return colourClass(table, parameter, parameter === undefined ? 0 : positionAt(table, parameter, row));
}
