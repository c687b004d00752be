/** Number of single-character edits between two words. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Longer words are no names that someone mistyped, and comparing them takes long. */
const LONGEST_WORD = 100;
/** As many known words are compared. */
const MOST_WORDS = 1000;

/** The known word nearest to what was written, if it is near enough to be a slip; case, `-`/`_` and a plural in -ies do not count. */
export function nearestWord(written: string, known: Iterable<string>): string | undefined {
  const plain = (word: string): string =>
    word
      .toLowerCase()
      .replace(/[-_\s]/g, '')
      .replace(/ies$/, 'y');
  if (written.length > LONGEST_WORD) return undefined;
  let compared = 0;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const word of known) {
    if (++compared > MOST_WORDS) break;
    if (word.length > LONGEST_WORD) continue;
    const distance = editDistance(plain(written), plain(word));
    if (distance < bestDistance && distance < word.length) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const word = nearestWord(written, known);
  return word === undefined ? '' : `; did you mean "${word}"?`;
}
