/** What is wrong with an expression, and at which character (0-based). */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly character: number;

  constructor(message: string, character: number) {
    super(message);
    this.character = character;
  }
}

/** A name and where it starts. */
export interface ScannedName {
  readonly text: string;
  readonly character: number;
}

/** Reads the small expressions of workload files from left to right; blanks between symbols do not matter. */
export class ExpressionScanner {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes `symbol` if it comes next. */
  accept(symbol: string): boolean {
    this.skipBlanks();
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.position += symbol.length;
    return true;
  }

  expect(symbol: string, what: string): void {
    if (!this.accept(symbol)) this.fail(what);
  }

  /** Letters, digits and underscores. */
  acceptName(): ScannedName | undefined {
    this.skipBlanks();
    const [text] = /^\w+/.exec(this.text.slice(this.position)) ?? [];
    if (text === undefined) return undefined;
    const character = this.position;
    this.position += text.length;
    return { text, character };
  }

  expectName(what: string): ScannedName {
    return this.acceptName() ?? this.fail(what);
  }

  expectEnd(what: string): void {
    this.skipBlanks();
    if (this.position < this.text.length) this.fail(what);
  }

  /** Where the next symbol starts. */
  character(): number {
    this.skipBlanks();
    return this.position;
  }

  fail(expected: string): never {
    this.skipBlanks();
    const found = this.text[this.position];
    const what = found === undefined ? 'the end' : JSON.stringify(found);
    throw new ExpressionError(`found ${what} at character ${this.position + 1}; expected ${expected}`, this.position);
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.position] ?? '')) this.position++;
  }
}
