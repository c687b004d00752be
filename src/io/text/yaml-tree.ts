import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { controlCharacter } from '../../base/plain-text.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { Findings } from './findings.ts';
import { foreignText } from './foreign-text.ts';
import { formatPath, isRecord, type Position } from './source-document.ts';
import * as errors from './yaml-errors.ts';
import { plainScalar } from './yaml-scalar.ts';

/** A value of the document together with the places it was written at. */
export interface SourceNode {
  readonly value: unknown;
  /** Character offset of the value in the text. */
  readonly offset: number;
  /** Offset of the key in front of it. */
  readonly keyOffset?: number;
  /** Block collections are reported at their key, which stands on the line a user looks for. */
  readonly isBlock: boolean;
  /** Offset of the first character of a text written on one line without escapes. */
  readonly textOffset?: number;
  readonly children: ReadonlyMap<string | number, SourceNode>;
  /** Number of values this one stands for after replacing all references. */
  readonly size: number;
}

/** Values that references may stand for in total. Keeps a "billion laughs" file from filling the memory. */
const ALIAS_LIMIT = 100_000;

type Step = string | number;

/** Turns parsed YAML into plain values with positions: scalar rules, references, merge keys and duplicate keys. */
export class SourceTreeBuilder {
  readonly warnings = new Findings();
  private readonly anchors = new Map<string, SourceNode | 'open'>();
  private aliasedValues = 0;
  private readonly text: string;
  private readonly lines: LineCounter;
  private readonly file: string | undefined;

  constructor(text: string, lines: LineCounter, file: string | undefined) {
    this.text = text;
    this.lines = lines;
    this.file = file;
  }

  build(document: Document): SourceNode {
    return this.node(document.contents, 0, []);
  }

  positionAt(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  originAt(offset: number, path: readonly Step[]): SourceOrigin {
    const file = this.file === undefined ? {} : { file: this.file };
    return { ...file, ...this.positionAt(offset), path: formatPath(path) };
  }

  private node(node: Node | null, fallbackOffset: number, path: readonly Step[]): SourceNode {
    const offset = node?.range?.[0] ?? fallbackOffset;
    if (node === null) return leaf(null, fallbackOffset);
    if (isAlias(node)) return this.alias(node.source, offset, path);
    if (node.tag !== undefined && !KNOWN_TAGS.has(node.tag))
      this.refuse(
        foreignText(this.text, (place) => this.originAt(place, [])) ??
          errors.unsupportedTag(this.originAt(offset, path), node.tag),
      );
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    const built = this.collectionOrScalar(node, offset, fallbackOffset, path);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private collectionOrScalar(node: Node, offset: number, fallbackOffset: number, path: readonly Step[]): SourceNode {
    if (isMap(node)) return this.map(node, offset, path);
    if (isSeq(node)) return this.list(node, offset, path);
    if (!isScalar(node)) return leaf(null, fallbackOffset);
    const text = String(node.value ?? '');
    this.refuseControlCharacters(text, offset, path);
    if (node.type === 'PLAIN' && node.tag === undefined) {
      const value = plainScalar(text);
      if (value === null && text === '') return leaf(null, fallbackOffset);
      return this.oneLineText(leaf(value, offset), offset, text);
    }
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    return this.oneLineText(leaf(text, offset), isQuoted ? offset + 1 : offset, text);
  }

  private oneLineText(node: SourceNode, textOffset: number, text: string): SourceNode {
    return this.text.startsWith(text, textOffset) && !text.includes('\n') ? { ...node, textOffset } : node;
  }

  private alias(anchor: string, offset: number, path: readonly Step[]): SourceNode {
    const target = this.anchors.get(anchor);
    if (target === undefined) this.refuse(errors.unknownAnchor(this.originAt(offset, path), anchor));
    if (target === 'open') this.refuse(errors.circularAlias(this.originAt(offset, path), anchor));
    this.aliasedValues += target.size;
    if (this.aliasedValues > ALIAS_LIMIT) this.refuse(errors.tooManyAliases(this.originAt(offset, path), ALIAS_LIMIT));
    return { ...leaf(target.value, offset), children: target.children, size: target.size };
  }

  private list(node: YAMLSeq, offset: number, path: readonly Step[]): SourceNode {
    const children = new Map<number, SourceNode>();
    node.items.forEach((item, index) => {
      children.set(index, this.node(isNode(item) ? item : null, offset, [...path, index]));
    });
    const value = [...children.values()].map((child) => child.value);
    return { value, offset, isBlock: node.flow !== true, children, size: totalSize(children) };
  }

  private map(node: YAMLMap, offset: number, path: readonly Step[]): SourceNode {
    const written = new Map<string, SourceNode>();
    const merged = new Map<string, SourceNode>();
    for (const pair of node.items) {
      const { key, keyOffset, isPlain } = this.key(pair, offset, path);
      const value = this.node(isNode(pair.value) ? pair.value : null, keyOffset, [...path, key]);
      if (key === '<<' && isPlain && mergeSources(value).length > 0) {
        for (const source of mergeSources(value))
          for (const [name, child] of source.children) merged.set(String(name), child);
        continue;
      }
      const first = written.get(key);
      if (first?.keyOffset !== undefined) {
        const [firstAt, secondAt] = [this.positionAt(first.keyOffset), this.positionAt(keyOffset)];
        this.warnings.add([errors.duplicateKey(this.originAt(keyOffset, [...path, key]), key, firstAt, secondAt)]);
      }
      written.set(key, { ...value, keyOffset });
    }
    // As PyYAML does: merged entries come first and are overridden in place.
    const children = new Map([...merged, ...written]);
    const value = Object.fromEntries([...children].map(([key, child]) => [key, child.value]));
    return { value, offset, isBlock: node.flow !== true, children, size: totalSize(children) };
  }

  private key(
    pair: Pair,
    mapOffset: number,
    path: readonly Step[],
  ): { key: string; keyOffset: number; isPlain: boolean } {
    const node = pair.key;
    if (!isScalar(node)) return { key: '', keyOffset: mapOffset, isPlain: true };
    const key = String(node.value ?? '');
    const keyOffset = node.range?.[0] ?? mapOffset;
    // The one name that objects treat specially.
    if (key === '__proto__') this.refuse(errors.reservedKey(this.originAt(keyOffset, path), key));
    this.refuseControlCharacters(key, keyOffset, path);
    return { key, keyOffset, isPlain: node.type === 'PLAIN' };
  }

  private refuseControlCharacters(text: string, offset: number, path: readonly Step[]): void {
    const character = controlCharacter(text);
    if (character !== undefined) this.refuse(errors.controlCharacter(this.originAt(offset, path), character));
  }

  private refuse(diagnostic: Diagnostic): never {
    throw new InputError([...this.warnings, diagnostic]);
  }
}

const KNOWN_TAGS = new Set(['tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq']);

const NO_CHILDREN: ReadonlyMap<Step, SourceNode> = new Map();

function leaf(value: unknown, offset: number): SourceNode {
  return { value, offset, isBlock: false, children: NO_CHILDREN, size: 1 };
}

function totalSize(children: ReadonlyMap<Step, SourceNode>): number {
  let size = 1;
  for (const child of children.values()) size += child.size;
  return size;
}

/** The maps that `<<: *a` or `<<: [*a, *b]` merges, weakest first; none if the value is something else. */
function mergeSources(value: SourceNode): readonly SourceNode[] {
  const candidates = Array.isArray(value.value) ? [...value.children.values()].reverse() : [value];
  return candidates.every((candidate) => isRecord(candidate.value)) ? candidates : [];
}
