import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { type CertificateDocument, certificateSchema } from '../../src/certificate/document.ts';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { type Certification, certify } from '../../src/run/certificate/certify.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { zigzagHere, zigzagIn } from '../cli/support.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Certificates of whole runs: written, checked, and changed. */

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const ACCELERATOR = rowOfUnits({ l1: memory(256), l2: memory(4096), dram: memory(2 ** 30) });
const WORKLOAD = [
  matrixProduct(0, 'first', [6, 8, 4]),
  matrixProduct(1, 'same', [6, 8, 4]),
  matrixProduct(2, 'other', [4, 4, 12]),
];

beforeAll(async () => {
  writeFileSync(at('accelerator.yaml'), JSON.stringify(ACCELERATOR));
  writeFileSync(at('workload.yaml'), JSON.stringify(WORKLOAD));
  writeFileSync(at('mapping.yaml'), JSON.stringify([FREE_MAPPING]));
  await run('results');
});

async function run(name: string, options: object = {}): Promise<void> {
  await getHardwarePerformance({
    workload: at('workload.yaml'),
    accelerator: at('accelerator.yaml'),
    mapping: at('mapping.yaml'),
    temporalMappingSearchEngine: 'exact',
    certificate: true,
    dumpFolder: at(name),
    ...options,
  });
}

function certificateOf(name: string): CertificateDocument {
  return certificateSchema.parse(JSON.parse(readFileSync(join(at(name), 'certificate.json'), 'utf8')));
}

/** A folder with the same results, and a certificate that was changed. */
function withCertificate(name: string, change: (document: CertificateDocument) => void): string {
  const document = certificateOf('results');
  change(document);
  mkdirSync(at(name), { recursive: true });
  writeFileSync(join(at(name), 'results.json'), readFileSync(join(at('results'), 'results.json')));
  writeFileSync(join(at(name), 'certificate.json'), JSON.stringify(document));
  return at(name);
}

function verdicts({ layers }: Certification): string[] {
  return layers.map(({ verdict }) => verdict.is);
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics[0]?.code;
  }
}

describe('the certificate of a run', () => {
  test.each(COST_MODELS.flatMap((costModel) => ['latency', 'energy', 'EDP'].map((opt) => [costModel, opt] as const)))(
    'proves it by the %s model and %s',
    async (costModel, opt) => {
      const name = `${costModel}-${opt}`;
      await run(name, { opt, costModel });
      const found = await certify(at(name), platformFiles);
      expect({ ...found, layers: verdicts(found) }).toEqual({
        objective: opt,
        costModel,
        spatialMappings: 'all',
        layers: ['proven', 'proven', 'proven'],
        withoutMapping: [],
        isProven: true,
      });
      expect(certificateOf(name).problems.map(({ layers }) => layers.map(({ name }) => name))).toEqual([
        ['first', 'same'],
        ['other'],
      ]);
    },
  );

  test.each(['latency', 'energy'])(
    'proves ResNet-18 on tpu_like by %s, in less than 100 kB',
    { timeout: 120_000 },
    async (opt) => {
      const costModel = opt === 'energy' ? 'corrected' : 'reference';
      const network = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', opt, costModel };
      await run(`resnet18-${opt}`, { ...network, nbSpatialMappingsGenerated: 1 });
      const found = await certify(at(`resnet18-${opt}`), platformFiles);
      expect(verdicts(found)).toEqual(new Array<string>(21).fill('proven'));
      expect(readFileSync(join(at(`resnet18-${opt}`), 'certificate.json')).length).toBeLessThan(100_000);
    },
  );

  test('is open where the search ended within a gap, or is not covered', async () => {
    await run('even', { temporalMappingType: 'even' });
    const found = await certify(at('even'), platformFiles);
    expect(verdicts(found)).toEqual(['not finished', 'not finished', 'not finished']);
    expect(found.isProven).toBe(false);
    expect(found.layers[0]?.verdict).toMatchObject({ reason: 'the checker does not cover even mappings' });
  });

  test('needs a folder', async () => {
    expect(await codeOf(run('', { dumpFolder: undefined }))).toBe('ZZ6024');
  });
});

describe('a certificate that was changed', () => {
  test.each<readonly [string, (document: CertificateDocument) => void, readonly string[]]>([
    ['a layer left out', ({ problems }) => problems.splice(1, 1), ['proven', 'proven', 'not finished']],
    [
      'a layer among others',
      ({ problems }) => problems[0]?.layers.push(...(problems.pop()?.layers ?? [])),
      ['proven', 'proven', 'refuted'],
    ],
    [
      'another value',
      ({ problems: [first] }) => {
        if (first !== undefined) first.value *= 1 + 1e-6;
      },
      ['refuted', 'refuted', 'proven'],
    ],
    [
      'no candidates',
      ({ problems: [first] }) => {
        if (first !== undefined) first.candidates = [];
      },
      ['not finished', 'not finished', 'proven'],
    ],
    [
      'fewer spatial mappings',
      (document) => {
        document.spatialMappings = 1;
      },
      ['refuted', 'refuted', 'refuted'],
    ],
    [
      'another objective',
      (document) => {
        document.objective = 'energy';
      },
      ['refuted', 'refuted', 'refuted'],
    ],
    [
      'another cost model',
      (document) => {
        document.costModel = 'corrected';
      },
      ['refuted', 'refuted', 'refuted'],
    ],
    [
      'a loop without end',
      ({ problems: [first] }) => first?.witness.loops.push('C 1e400'),
      ['refuted', 'refuted', 'proven'],
    ],
  ])('has %s', async (name, change, expected) => {
    expect(verdicts(await certify(withCertificate(name, change), platformFiles))).toEqual(expected);
  });

  test('is of other inputs', async () => {
    const other = withCertificate('other inputs', (document) => {
      document.inputs.mapping = '0'.repeat(64);
    });
    expect(await codeOf(certify(other, platformFiles))).toBe('ZZ6072');
  });

  test('is missing, or no certificate', async () => {
    const other = withCertificate('no certificate', () => {});
    writeFileSync(join(other, 'certificate.json'), '{"schemaVersion": 1}');
    expect(await codeOf(certify(other, platformFiles))).toBe('ZZ6071');
    const wrongModel = JSON.stringify({ ...certificateOf('results'), costModel: 'Corrected' });
    writeFileSync(join(other, 'certificate.json'), wrongModel);
    await expect(certify(other, platformFiles)).rejects.toThrow(
      'costModel is "Corrected", expected reference or corrected',
    );
    await run('without', { certificate: false });
    expect(await codeOf(certify(at('without'), platformFiles))).toBe('ZZ6070');
  });
});

describe('zigzag certify', () => {
  test('says what it comes to per layer, with an exit code', async () => {
    const good = zigzagIn(folder, ['certify', 'results']);
    expect(good).toEqual({
      status: 0,
      stdout: [
        'proven  0: first',
        'proven  1: same',
        'proven  2: other',
        'Proven: 3 of 3 layers have the least latency of all spatial mappings.',
        '',
      ].join('\n'),
      stderr: '',
    });
    withCertificate('half', ({ problems }) => problems.splice(1, 1));
    const half = await zigzagHere(folder, ['certify', 'half']);
    expect(half.status).toBe(3);
    expect(half.stdout).toContain('not finished  2: other: the certificate says nothing of the layer');
    await run('corrected', { costModel: 'corrected' });
    expect((await zigzagHere(folder, ['certify', 'corrected'])).stdout).toContain('by the corrected cost model.');
    const json: unknown = JSON.parse((await zigzagHere(folder, ['certify', 'half', '--json'])).stdout);
    expect(json).toMatchObject({ proven: false, layers: [{ verdict: 'proven' }, {}, { verdict: 'not finished' }] });
  });

  test('refuses inputs that were changed, and does without a file that is gone', async () => {
    writeFileSync(at('mapping.yaml'), JSON.stringify([{ ...FREE_MAPPING, spatial_mapping_hint: { D1: ['K'] } }]));
    expect(await codeOf(certify(at('results'), platformFiles))).toBe('ZZ6072');
    writeFileSync(at('mapping.yaml'), JSON.stringify([FREE_MAPPING]));
    expect((await certify(at('results'), platformFiles)).isProven).toBe(true);
  });
});
