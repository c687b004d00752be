import { printable } from '../../base/plain-text.ts';
import type { ResultsDocument } from '../../results/index.ts';
import { RUN_OPTIONS } from '../options/option-table.ts';
import type { RunOption } from '../options/run-option.ts';

/** The command that gives the figures of a run again from its saved mapping. What is at its default is left out. */
export function repeatingCommand({ inputs, options }: Pick<ResultsDocument, 'inputs' | 'options'>): string {
  const flags = RUN_OPTIONS.flatMap((option) => {
    if (isOfEngine(option)) return [];
    return flagsOf(option, options[option.name]);
  });
  const input = (kind: 'workload' | 'accelerator') => {
    const { name } = inputs[kind];
    return name === '(in memory)' ? `<${kind}>` : quoted(name);
  };
  return printable(
    [
      `zigzag run --workload ${input('workload')} --accelerator ${input('accelerator')} --mapping <this file>`,
      ...flags,
    ].join(' '),
  );
}

/** Orderings are followed by the default engine alone, whichever found them. */
function isOfEngine({ name, worksWith }: RunOption): boolean {
  return name === 'temporalMappingSearchEngine' || (worksWith?.value !== undefined && worksWith.value !== 'loma');
}

function flagsOf({ flag, fallback }: RunOption, value: unknown): string[] {
  if (flag === undefined || value === undefined || value === fallback || value === false) return [];
  if (value === true) return [flag.name];
  const word = Object.entries(flag.words ?? {}).find(([, meaning]) => meaning === value)?.[0];
  if (word !== undefined) return [`${flag.name} ${word}`];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, entry]) => `${flag.name} ${quoted(`${key}=${entry}`)}`);
  }
  return [`${flag.name} ${quoted(String(value))}`];
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
