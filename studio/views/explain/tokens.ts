/** A piece of a formula. */
export interface Token {
  readonly text: string;
  /** Place among the operands of the formula; undefined for operators, brackets and names of functions. */
  readonly operand?: number;
}

const PIECE = /[A-Za-zµ_][\w.,']*(?:\([\w., ]*\))?|\d[\d.]*(?:e[+-]?\d+)?|\s+|./gu;
const FUNCTIONS = new Set(['max', 'min', 'ceil', 'floor', 'trunc', 'round', 'sum', 'abs']);

/** Cuts a formula into operands and what stands between them. */
export function tokensOf(formula: string): Token[] {
  let count = 0;
  return (
    formula.match(PIECE)?.map((text): Token => {
      const isOperand = /^[A-Za-zµ_\d]/u.test(text) && !FUNCTIONS.has(text.replace(/\(.*/, ''));
      return isOperand ? { text, operand: count++ } : { text };
    }) ?? []
  );
}

/** The operands of a formula in order: `N`, `e_r`. */
export function operandsOf(formula: string): string[] {
  return tokensOf(formula).flatMap(({ text, operand }) => (operand === undefined ? [] : [text]));
}
