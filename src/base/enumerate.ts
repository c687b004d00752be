/** So many words of a list are written out. */
const MOST_WORDS = 20;

/** `a, b, c`. Of a long list the beginning, and how many others there are. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, MOST_WORDS).map((word) => (word.length > 60 ? `${word.slice(0, 57)}…` : word));
  return words.length > MOST_WORDS ? `${shown.join(', ')} and ${words.length - MOST_WORDS} more` : shown.join(', ');
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[], conjunction = 'and'): string {
  if (words.length > MOST_WORDS) return listed(words);
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** `layer "a"`, `layers "a", "b" and "c"`, `layers "a", "b" and 17 others`. */
export function layerList(layers: readonly string[]): string {
  const names = layers.map((name) => `"${name}"`);
  if (names.length <= 3) return `${names.length === 1 ? 'layer' : 'layers'} ${enumerate(names)}`;
  return `layers ${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
}
