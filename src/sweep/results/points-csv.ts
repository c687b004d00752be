import type { SettingValue } from '../../design-space/setting.ts';
import type { DesignPoint } from '../points/design-point.ts';
import type { SweepSummary } from '../points/sweep-results.ts';

/** The columns of a table of points: design, status, parameters, quantities by unit, front, reason. */
export function csvHeader({ parameters, quantities }: SweepSummary): string {
  return line([
    'design',
    'status',
    ...parameters.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`)),
    ...quantities.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`)),
    'within limits',
    'front',
    'reason',
  ]);
}

/** One point as a line; texts that hold a comma, a quote or a line end are quoted (RFC 4180). */
export function csvLine(
  point: DesignPoint,
  { parameters, quantities }: SweepSummary,
  front: ReadonlySet<number>,
): string {
  const values = point.status === 'costed' ? point.quantities : {};
  return line([
    point.point,
    point.status,
    ...parameters.map(({ name }) => settingText(point.settings[name] ?? null)),
    ...quantities.map(({ name }) => values[name] ?? ''),
    point.status === 'costed' ? String(point.exceeds === undefined) : '',
    point.status === 'costed' ? String(front.has(point.point)) : '',
    reasonOf(point),
  ]);
}

/** Why a design isn't costed. */
export function reasonOf(point: DesignPoint): string {
  if (point.status === 'costed') return '';
  if (point.status === 'refused') return point.reasons.map(({ code, message }) => `${code}: ${message}`).join('; ');
  return point.dominatedBy === undefined
    ? `exceeds ${(point.exceeds ?? []).join(', ')}`
    : `proven worse than design ${point.dominatedBy}`;
}

/** A value of a parameter as text: numbers and texts as they are, lists and maps as JSON. */
export function settingText(value: SettingValue): string | number {
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
