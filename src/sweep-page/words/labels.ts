import { type PageParameter, pointAt, positionAt, type SweepTable } from '../data/sweep-table.ts';

/** The text of a value with as much of its parameter's title as it needs: `512 KiB`, `array 48`. */
export function namedValue({ title, texts, standsAlone }: PageParameter, position: number): string {
  const text = texts[position] ?? '';
  return standsAlone ? text : `${title} ${text}`;
}

/** The text of a value behind its parameter's title: `SRAM size 512 KiB`. */
export function titledValue({ title, texts }: PageParameter, position: number): string {
  return `${title} ${texts[position] ?? ''}`;
}

/** What a design is: the values in which designs differ, `array 48, 512 KiB`. */
export function labelOf(table: SweepTable, row: number): string {
  const parts = table.parameters.flatMap((parameter, place) =>
    parameter.isFree ? [namedValue(parameter, positionAt(table, place, row))] : [],
  );
  if (parts.length > 0) return parts.join(', ');
  const constant = table.parameters.map((parameter, place) => namedValue(parameter, positionAt(table, place, row)));
  return constant.length === 0 ? `design ${pointAt(table, row)}` : constant.join(', ');
}

/** The same with the title of every parameter: `array 48, SRAM size 512 KiB`. */
export function fullLabelOf(table: SweepTable, row: number): string {
  const parts = table.parameters.flatMap((parameter, place) =>
    parameter.isFree ? [titledValue(parameter, positionAt(table, place, row))] : [],
  );
  return parts.length === 0 ? labelOf(table, row) : parts.join(', ');
}

/** What sets a design apart from another one. */
export function differenceOf(table: SweepTable, row: number, other: number): string {
  const parts = table.parameters.flatMap((parameter, place) => {
    const position = positionAt(table, place, row);
    return parameter.isFree && position !== positionAt(table, place, other) ? [namedValue(parameter, position)] : [];
  });
  return parts.length === 0 ? labelOf(table, row) : parts.join(', ');
}

/** All settings of a design, also those that follow from others: `array 48`, `SRAM size 512 KiB`. */
export function settingsOf(table: SweepTable, row: number): { readonly title: string; readonly text: string }[] {
  return table.parameters.map(({ title, texts }, place) => ({
    title,
    text: texts[positionAt(table, place, row)] ?? '',
  }));
}
