import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * ZigZag keeps some names in unordered sets. The iteration order of these sets is fixed but arbitrary, and it decides ties. It
 * follows from a hash of each name and from the layout of the hash table. Both are reproduced here, so that the same mapping wins
 * (docs/mapping-search.md#hash-order).
 */
export type HashedName = 'loopDimension' | 'arrayDimension';

const KEYS: Readonly<Record<HashedName, string>> = {
  loopDimension:
    '4b1ea5044d38e2e638006ff20d31ddf06d166f24c7c6d3699aa166ab6567d52f904839637d927086e9fa7d35590badb5d9b89eef301a188dda106ef400a35527',
  arrayDimension:
    '787d596743d5cde420028638dfc2cde1b3401aeb75a50aa73b05690faab94f1c3bd8352e7860c7a76c139690573c93dc0a590f571736656d59b45f14c0094864',
};

const MODULUS = (1n << 61n) - 1n;

const known = new Map<string, bigint>();

/** Hash of a name, below 2⁶¹. */
export function nameHash(kind: HashedName, name: string): bigint {
  const key = `${kind} ${name}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const text = utf8ToBytes(name);
  const bytes = new Uint8Array(3 + 8 + 2 + text.length + 2);
  bytes.set([0x80, 0x04, 0x95]);
  new DataView(bytes.buffer).setBigUint64(3, BigInt(text.length + 4), true);
  bytes.set([0x8c, text.length], 11);
  bytes.set(text, 13);
  bytes.set([0x94, 0x2e], 13 + text.length);
  const digest = Array.from(sha512(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = (BigInt(`0x${digest}`) ^ BigInt(`0x${KEYS[kind]}`)) % MODULUS;
  known.set(key, hash);
  return hash;
}

/** The names in the iteration order of a set. They are inserted in the given order; duplicates count once. */
export function hashOrder(kind: HashedName, names: Iterable<string>): string[] {
  let table: (string | undefined)[] = new Array(8).fill(undefined);
  let used = 0;
  for (const name of new Set(names)) {
    insert(table, kind, name);
    used++;
    if (5 * used < 3 * (table.length - 1)) continue;
    let size = 8;
    while (size <= 4 * used) size *= 2;
    const larger: (string | undefined)[] = new Array(size).fill(undefined);
    for (const moved of table) if (moved !== undefined) insert(larger, kind, moved);
    table = larger;
  }
  return table.filter((name) => name !== undefined);
}

/** Inserts a name. A short linear probe comes first; then a jump mixes in further bits of the hash. */
function insert(table: (string | undefined)[], kind: HashedName, name: string): void {
  const size = BigInt(table.length);
  let perturbation = nameHash(kind, name);
  let slot = perturbation % size;
  for (;;) {
    const start = Number(slot);
    const last = start + 9 <= table.length - 1 ? start + 9 : start;
    for (let probe = start; probe <= last; probe++) {
      if (table[probe] !== undefined) continue;
      table[probe] = name;
      return;
    }
    perturbation >>= 5n;
    slot = (slot * 5n + 1n + perturbation) % size;
  }
}
