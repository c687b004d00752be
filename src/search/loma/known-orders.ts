/** The verdict on orders that are worse than the best, or do not fit. All others are positive. */
export const LOST = 0;

/** Of 4 bytes each: what a search may remember of its orders. */
const MOST_ENTRIES = 2 ** 27;

/** There are more orders to tell apart than may be remembered. */
export class TreeTooLarge extends Error {}

/**
 * What is known of orders, by their beginnings: for every beginning that decides, a verdict, or which neighbours to
 * exchange to get to an order of the same cost that is known. Looking an order up walks down a tree, one step per loop.
 */
export class PrefixVerdicts {
  private readonly symbols: number;
  /** Child of node n for symbol s at `n · symbols + s`: 0 unknown, a further node, or −1 − 2 · verdict, or −2 − 2 · exchange. */
  private children: Int32Array;
  private readonly known: Int32Array;
  private nodes = 1;

  /**
   * @param symbols number of distinct loops.
   * @param length number of loops in every order.
   */
  constructor(symbols: number, length: number) {
    this.symbols = symbols;
    this.children = new Int32Array(symbols * 256);
    this.known = new Int32Array(length);
  }

  /** Notes a verdict on all orders that begin like this one. Beginnings noted never begin with one another. */
  addVerdict(order: Int32Array, length: number, verdict: number): void {
    this.note(order, length, -1 - 2 * verdict);
  }

  /** Notes that all orders that begin like this one cost the same with the loops at `position` and behind it exchanged. */
  addExchange(order: Int32Array, length: number, position: number): void {
    this.note(order, length, -2 - 2 * position);
  }

  /** The verdict on an order; −1 if there is none. */
  lookUp(order: Int32Array): number {
    const { children, symbols, known } = this;
    known.set(order);
    let node = 0;
    for (let position = 0; position < known.length; position++) {
      node = children[node * symbols + known[position]];
      if (node > 0) continue;
      if (node === 0) return -1;
      const code = -1 - node;
      if (code % 2 === 0) return code / 2;
      // Every exchange leads to an order that comes earlier in the tree, so this ends.
      const place = (code - 1) / 2;
      const held = known[place];
      known[place] = known[place + 1];
      known[place + 1] = held;
      node = 0;
      position = -1;
    }
    return -1;
  }

  /** Makes the entry for a beginning, and the nodes on the way to it. */
  private note(order: Int32Array, length: number, entry: number): void {
    const last = Math.max(1, length) - 1;
    let node = 0;
    for (let position = 0; position < last; position++) {
      const place = node * this.symbols + order[position];
      // Making a node may move the entries, so they are looked up anew.
      const child = this.children[place] === 0 ? this.create() : this.children[place];
      this.children[place] = child;
      node = child;
    }
    this.children[node * this.symbols + order[last]] = entry;
  }

  private create(): number {
    if ((this.nodes + 1) * this.symbols > this.children.length) {
      if (this.children.length >= MOST_ENTRIES) throw new TreeTooLarge('too many orders to remember');
      const larger = new Int32Array(this.children.length * 2);
      larger.set(this.children);
      this.children = larger;
    }
    return this.nodes++;
  }
}
