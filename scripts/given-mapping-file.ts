import type { RandomCase } from '../test/corrected/random-case.ts';

/** A given mapping as a YAML file that `zigzag evaluate` reads, with comments before it. */
export function givenMappingFile({ layer, accelerator, ...rest }: RandomCase, comments: readonly string[]): string {
  const { memories, ...array } = accelerator;
  return [
    ...comments.map((line) => `# ${line}`),
    'layer:',
    ...entries(layer, '  '),
    'accelerator:',
    ...entries(array, '  '),
    '  memories:',
    ...Object.entries(memories).flatMap(([name, memory]) => [
      `    ${name}:`,
      ...entries({ ...memory, ports: undefined }, '      '),
      '      ports:',
      ...memory.ports.map((port) => `        - ${flow(port)}`),
    ]),
    ...entries({ ...rest, temporal: undefined }, ''),
    'temporal:',
    ...entries(rest.temporal, '  '),
    '',
  ].join('\n');
}

function entries(record: object, indent: string): string[] {
  return Object.entries(record).flatMap(([key, value]) =>
    value === undefined ? [] : [`${indent}${key}: ${flow(value)}`],
  );
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && /\W/.test(value) ? JSON.stringify(value) : String(value);
}
