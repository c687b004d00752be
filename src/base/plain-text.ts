/*
 * Names come from files of others and end up in terminals, pages and tables. A terminal executes control characters instead of
 * showing them. Control characters of Unicode's bidirectional text turn the direction of the text behind them.
 */

const CONTROL_CHARACTERS = /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The text on one line, with a visible character in place of every control character. */
export function printable(text: string): string {
  return text.replace(CONTROL_CHARACTERS, '\ufffd');
}

/** The first control character of a text, as `U+001B`. Tabs and line ends are allowed. */
export function controlCharacter(text: string): string | undefined {
  for (const [character] of text.matchAll(CONTROL_CHARACTERS)) {
    if ('\t\n\r'.includes(character)) continue;
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return undefined;
}
