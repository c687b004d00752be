import { randomBytes } from 'node:crypto';
import { InputError } from '../../../base/diagnostic.ts';
import { distinctKinds, kindsOfInput } from '../../../io/files/kind-of-file.ts';
import { readInput } from '../../../io/files/read-input.ts';
import { platformFiles, studioFolder } from '../../../platform/node.ts';
import { siteFiles } from './site-files.ts';
import { type ServedInput, serveSite } from './site-server.ts';

export interface StudioOptions {
  readonly port: number;
  readonly host: string;
}

/** `zigzag studio`: serves the page in which a design is changed, until it is interrupted. Returns 0 then. */
export async function studioCommand(names: readonly string[], { port, host }: StudioOptions): Promise<number> {
  const inputs = await servedInputs(names);
  const files = siteFiles(studioFolder());
  const token = randomBytes(24).toString('base64url');
  const { server, port: chosen } = await serveSite({ files, inputs, token, host, port });
  const shown = host.includes(':') ? `[${host}]` : host;
  process.stdout.write(`http://${shown}:${chosen}/${inputs.length === 0 ? '' : `#files=${token}`}\n`);
  process.stderr.write('The studio is served at this address. Press Ctrl+C to end it.\n');
  await new Promise<void>((resolve) => {
    const stop = (): void => {
      server.close(() => resolve());
      server.closeAllConnections();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  return 0;
}

/**
 * The files that the page starts with, at most one of each kind. Names of built-in examples stand for the kind that the others lack.
 * @throws InputError when a file is no input, or two are of one kind.
 */
async function servedInputs(names: readonly string[]): Promise<readonly ServedInput[]> {
  const kinds = distinctKinds(await Promise.all(names.map((name) => kindsOfInput(name, platformFiles))));
  const inputs: ServedInput[] = [];
  for (const [index, name] of names.entries()) {
    const kind = kinds[index];
    if (kind === undefined || kind === 'sweep') throw new InputError([notAnInput(name)]);
    const other = inputs.find((input) => input.kind === kind);
    if (other !== undefined) throw new InputError([twice(kind, other.name, name)]);
    const { isBuiltIn } = await readInput(kind, name, platformFiles);
    inputs.push({ kind, name, isBuiltIn, read: () => platformFiles.read(name) });
  }
  return inputs;
}

function notAnInput(name: string) {
  return {
    code: 'ZZ6082',
    severity: 'error' as const,
    file: name,
    message: 'the studio opens an accelerator, a workload and a mapping, and this is none of them',
    hint: 'leave the file out; a sweep is run by zigzag sweep',
  };
}

function twice(kind: string, one: string, other: string) {
  return {
    code: 'ZZ6083',
    severity: 'error' as const,
    file: other,
    message: `${one} and ${other} are both read as the ${kind}`,
    hint: `give one ${kind}`,
  };
}
