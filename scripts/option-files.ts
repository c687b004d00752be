import { readFileSync } from 'node:fs';
import { RUN_OPTIONS } from '../src/run/options/option-table.ts';
import { COMMAND_WORDS, LIBRARY_WORDS, needOf } from '../src/run/options/option-words.ts';
import type { OptionNeed, RunOption } from '../src/run/options/run-option.ts';

/* What is made from the table of run options: the type of the options, with comments for editors, and the table in docs/options.md. */

const LINE = 130;
const BEGIN = '<!-- made by `npm run options` from src/run/options/option-table.ts: begin -->';
const END = '<!-- end -->';

/** src/run/options/options.ts */
export function optionsModule(): string {
  const members = RUN_OPTIONS.map((option) => {
    const optional = option.required ? ['', ''] : ['?', ' | undefined'];
    return `${comment(option)}\n  readonly ${option.name}${optional[0]}: OptionValues['${option.name}']${optional[1]};\n`;
  });
  return `import type { OptionValues } from './option-table.ts';

/*
 * Made from option-table.ts by \`npm run options\`. Editors show the comments of an interface, but not those of a type that the
 * compiler derives.
 */

/** Options of a run over a whole network (docs/options.md). */
export interface HardwarePerformanceOptions {
${members.join('')}}
`;
}

/** docs/options.md, its table made anew. */
export function optionsPage(): string {
  const page = readFileSync(new URL('../docs/options.md', import.meta.url), 'utf8');
  const [before = '', after = ''] = [page.split(BEGIN)[0], page.split(END)[1]];
  const rows = RUN_OPTIONS.map((option) => `| ${cells(option).map(escaped).join(' | ')} |`);
  return [
    `${before}${BEGIN}\n`,
    '| Option | Flag | Value | Default | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    `\n${END}${after}`,
  ].join('\n');
}

function cells(option: RunOption): string[] {
  const { name, flag, kind, worksWith } = option;
  const need = worksWith === undefined ? [] : [`Only with ${needs(worksWith)}.`];
  return [
    `\`${name}\``,
    flag === undefined ? '' : `\`${flag.name}${flag.argument === undefined ? '' : ` ${flag.argument}`}\``,
    kind.label,
    defaults(option),
    [sentences(option), ...need].join(' '),
  ];
}

function needs(need: OptionNeed): string {
  if (need.format === 'onnx') return 'an ONNX model';
  return `\`${needOf(need, LIBRARY_WORDS)}\` (\`${needOf(need, COMMAND_WORDS)}\`)`;
}

function defaults({ required, fallback, fallbackOption, flag }: RunOption): string {
  if (required) return 'required';
  if (fallbackOption !== undefined) return `as \`${fallbackOption}\``;
  if (fallback === undefined) return '';
  const command = flag?.fallback === undefined ? '' : `; \`${flag.fallback}\` in the command`;
  return `\`${fallback}\`${command}`;
}

function sentences({ help, more }: RunOption): string {
  return `${help.charAt(0).toUpperCase()}${help.slice(1)}.${more === undefined ? '' : ` ${more}`}`;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

/** On one line where it fits. */
function comment(option: RunOption): string {
  const { fallback, fallbackOption } = option;
  const value = fallbackOption ?? fallback;
  const text = `${sentences(option)}${value === undefined ? '' : ` Default \`${value}\`.`}`;
  if (text.length <= LINE - 9) return `  /** ${text} */`;
  const lines = (text.match(/.{1,124}(?: |$)/g) ?? []).map((line) => line.trimEnd());
  return `  /**\n${lines.map((line) => `   * ${line}\n`).join('')}   */`;
}
