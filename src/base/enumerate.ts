/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[], conjunction = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** `layer "a"`, `layers "a", "b" and "c"`, `layers "a", "b" and 17 others`. */
export function layerList(layers: readonly string[]): string {
  const names = layers.map((name) => `"${name}"`);
  if (names.length <= 3) return `${names.length === 1 ? 'layer' : 'layers'} ${enumerate(names)}`;
  return `layers ${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
}
