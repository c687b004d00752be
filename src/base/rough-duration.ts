/** A time that is only estimated, rounded up to one unit: `12 seconds`, `45 minutes`, `3 hours`. */
export function roughDuration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return `${Math.ceil(milliseconds / 1000)} seconds`;
  return minutes < 90 ? `${Math.ceil(minutes)} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
