import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { checkProblem } from '../../certificate/check-problem.ts';
import { type CertificateDocument, certificateSchema } from '../../certificate/document.ts';
import { type ProblemQuestion, TOLERANCE } from '../../certificate/question.ts';
import { notFinished, objectiveValue, refuted, type Verdict } from '../../certificate/verdict.ts';
import { valueAt } from '../../io/text/source-document.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import type { ResultsDocument } from '../../results/index.ts';
import { readResults } from '../../results/read-results.ts';
import { recordedInputs } from './recorded-inputs.ts';

/** Name of the file in a result folder. */
export const CERTIFICATE_FILE = 'certificate.json';

/** What the check of one layer came to. */
export interface CertifiedLayer {
  readonly id: number;
  readonly name: string;
  /** What the results say that the layer costs, each of its repetitions: cycles, pJ or pJ·cycles. */
  readonly value: number;
  readonly verdict: Verdict;
}

export interface Certification {
  readonly objective: CertificateDocument['objective'];
  readonly costModel: CostModelName;
  readonly spatialMappings: CertificateDocument['spatialMappings'];
  /** In the order of the results. */
  readonly layers: readonly CertifiedLayer[];
  /** Layers that have no mapping, of which nothing is shown. */
  readonly withoutMapping: readonly string[];
  readonly isProven: boolean;
}

/**
 * Checks the certificate in the folder of a run against its results and its inputs (docs/certificate.md). Shares no code with the search.
 * @throws InputError where there is no certificate, or an input is not the one of the run.
 */
export async function certify(folder: string, files: FileAccess): Promise<Certification> {
  const { document: results } = await readResults(folder, files);
  const certificate = await readCertificate(`${folder}/${CERTIFICATE_FILE}`, files);
  const { layers, accelerator } = await recordedInputs(results, certificate.inputs, files);
  const { objective, spatialMappings, costModel = 'reference' } = certificate;
  const checked = new Map<string, Verdict>();
  const certified = results.layers.map(({ id, name, energy, latency, times }): CertifiedLayer => {
    const value = objectiveValue(objective, energy / times, latency / times);
    const layer = layers.find((other) => other.id === id && other.name === name);
    const verdict =
      layer === undefined
        ? refuted('the workload has no such layer')
        : layer.repeat !== times
          ? refuted(`the results are those of ${times} such layers, the workload has ${layer.repeat}`)
          : verdictOf(
              certificate,
              results,
              { layer, accelerator, costModel, objective, mostSpatialMappings: mostOf(spatialMappings) },
              value,
              checked,
            );
    return { id, name, value, verdict };
  });
  const withoutMapping = layers
    .filter(({ id }) => !results.layers.some((other) => other.id === id))
    .map(({ name }) => name);
  const isProven = withoutMapping.length === 0 && certified.every(({ verdict }) => verdict.is === 'proven');
  return { objective, costModel, spatialMappings, layers: certified, withoutMapping, isProven };
}

function mostOf(spatialMappings: CertificateDocument['spatialMappings']): number | undefined {
  return spatialMappings === 'all' ? undefined : spatialMappings;
}

/** @param checked verdicts by problem and layer: equal layers are checked once. */
function verdictOf(
  certificate: CertificateDocument,
  { options }: ResultsDocument,
  question: ProblemQuestion,
  value: number,
  checked: Map<string, Verdict>,
): Verdict {
  const { layer, objective, costModel } = question;
  if ((options.costModel ?? 'reference') !== costModel) {
    return refuted(`the run used another cost model; the certificate is about the ${costModel} model`);
  }
  if (options.opt !== objective) return refuted(`the run minimised ${String(options.opt)}, not ${objective}`);
  if ((options.nbSpatialMappingsGenerated ?? 'all') !== certificate.spatialMappings) {
    return refuted('the run searched other spatial mappings');
  }
  const problem = certificate.problems.find(({ layers }) => layers.some(({ id }) => id === layer.id));
  if (problem === undefined) return notFinished('the certificate says nothing of the layer');
  if (Math.abs(problem.value - value) > TOLERANCE * value) {
    return refuted(`the results say ${value}, the certificate ${problem.value}`);
  }
  const key = `${certificate.problems.indexOf(problem)} ${layerKey(layer)}`;
  const verdict = checked.get(key) ?? checkProblem(question, problem);
  checked.set(key, verdict);
  return verdict;
}

async function readCertificate(path: string, files: FileAccess): Promise<CertificateDocument> {
  if (!(await files.exists(path))) {
    throw refusal('ZZ6070', path, 'there is no certificate', 'run again with --engine exact --certificate');
  }
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(await files.read(path)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal('ZZ6071', path, `the certificate cannot be read: ${reason}`, 'run again with --certificate');
  }
  const parsed = certificateSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = `the file is no certificate of this version${issue === undefined ? '' : faultOf(issue, data)}`;
  throw refusal('ZZ6071', path, message, 'run again with --certificate');
}

/** Where a certificate is wrong; with the value where the schema says what it expects. */
function faultOf(
  { path, message }: { readonly path: readonly PropertyKey[]; readonly message: string },
  data: unknown,
) {
  const steps = path.map(String);
  if (steps.length === 0) return '';
  if (message === 'Invalid input') return `: ${steps.join('.')} is not what a run writes`;
  const value = JSON.stringify(valueAt(data, steps)) ?? 'missing';
  return `: ${steps.join('.')} is ${value.slice(0, 60)}, expected ${message}`;
}

function refusal(code: string, file: string, message: string, hint: string): InputError {
  const diagnostic: Diagnostic = { code, severity: 'error', file, message, hint };
  return new InputError([diagnostic]);
}
