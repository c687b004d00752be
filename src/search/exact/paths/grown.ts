/** The larger of two arrays, with what the smaller one has at its beginning. */
export function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
