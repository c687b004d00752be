/*
 * Names come from files of others and end up in terminals, pages and tables. Some characters would be obeyed there instead of shown:
 * control characters, and those that turn the direction of the text after them.
 */

const OBEYED = /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The text on one line, with characters that would be obeyed made visible. */
export function printable(text: string): string {
  return text.replace(OBEYED, '\ufffd');
}

/** The first character that would be obeyed, tabs and line ends aside, as `U+001B`. */
export function obeyedCharacter(text: string): string | undefined {
  for (const [character] of text.matchAll(OBEYED)) {
    if ('\t\n\r'.includes(character)) continue;
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return undefined;
}
