import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schemas = readdirSync(join(root, 'schemas'));
const schema = (...args: readonly string[]) => zigzagHere(root, ['schema', ...args]);

describe('zigzag schema', () => {
  test('lists every schema of the package, and prints each', async () => {
    const { stdout } = await schema();
    for (const file of schemas) {
      expect(stdout).toContain(`./schemas/${file}`);
      const printed = await schema(file.replace('.schema.json', ''));
      expect(printed.stdout).toBe(readFileSync(join(root, 'schemas', file), 'utf8'));
    }
  });

  test('gives VS Code settings whose paths exist, absolute ones from elsewhere', async () => {
    const settings = Object(JSON.parse((await schema('--vscode')).stdout));
    const paths = [...Object.keys(settings['yaml.schemas']), settings['json.schemas'][0].url];
    expect(paths.map((path) => path.replace('./schemas/', '')).sort()).toEqual(schemas);
    const elsewhere = await zigzagHere(temporaryFolder(), ['schema', 'mapping', '--vscode']);
    expect(Object.keys(Object(JSON.parse(elsewhere.stdout))['yaml.schemas'])).toEqual([
      join(root, 'schemas/mapping.schema.json'),
    ]);
  });

  test('says which schemas there are', async () => {
    const { status, stderr } = await schema('acelerator');
    expect(status).toBe(1);
    expect(stderr).toContain('did you mean "accelerator"?');
  });
});

describe('the schemas', () => {
  test.each(schemas)('%s is of a draft that editors read, without keywords of later ones', (file) => {
    const text = readFileSync(join(root, 'schemas', file), 'utf8');
    expect(Object(JSON.parse(text)).$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(text).not.toMatch(
      /"(prefixItems|\$defs|dependentSchemas|dependentRequired|unevaluated\w+|minContains|\$dynamicRef)"/,
    );
  });
});

test('every built-in file names its schema for both kinds of editors', () => {
  for (const kind of ['accelerators', 'workloads', 'mappings', 'sweeps']) {
    for (const file of readdirSync(join(root, 'examples', kind)).filter((name) => name.endsWith('.yaml'))) {
      const [first, second] = readFileSync(join(root, 'examples', kind, file), 'utf8').split('\n');
      const [, path] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first ?? '') ?? [];
      expect(second, file).toBe(`# $schema: ${path}`);
      expect(schemas.map((name) => `../../schemas/${name}`)).toContain(path);
    }
  }
});

test('every given mapping of the validation names its schema, as its folder has it', () => {
  const folder = join(root, 'examples/validation');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const given = files.map((name) => readFileSync(join(folder, name), 'utf8')).filter((text) => /^links:/m.test(text));
  expect(given.length).toBeGreaterThan(10);
  const path = '../../../schemas/given-mapping.schema.json';
  for (const text of given) {
    expect(text.startsWith(`# yaml-language-server: $schema=${path}\n# $schema: ${path}\n`)).toBe(true);
  }
});
