/** A chain that cannot work, with everything that is wrong with it. Thrown when the chain is built, before any file is read. */
export class ChainError extends Error {
  override readonly name = 'ChainError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`this chain of stages cannot run:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
