import { InputError } from '../../base/diagnostic.ts';
import { originOf, type SourceDocument } from '../../io/text/source-document.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import * as errors from '../file/sweep-errors.ts';
import type { SweepManifest } from './manifest.ts';

/** The documents of the inputs that designs change. */
export interface SweepDocuments {
  readonly accelerator: SourceDocument;
  readonly mapping: SourceDocument;
  /** Undefined where the network is an ONNX model, or there are several. */
  readonly workload: SourceDocument | undefined;
}

/** @throws InputError for fields of a workload that has none. */
export function documentsOf(
  document: SourceDocument,
  manifest: SweepManifest,
  definition: SweepDefinition,
): SweepDocuments {
  const { accelerator, mapping, workloads } = manifest;
  const [workload] = workloads;
  const setsWorkload = [
    ...definition.parameters.flatMap(({ sets }) => sets),
    ...definition.derived.map(({ path }) => path),
  ].some(({ input }) => input === 'workload');
  const isText = workloads.length === 1 && workload !== undefined && 'text' in workload;
  if (setsWorkload && !isText) {
    const at = originOf(document, ['workloads']);
    const problem =
      workloads.length > 1
        ? 'fields of a workload are set, but there are several workloads'
        : 'fields of the workload are set, but an ONNX model has none';
    throw new InputError([
      errors.workloadFields(at, problem, 'use one workload of layer records, or set run.dim for an ONNX model'),
    ]);
  }
  return {
    accelerator: parseYaml(accelerator.text, accelerator.file),
    mapping: parseYaml(mapping.text, mapping.file),
    workload: isText ? parseYaml(workload.text, workload.file) : undefined,
  };
}
