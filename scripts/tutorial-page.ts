import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* What docs/tutorial.md holds for a machine: files, in fences such as "```yaml first.yaml", and commands with what they print, in "```console". */

const COMMAND = fileURLToPath(new URL('../bin/zigzag.js', import.meta.url));

/** Stands in a printed output for lines that the page leaves out. */
const LEFT_OUT = '…';

/** Something to do, in the order of the page. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  | { readonly kind: 'command'; readonly command: string; readonly shown: string };

/** The files and commands of the page. A command starts with "$ "; what it prints follows. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    ([, language, name, text = '']): Step[] => {
      if (language === 'console') return commandsOf(text);
      return name === undefined ? [] : [{ kind: 'file', name, content: text }];
    },
  );
}

function commandsOf(text: string): Step[] {
  return [...text.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(([, command = '', shown = '']) => ({
    kind: 'command',
    command,
    shown,
  }));
}

/** Does a step in a folder; gives what a command printed. */
export function run(step: Step, folder: string): string {
  if (step.kind === 'file') {
    writeFileSync(join(folder, step.name), step.content);
    return '';
  }
  const [program = '', ...rest] = step.command.split(' ');
  const line = program === 'npx' ? `node ${JSON.stringify(COMMAND)} ${rest.slice(1).join(' ')}` : step.command;
  return execFileSync('/bin/sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
}

/** What the page should show of an output: as many lines before and after the gap as it shows now. */
export function excerpt(printed: string, shown: string): string {
  const [before = '', after] = shown.split(`${LEFT_OUT}\n`);
  if (after === undefined) return printed;
  const lines = printed.split(/(?<=\n)/);
  const count = (text: string): number => text.split('\n').length - 1;
  return [...lines.slice(0, count(before)), `${LEFT_OUT}\n`, ...lines.slice(lines.length - count(after))].join('');
}
