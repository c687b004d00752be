/** A figure for a table: up to three decimals, without trailing zeros. Digits are not grouped, so that figures can be copied. */
export function exact(value: number): string {
  const rounded = Number(value.toFixed(3));
  return String(rounded === 0 ? 0 : rounded);
}

/** `12.3 %`; `–` of nothing. */
export function percent(fraction: number): string {
  if (Number.isNaN(fraction)) return '–';
  return `${(fraction * 100).toFixed(1)} %`;
}

/** `+12.5`, `-3`, `0`: with a sign, as `exact`; a change too small for that is not printed as none. */
export function signed(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size < 0.0005 ? String(Number(size.toPrecision(1))) : exact(size);
  return `${value < 0 ? '-' : '+'}${text}`;
}

/** `+12.3 %`, with enough decimals that a change is never printed as none. */
export function signedPercent(fraction: number): string {
  if (fraction === 0) return '0 %';
  const size = Math.abs(fraction * 100);
  const text = size >= 0.05 ? size.toFixed(1) : size >= 0.001 ? size.toPrecision(1) : '<0.001';
  return `${fraction < 0 ? '-' : '+'}${text} %`;
}
