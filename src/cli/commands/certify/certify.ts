import { printable } from '../../../base/plain-text.ts';
import { platformFiles } from '../../../platform/node.ts';
import { type Certification, certify } from '../../../run/certificate/certify.ts';
import { folderOf } from '../../stored-run.ts';

/** `zigzag certify DIR`. Exit code 3 unless every layer is proven. */
export async function certifyCommand(results: string, json: boolean): Promise<number> {
  const certification = await certify(folderOf(results), platformFiles);
  process.stdout.write(
    json ? `${JSON.stringify(documentOf(certification), undefined, 2)}\n` : `${textOf(certification)}\n`,
  );
  return certification.isProven ? 0 : 3;
}

function documentOf({
  objective,
  costModel,
  spatialMappings,
  layers,
  withoutMapping,
  isProven,
}: Certification): unknown {
  return {
    schemaVersion: 1,
    units: { latency: 'cycles', energy: 'pJ', EDP: 'pJ·cycles' },
    objective,
    ...(costModel === 'reference' ? {} : { costModel }),
    spatialMappings,
    proven: isProven,
    layers: layers.map(({ id, name, value, verdict }) => ({
      id,
      name,
      value,
      verdict: verdict.is,
      ...(verdict.is === 'proven' ? {} : { reason: verdict.reason }),
    })),
    withoutMapping,
  };
}

function textOf({ objective, costModel, spatialMappings, layers, withoutMapping, isProven }: Certification): string {
  const width = Math.max(0, ...layers.map(({ verdict }) => verdict.is.length));
  const lines = layers.map(({ id, name, verdict }) => {
    const reason = verdict.is === 'proven' ? '' : `: ${verdict.reason}`;
    return `${verdict.is.padEnd(width)}  ${id}: ${printable(name)}${printable(reason)}`;
  });
  const count = layers.filter(({ verdict }) => verdict.is === 'proven').length;
  const space = spatialMappings === 'all' ? 'all spatial mappings' : `the first ${spatialMappings} spatial mappings`;
  const model = costModel === 'reference' ? '' : `, by the ${costModel} cost model`;
  return [
    ...lines,
    ...withoutMapping.map((name) => `${'not finished'.padEnd(width)}  ${printable(name)}: the run found no mapping`),
    `${isProven ? 'Proven' : 'Not proven'}: ${count} of ${layers.length} layers have the least ${objective} of ${space}${model}.`,
  ].join('\n');
}
