/** A set of beginnings of orders, to ask whether an order begins with any of them. */
export class PrefixSet {
  private readonly symbols: number;
  /** Child of node n for symbol s at `n · symbols + s`; 0 for none, −1 where a beginning ends. */
  private children: number[];

  constructor(symbols: number) {
    this.symbols = symbols;
    this.children = new Array<number>(symbols).fill(0);
  }

  clear(): void {
    this.children = new Array<number>(this.symbols).fill(0);
  }

  /** @param length 1 or more. No beginning in the set may begin with another. */
  add(order: Int32Array, length: number): void {
    let node = 0;
    for (let position = 0; position < length; position++) {
      const place = node * this.symbols + order[position];
      if (position === length - 1) {
        this.children[place] = -1;
      } else if (this.children[place] > 0) {
        node = this.children[place];
      } else {
        const created = this.children.length / this.symbols;
        for (let symbol = 0; symbol < this.symbols; symbol++) this.children.push(0);
        this.children[place] = created;
        node = created;
      }
    }
  }

  hasBeginningOf(order: Int32Array): boolean {
    let node = 0;
    for (let position = 0; position < order.length; position++) {
      node = this.children[node * this.symbols + order[position]];
      if (node <= 0) return node < 0;
    }
    return false;
  }
}
