/** A value of a field of an input: what YAML can hold. */
export type SettingValue =
  | number
  | string
  | boolean
  | null
  | readonly SettingValue[]
  | { readonly [field: string]: SettingValue };

/** What the numbers of a parameter are, so that readers see `512 KiB` rather than 4194304: bits, or plain numbers. */
export type SettingUnit = 'bit' | '';

/** A parameter of a sweep: its name and the values that it takes, in the order of the file. */
export interface Parameter {
  /** As expressions and results name it: `sram`. */
  readonly name: string;
  /** For readers: `SRAM size`; the name where the file gives none. */
  readonly title: string;
  readonly unit: SettingUnit;
  readonly values: readonly SettingValue[];
}

/** Whether a value is plain data that a field may have. */
export function isSettingValue(value: unknown): value is SettingValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isSettingValue);
  return typeof value === 'object' && Object.values(value).every(isSettingValue);
}
