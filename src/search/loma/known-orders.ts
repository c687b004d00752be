/** The rank of orders that are worse than the best one, or don't fit the memories. All other ranks are positive. */
export const WORSE = 0;

/** Largest number of table entries, of 4 bytes each. */
const MOST_ENTRIES = 2 ** 27;

/** Thrown when the table of known orders is full. */
export class TooManyKnownOrders extends Error {}

/**
 * The ranks of all orders that a search has decided, stored by prefix in a tree. An entry holds for all orders with its prefix.
 * An entry is a rank, or an exchange: the two neighbouring loops whose exchange gives an order of the same cost.
 * Finding a rank takes one step per loop and exchange.
 */
export class KnownOrders {
  private readonly symbols: number;
  /** Child of node n for symbol s at `n · symbols + s`: 0 for none, a node, −1 − 2 · rank, or −2 − 2 · position of an exchange. */
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

  /** Adds the rank of all orders that share this prefix. No prefix may be a prefix of another one. */
  addRank(order: Int32Array, length: number, rank: number): void {
    this.add(order, length, -1 - 2 * rank);
  }

  /** Adds a prefix whose orders keep their cost when the loops at `position` and `position` + 1 are exchanged. */
  addExchange(order: Int32Array, length: number, position: number): void {
    this.add(order, length, -2 - 2 * position);
  }

  /** The rank of an order; −1 if the order isn't known. */
  rankOf(order: Int32Array): number {
    const { children, symbols, known } = this;
    known.set(order);
    let node = 0;
    for (let position = 0; position < known.length; position++) {
      node = children[node * symbols + known[position]];
      if (node > 0) continue;
      if (node === 0) return -1;
      const code = -1 - node;
      if (code % 2 === 0) return code / 2;
      // Every exchange gives an order that comes earlier in the tree, so the loop ends.
      const place = (code - 1) / 2;
      const held = known[place];
      known[place] = known[place + 1];
      known[place + 1] = held;
      node = 0;
      position = -1;
    }
    return -1;
  }

  /** Adds the entry of a prefix and the nodes on its path. */
  private add(order: Int32Array, length: number, entry: number): void {
    const last = Math.max(1, length) - 1;
    let node = 0;
    for (let position = 0; position < last; position++) {
      const place = node * this.symbols + order[position];
      // `create` may replace the array, so the child is read again.
      const child = this.children[place] === 0 ? this.create() : this.children[place];
      this.children[place] = child;
      node = child;
    }
    this.children[node * this.symbols + order[last]] = entry;
  }

  private create(): number {
    if ((this.nodes + 1) * this.symbols > this.children.length) {
      if (this.children.length >= MOST_ENTRIES) throw new TooManyKnownOrders('the table of known orders is full');
      const larger = new Int32Array(this.children.length * 2);
      larger.set(this.children);
      this.children = larger;
    }
    return this.nodes++;
  }
}
