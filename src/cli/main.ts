import { readFileSync } from 'node:fs';

/**
 * The `zigzag` command. Exit codes: 0 done, 1 invalid input or usage, 2 some layer has no valid mapping, 3 `zigzag diff --fail-above` found
 * figures that got worse, or `zigzag certify` a result that is not proven. An interrupt ends it at once, by its default action: files appear whole or not at all anyway. Only a run
 * with a result folder first ends its searches and writes its results (terminal/interrupt.ts).
 * Only results go to standard output; progress, warnings and errors go to standard error.
 */
export async function main(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', endWithoutOutput);
  // Where nothing can be said, the exit code still tells.
  process.stderr.on('error', () => {});
  const version = packageVersion();
  if (asksForVersionOnly(argv)) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const { runProgram } = await import('./program.ts');
  return runProgram(argv, version);
}

/** Answered here, before the code of any command is loaded. */
function asksForVersionOnly([, , option, ...others]: readonly string[]): boolean {
  return others.length === 0 && (option === '--version' || option === '-V');
}

/** `zigzag run | head` closes the pipe early, which is no fault; a full disk is one. */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  console.error(`error: the results cannot be printed: ${error.message}`);
  process.exit(1);
}

function packageVersion(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof description === 'object' && description !== null && 'version' in description
    ? String(description.version)
    : 'unknown';
}
