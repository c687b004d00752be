import { mkdirSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { writeYaml } from '../../src/io/files/write-yaml.ts';
import type { FuzzInput } from './fuzz-input.ts';

/**
 * Writes an input to a folder: the files of the run, and a program `run.mjs` that makes it. Returns the names of the files.
 * Damage to results is written as a list.
 */
export function writeReproducer(folder: string, { options, files = {}, damage }: FuzzInput, failure: string): string[] {
  const written = new Map<string, string | Uint8Array>(Object.entries(files));
  const references: Record<string, unknown> = { ...options };
  for (const kind of ['workload', 'accelerator', 'mapping']) {
    const content = options[kind];
    if (typeof content === 'string') continue;
    const file = content instanceof Uint8Array ? `${kind}.onnx` : `${kind}.yaml`;
    written.set(file, content instanceof Uint8Array ? content : writeYaml(content));
    references[kind] = file;
  }
  if (damage !== undefined) written.set('damage.txt', inspect(damage, { depth: null }));
  written.set('failure.txt', `${failure}\n`);
  written.set(
    'run.mjs',
    `import { getHardwarePerformance } from 'zigzag-ts';\n\nawait getHardwarePerformance(${inspect(references, { depth: null })});\n`,
  );
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of written) writeFileSync(`${folder}/${file}`, content);
  return [...written.keys()];
}
