/*
 * Works out what an explanation prints, by itself: `ceil(64 · 8 / 512) · (64 / 2048) − max(0, 3)`. It knows the text alone and
 * nothing of the library.
 */

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  ceil: Math.ceil,
  trunc: Math.trunc,
  max: Math.max,
  min: Math.min,
};

/** @throws Error where the text is no expression. `values`: what the names in it stand for. */
export function evaluateExpression(text: string, values: ReadonlyMap<string, number> = new Map()): number {
  // Longer names first, so that none is taken for the start of another.
  const names = [...values.keys()].toSorted((a, b) => b.length - a.length);
  let position = 0;

  const skip = (): void => {
    while (text[position] === ' ') position++;
  };
  const take = (token: string): boolean => {
    skip();
    if (!text.startsWith(token, position)) return false;
    position += token.length;
    return true;
  };
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`expected "${token}" at ${position} of ${text}`);
  };

  const sum = (): number => {
    let value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('−')) value -= product();
      else return value;
    }
  };
  const product = (): number => {
    let value = atom();
    for (;;) {
      if (take('·')) value *= atom();
      else if (take('/')) value /= atom();
      else return value;
    }
  };
  const atom = (): number => {
    if (take('−')) return -atom();
    if (take('(')) {
      const value = sum();
      expect(')');
      return value;
    }
    const name = names.find((candidate) => take(candidate));
    if (name !== undefined) return values.get(name) ?? Number.NaN;
    for (const [called, work] of Object.entries(FUNCTIONS)) {
      if (!take(`${called}(`)) continue;
      const list = [sum()];
      while (take(',')) list.push(sum());
      expect(')');
      return work(...list);
    }
    skip();
    const [number] = /^\d+(\.\d+)?(e[+-]\d+)?/.exec(text.slice(position)) ?? [];
    if (number === undefined) throw new Error(`expected a number at ${position} of ${text}`);
    position += number.length;
    return Number(number);
  };

  const value = sum();
  skip();
  if (position < text.length) throw new Error(`"${text.slice(position)}" is left of ${text}`);
  return value;
}
