/** A figure for a table: up to three decimals, without trailing zeros. */
export function exact(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** `12.3 %`. */
export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}
