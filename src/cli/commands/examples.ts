import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../../base/suggest.ts';
import { EXAMPLES, exampleFolder, exampleName, type InputKind, listedName } from '../../io/files/examples.ts';
import { writeResult } from '../../io/files/write-result.ts';
import { examplePath, platformFiles, schemaPath } from '../../platform/node.ts';

const KINDS: readonly InputKind[] = ['accelerator', 'workload', 'mapping', 'sweep'];

/** `zigzag examples`. */
export async function listExamples(): Promise<number> {
  const sections = KINDS.map((kind) => {
    const lines = EXAMPLES[kind].map((file) => `  ${listedName(kind, file)}`);
    return [titleOf(kind), ...lines].join('\n');
  });
  process.stdout.write(
    `${sections.join('\n')}\n\ncopy one with: zigzag examples copy NAME DIR\nlanguage models are workloads, too: zigzag workload\n`,
  );
  return 0;
}

/** Where the built-ins of a kind are given; of networks also their bits. */
function titleOf(kind: InputKind): string {
  if (kind === 'sweep') return 'zigzag sweep';
  return kind === 'workload' ? '--workload   (networks of 8 bits)' : `--${kind}`;
}

/** `zigzag examples copy`: every built-in of that name, with the schemas their editor hints refer to. */
export async function copyExample(name: string, folder: string, force: boolean): Promise<number> {
  const found = KINDS.flatMap((kind) =>
    EXAMPLES[kind]
      .filter((file) => file === name || exampleName(file) === name)
      .map((file) => ({ kind, path: `${exampleFolder(kind)}/${file}` })),
  );
  if (found.length === 0) {
    const names = new Set(KINDS.flatMap((kind) => EXAMPLES[kind].map(exampleName)));
    throw new Error(`there is no built-in example "${name}"${didYouMean(name, names)} (see: zigzag examples)`);
  }
  const taken = found.map(({ path }) => join(folder, path)).filter((target) => existsSync(target) && !force);
  if (taken.length > 0) throw new Error(`${taken.join(', ')} exists already; use --force to overwrite`);
  for (const { kind, path } of found) {
    const target = join(folder, path);
    if (path.endsWith('.onnx')) {
      writeResult(platformFiles, target, readFileSync(examplePath(path)));
    } else {
      const text = readFileSync(examplePath(path), 'utf8');
      writeResult(
        platformFiles,
        target,
        text.replaceAll('$schema=../../', '$schema=../').replaceAll('$schema: ../../', '$schema: ../'),
      );
      copySchema(kind, folder);
    }
    process.stdout.write(`${target}\n`);
  }
  return 0;
}

function copySchema(kind: InputKind, folder: string): void {
  const file = `${kind}.schema.json`;
  writeResult(platformFiles, join(folder, 'schemas', file), readFileSync(schemaPath(file)));
}
