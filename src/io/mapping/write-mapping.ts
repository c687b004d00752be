import { controlCharacter, printable } from '../../base/plain-text.ts';
import type { MappingConstraints } from '../../model/mapping/mapping-constraints.ts';

/** An entry to write, and what is said about it in the file. */
export interface WrittenEntry {
  /** `entryName` becomes the name of the entry. */
  readonly constraints: MappingConstraints;
  /** Lines above the entry. */
  readonly comments: readonly string[];
  /** The entry refers to no other, and no other to it. */
  readonly standsAlone?: boolean;
}

/** Aliases are cheap to write and dear to read: later entries are written in full (yaml-tree.ts limits aliased values). */
const MOST_ALIASES = 1000;

/**
 * A mapping file (docs/mapping-format.md) that reads back as these entries, in this order. Entries that share an unrolling or an
 * ordering refer to the first of them by an anchor of YAML.
 * @param header lines above all entries.
 */
export function writeMapping(header: readonly string[], entries: readonly WrittenEntry[]): string {
  const shared = new SharedValues();
  for (const { constraints, standsAlone = false } of entries) {
    if (standsAlone) continue;
    for (const field of fieldsOf(constraints)) shared.count(field);
  }
  const blocks = entries.map(({ constraints, comments, standsAlone = false }) =>
    [
      ...comments.map(comment),
      `- name: ${scalar(constraints.entryName)}`,
      ...fieldsOf(constraints).flatMap((field) => (standsAlone ? written(field) : shared.write(field))),
    ].join('\n'),
  );
  return `${[header.map(comment).join('\n'), ...blocks].join('\n\n')}\n`;
}

/** Whether an entry can have the name of this layer. */
export function isEntryName(name: string): boolean {
  return name !== '' && controlCharacter(name) === undefined;
}

/** Why the format of mapping files cannot say what an entry asks for; undefined if it can. */
export function unwritablePart({ spatialMapping }: MappingConstraints): string | undefined {
  for (const { arrayDimension, unrollings } of spatialMapping) {
    for (const { dimension, factor } of unrollings) {
      const where = `${dimension} ${factor} on ${arrayDimension}`;
      if (!/^D\d$/.test(arrayDimension)) return `${where} is on an array dimension that mapping files cannot name`;
      if (!/^[A-Z]+\d*$/.test(dimension)) return `${where} unrolls a loop that mapping files cannot name`;
      if (!Number.isInteger(factor) || factor < 1) return `${where} is not a whole number of units`;
    }
  }
  return undefined;
}

/** A field of an entry: its lines, indented from its own name on. */
interface Field {
  readonly name: string;
  readonly lines: readonly string[];
  readonly note?: string;
  /** Whether it stands on lines of its own, and may have an anchor. */
  readonly isShareable: boolean;
}

function fieldsOf({
  spatialMapping,
  spatialMappingHint,
  temporalOrdering,
  memoryOperandLinks,
}: MappingConstraints): Field[] {
  const unrolled = spatialMapping.map(({ arrayDimension, unrollings }) => {
    const texts = unrollings.map(({ dimension, factor }) => `"${dimension}, ${factor}"`);
    return `${arrayDimension}: [${texts.join(', ')}]`;
  });
  const hints = [...spatialMappingHint].map(
    ([arrayDimension, loops]) => `${arrayDimension}: [${loops.map(scalar).join(', ')}]`,
  );
  const ordering = temporalOrdering.map(
    ({ dimension, size }) => `- [${scalar(dimension)}, ${size === '*' ? '"*"' : size}]`,
  );
  const links = [...memoryOperandLinks].map(([operand, memoryOperand]) => `${operand}: ${memoryOperand}`);
  const fields: Field[] = [
    { name: 'spatial_mapping', lines: unrolled, isShareable: true },
    { name: 'spatial_mapping_hint', lines: hints, isShareable: true },
    { name: 'temporal_ordering', lines: ordering, note: 'innermost first', isShareable: true },
  ];
  return [
    ...fields.filter(({ lines }) => lines.length > 0),
    { name: 'memory_operand_links', lines: [`{ ${links.join(', ')} }`], isShareable: false },
  ];
}

/** Gives values that several entries have a name, and writes them once. */
class SharedValues {
  private readonly counts = new Map<string, number>();
  private readonly anchors = new Map<string, string>();
  private aliases = 0;

  count(field: Field): void {
    const key = keyOf(field);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  write(field: Field): string[] {
    const key = keyOf(field);
    const isShared = field.isShareable && (this.counts.get(key) ?? 0) > 1;
    const known = this.anchors.get(key);
    if (!isShared || (known !== undefined && this.aliases >= MOST_ALIASES)) return written(field);
    if (known !== undefined) {
      this.aliases++;
      return [`  ${field.name}: *${known}`];
    }
    const anchor = `${field.name}_${this.anchors.size + 1}`;
    this.anchors.set(key, anchor);
    return written(field, ` &${anchor}`);
  }
}

function written({ name, lines, note, isShareable }: Field, anchor = ''): string[] {
  if (!isShareable) return [`  ${name}: ${lines.join('')}`];
  const remark = note === undefined ? '' : ` # ${note}`;
  return [`  ${name}:${anchor}${remark}`, ...lines.map((line) => `    ${line}`)];
}

function keyOf({ name, lines }: Field): string {
  return [name, ...lines].join('\n');
}

function comment(text: string): string {
  return text === '' ? '#' : `# ${printable(text)}`;
}

/** Words that YAML 1.1 or 1.2 reads as something else than a text. */
const NO_TEXT = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** A text as YAML: bare where no reader takes it for anything else. */
function scalar(text: string): string {
  if (/^[A-Za-z_/][\w./-]*$/.test(text) && !NO_TEXT.test(text)) return text;
  // A text of JSON is one of YAML too, except for these characters, which YAML does not print.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
