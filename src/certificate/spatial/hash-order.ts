import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Keys of the two kinds of names whose sets have a fixed, arbitrary order (docs/mapping-search.md#hash-order). */
const KEYS = {
  loops: BigInt(
    '0x4b1ea5044d38e2e638006ff20d31ddf06d166f24c7c6d3699aa166ab6567d52f904839637d927086e9fa7d35590badb5d9b89eef301a188dda106ef400a35527',
  ),
  array: BigInt(
    '0x787d596743d5cde420028638dfc2cde1b3401aeb75a50aa73b05690faab94f1c3bd8352e7860c7a76c139690573c93dc0a590f571736656d59b45f14c0094864',
  ),
};

const PRIME = 2n ** 61n - 1n;

const hashes = new Map<string, bigint>();

function hashOf(kind: keyof typeof KEYS, name: string): bigint {
  const known = hashes.get(kind + name);
  if (known !== undefined) return known;
  const text = utf8ToBytes(name);
  const head = [0x80, 0x04, 0x95, text.length + 4, 0, 0, 0, 0, 0, 0, 0, 0x8c, text.length];
  const digest = sha512(Uint8Array.from([...head, ...text, 0x94, 0x2e]));
  const hash = (BigInt(`0x${bytesToHex(digest)}`) ^ KEYS[kind]) % PRIME;
  hashes.set(kind + name, hash);
  return hash;
}

/** Names in the order of a set into which they are put one after the other. */
export function inSetOrder(kind: keyof typeof KEYS, names: readonly string[]): string[] {
  let slots = new Array<string | undefined>(8).fill(undefined);
  let used = 0;
  for (const name of new Set(names)) {
    slots[freeSlot(slots, hashOf(kind, name))] = name;
    if (5 * ++used < 3 * (slots.length - 1)) continue;
    const before = slots.filter((held) => held !== undefined);
    slots = new Array<string | undefined>(2 ** Math.max(3, Math.floor(Math.log2(4 * used)) + 1)).fill(undefined);
    for (const held of before) slots[freeSlot(slots, hashOf(kind, held))] = held;
  }
  return slots.filter((held) => held !== undefined);
}

function freeSlot(slots: readonly (string | undefined)[], hash: bigint): number {
  const size = BigInt(slots.length);
  let rest = hash;
  let at = hash % size;
  for (;;) {
    const first = Number(at);
    const tried = first + 9 < slots.length ? 10 : 1;
    for (let slot = first; slot < first + tried; slot++) if (slots[slot] === undefined) return slot;
    rest /= 32n;
    at = (5n * at + 1n + rest) % size;
  }
}
