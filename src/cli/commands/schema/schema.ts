import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { didYouMean } from '../../../base/suggest.ts';
import { schemaPath } from '../../../platform/node.ts';

export interface SchemaOptions {
  readonly vscode?: boolean;
}

/** The files that have a schema, and the names by which an editor knows them where they have no modeline. */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  accelerator: ['*.zigzag-accelerator.yaml', '**/accelerators/*.yaml'],
  workload: ['*.zigzag-workload.yaml', '**/workloads/*.yaml'],
  mapping: ['*.zigzag-mapping.yaml', '**/mappings/*.yaml'],
  sweep: ['*.zigzag-sweep.yaml', '**/sweeps/*.yaml'],
  'given-mapping': ['*.zigzag-given-mapping.yaml', '**/given-mappings/*.yaml'],
};
/** Results are JSON, which the editor itself checks. */
const RESULTS_PATTERNS: readonly string[] = ['**/results.json'];

/** `zigzag schema`: where the schemas are and how files name them, or one schema, or the settings of an editor. */
export async function schemaCommand(name: string | undefined, { vscode = false }: SchemaOptions): Promise<number> {
  const names = [...Object.keys(PATTERNS), 'results'];
  if (name !== undefined && !names.includes(name)) {
    throw new Error(`there is no schema "${name}"${didYouMean(name, names)} (there are: ${names.join(', ')})`);
  }
  if (vscode) process.stdout.write(`${JSON.stringify(settings(name === undefined ? names : [name]), undefined, 2)}\n`);
  else if (name === undefined) process.stdout.write(overview(names));
  else process.stdout.write(readFileSync(schemaPath(`${name}.schema.json`), 'utf8'));
  return 0;
}

/** Settings of VS Code: its YAML extension checks YAML files, and the editor itself JSON. */
function settings(names: readonly string[]): Readonly<Record<string, unknown>> {
  const yaml = names.filter((name) => name !== 'results');
  return {
    ...(yaml.length === 0
      ? {}
      : { 'yaml.schemas': Object.fromEntries(yaml.map((one) => [place(one), PATTERNS[one]])) }),
    ...(names.includes('results') ? { 'json.schemas': [{ url: place('results'), fileMatch: RESULTS_PATTERNS }] } : {}),
  };
}

function overview(names: readonly string[]): string {
  const [first = ''] = names;
  return [
    ...names.map((name) => `${name.padEnd(13)} ${place(name)}`),
    '',
    'Editors complete and check a file that begins with these two lines:',
    `# yaml-language-server: $schema=${place(first)}`,
    `# $schema: ${place(first)}`,
    '',
    'The first line is for VS Code and others with yaml-language-server, the second for JetBrains IDEs.',
    'For settings of VS Code in place of such lines: zigzag schema --vscode',
    '',
  ].join('\n');
}

/** The path of a schema, from the current folder if it lies within. */
function place(name: string): string {
  const path = schemaPath(`${name}.schema.json`);
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : `./${near.split(sep).join('/')}`;
}
