import { plainText, quantityText } from '../../base/number-text.ts';
import type { SettingUnit, SettingValue } from '../../design-space/setting.ts';
import { typeset } from './words.ts';

/** A value for readers: `512 KiB`, `48`, `48 × 48`, `weight stationary`. */
export function settingText(value: SettingValue, unit: SettingUnit): string {
  if (typeof value === 'number') return unit === 'bit' ? typeset(quantityText(value, 'bit')) : plainNumber(value);
  if (typeof value === 'string') return value;
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value)) return value.map((item) => settingText(item, unit)).join(value.every(isNumber) ? ' × ' : ', ');
  return Object.entries(value)
    .map(([field, item]) => `${field} ${settingText(item, unit)}`)
    .join(', ');
}

/** A value as a number, so that values have an order: of lists of equal numbers this number. */
export function settingNumber(value: SettingValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && isList(value)) {
    const [first] = value;
    return typeof first === 'number' && value.every((item) => item === first) ? first : undefined;
  }
  return undefined;
}

/** Whether a value says what it is: a number alone does not. */
export function saysItself(value: SettingValue, unit: SettingUnit): boolean {
  return typeof value === 'number' ? unit !== '' : typeof value === 'string' || typeof value === 'object';
}

function isList(value: SettingValue): value is readonly SettingValue[] {
  return Array.isArray(value);
}

function isNumber(value: SettingValue): boolean {
  return typeof value === 'number';
}

/** More digits than `plainText` keeps of numbers below one. */
function plainNumber(value: number): string {
  return Math.abs(value) >= 1 || value === 0 ? plainText(value) : String(Number(value.toPrecision(4)));
}
