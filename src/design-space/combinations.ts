/** How many combinations there are of one choice out of each of some lists; 1 without lists. */
export function combinationCount(lengths: readonly number[]): number {
  return lengths.reduce((count, length) => count * length, 1);
}

/** The positions of a combination in its lists, by its number: the position in the last list changes fastest. */
export function combinationAt(lengths: readonly number[], index: number): number[] {
  const positions = new Array<number>(lengths.length).fill(0);
  let rest = index;
  for (let place = lengths.length - 1; place >= 0; place--) {
    const length = lengths[place] ?? 1;
    positions[place] = rest % length;
    rest = Math.floor(rest / length);
  }
  return positions;
}

/** The number of the combination with these positions. */
export function combinationIndex(lengths: readonly number[], positions: readonly number[]): number {
  return lengths.reduce((index, length, place) => index * length + (positions[place] ?? 0), 0);
}

/** Every combination, in the order of the numbers. */
export function* combinationsOf(lengths: readonly number[]): Generator<number[]> {
  const count = combinationCount(lengths);
  for (let index = 0; index < count; index++) yield combinationAt(lengths, index);
}
