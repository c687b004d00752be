/*
 * Where in a YAML file a place is, also while the file cannot be parsed: by indentation, and by braces that are open on the line.
 */

/** What is being written at a place. */
export interface YamlContext {
  /** Keys from the root to the map around; `[]` stands for an item of a list. */
  readonly path: readonly string[];
  /** The key whose value is written; undefined where a key is. */
  readonly key: string | undefined;
  /** Start of the word at the place. */
  readonly from: number;
}

const KEY = /^(\s*)((?:- +)*)(["']?)([\w$ .-]+?)\3\s*:(?:\s|$)/;

/** The context of a place. */
export function contextAt(text: string, place: number): YamlContext {
  const start = text.lastIndexOf('\n', place - 1) + 1;
  const line = text.slice(start, place);
  const above = text.slice(0, start).split('\n').slice(0, -1);
  const [, word = ''] = /([\w.-]*)$/.exec(line) ?? [];
  const from = place - word.length;
  const open = line.lastIndexOf('{') > line.lastIndexOf('}') ? line.lastIndexOf('{') : -1;
  const { indent, dashes } = shapeOf(line);
  const around = pathAbove(above, indent, dashes > 0);
  const items = Array.from({ length: dashes }, () => '[]');
  if (open >= 0) {
    const before = KEY.exec(line.slice(0, open));
    const part = line.slice(Math.max(open, line.lastIndexOf(',')) + 1);
    const value = /^\s*(["']?)([\w$.-]+)\1\s*:/.exec(part);
    const holder = before === null ? [] : [before[4] ?? ''];
    return { path: [...around, ...items, ...holder], key: value?.[2], from };
  }
  const continued = openBraceAbove(above);
  if (continued !== undefined) {
    const value = /([\w$.-]+)\s*:\s*[^,{}]*$/.exec(line);
    return { path: continued, key: value?.[1], from };
  }
  const value = KEY.exec(`${line} `);
  return { path: [...around, ...items], key: value === null ? undefined : value[4], from };
}

/** Keys from the root to the map in which a line of this indentation stands. */
function pathAbove(lines: readonly string[], indent: number, isItem: boolean): string[] {
  const path: string[] = [];
  let limit = indent;
  let canBeEqual = isItem;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (/^\s*(#.*)?$/.test(line)) continue;
    const shape = shapeOf(line);
    const found = KEY.exec(line);
    const isHolder = shape.indent < limit || (canBeEqual && shape.indent === limit && shape.dashes === 0);
    if (!isHolder) {
      // A key beside this one may be the first of a list item: the dash stands further to the left.
      if (shape.dashes > 0 && shape.keyIndent === limit && path[0] !== '[]') {
        path.unshift('[]');
        limit = shape.indent;
        canBeEqual = true;
      }
      continue;
    }
    if (
      shape.dashes > 0 &&
      shape.keyIndent < indent &&
      found !== null &&
      path.length === 0 &&
      shape.keyIndent !== limit
    ) {
      path.unshift('[]', found[4] ?? '');
    } else if (shape.dashes > 0) {
      path.unshift('[]');
    } else if (found !== null) {
      path.unshift(found[4] ?? '');
    }
    limit = shape.indent;
    canBeEqual = shape.dashes > 0;
    if (limit === 0 && !canBeEqual) break;
  }
  return path;
}

/** The path of a brace that is still open above, as ports are often written on two lines. */
function openBraceAbove(lines: readonly string[]): string[] | undefined {
  const last = lines.at(-1) ?? '';
  const open = last.lastIndexOf('{');
  if (open < 0 || last.includes('}', open)) return undefined;
  const { indent, dashes } = shapeOf(last);
  const holder = KEY.exec(last.slice(0, open));
  return [
    ...pathAbove(lines.slice(0, -1), indent, dashes > 0),
    ...Array.from({ length: dashes }, () => '[]'),
    ...(holder === null ? [] : [holder[4] ?? '']),
  ];
}

function shapeOf(line: string): { indent: number; dashes: number; keyIndent: number } {
  const [, blanks = '', dashes = ''] = /^(\s*)((?:-\s+)*)/.exec(line) ?? [];
  return { indent: blanks.length, dashes: (dashes.match(/-/g) ?? []).length, keyIndent: blanks.length + dashes.length };
}
