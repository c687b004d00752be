import { isMap, isSeq, parseDocument } from 'yaml';

/** A mapping file with an entry written into it, and the lines of the entry, from 1. */
export interface WrittenText {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * The mapping file with an entry for a name, which replaces the first entry of this name. Everything else stays, comments included.
 * @param entry YAML of a list with this one entry.
 */
export function withEntry(text: string, name: string, entry: string): WrittenText | undefined {
  const { contents, errors } = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  if (errors.length > 0 || !isSeq(contents)) return undefined;
  const old = contents.items.find((item) => isMap(item) && item.toJSON().name === name);
  if (contents.flow === true) {
    // A list in brackets is written anew, one entry a line. JSON is YAML too.
    const kept = contents.items.filter((item) => item !== old).map((item) => `- ${JSON.stringify(item)}\n`);
    return joined(kept.join(''), entry, '\n');
  }
  const margin = ' '.repeat(columnAt(text, contents.range[0]));
  const indented = entry.split('\n').join(`\n${margin}`);
  if (!isMap(old) || old.range == null) return joined(`${text.trimEnd()}\n\n${margin}`, indented, '\n');
  const dash = text.lastIndexOf('-', old.range[0]);
  const end = text.slice(0, old.range[1]).trimEnd().length;
  return joined(text.slice(0, dash), indented, text.slice(end));
}

function joined(before: string, entry: string, after: string): WrittenText {
  const firstLine = before.split('\n').length;
  return { text: `${before}${entry}${after}`, firstLine, lastLine: firstLine + entry.split('\n').length - 1 };
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
