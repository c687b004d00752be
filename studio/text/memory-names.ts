import { lineFinder } from './lines.ts';
import { placesOf, samePath } from './numbers.ts';

/** A memory whose name tells another size than it has, and a name that would be true. */
export interface MisleadingName {
  readonly memory: string;
  /** Bits. */
  readonly size: number;
  readonly name: string;
  /** Of the size, from 1. */
  readonly line: number;
}

const BYTES: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
const BITS_PER_BYTE = 8;

/** Memories named after a size that is no longer theirs. */
export function suggestedNames(text: string): MisleadingName[] {
  const lineAt = lineFinder(text);
  const { numbers, entries } = placesOf(text);
  return numbers.flatMap(({ path, value, from }): MisleadingName[] => {
    const [, memory] = path;
    if (path.length !== 3 || path[0] !== 'memories' || path[2] !== 'size' || typeof memory !== 'string') return [];
    const [, start, digits, prefix = ''] = /^(.*?_)(\d+)([KMG]?)B$/.exec(memory) ?? [];
    const factor = BYTES[prefix];
    if (start === undefined || factor === undefined || Number(digits) * factor * BITS_PER_BYTE === value) return [];
    const name = `${start}${byteName(value / BITS_PER_BYTE)}`;
    const isTaken = entries.some((entry) => samePath(entry.path, ['memories', name]));
    return isTaken || value % BITS_PER_BYTE !== 0 ? [] : [{ memory, size: value, name, line: lineAt(from) }];
  });
}

/** `512KB`. */
function byteName(bytes: number): string {
  const prefix = ['G', 'M', 'K'].find((one) => bytes % (BYTES[one] ?? 1) === 0) ?? '';
  return `${bytes / (BYTES[prefix] ?? 1)}${prefix}B`;
}

/** The text with another name of a memory, wherever the whole word stands. */
export function withMemoryName(text: string, memory: string, name: string): string {
  const word = memory.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g'), () => name);
}
