import { InputError } from '../../base/diagnostic.ts';
import { type DesignDescription, describeDesign } from '../../design-space/describe-design.ts';
import type { DesignRules, InputData } from '../../design-space/design-rules.ts';
import { DesignSpace } from '../../design-space/design-space.ts';
import { originOf, type SourceDocument } from '../../io/text/source-document.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import { readSweep } from '../file/read-sweep.ts';
import { resolveFields } from '../file/resolve-fields.ts';
import { readRunOptions } from '../file/run-options.ts';
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

/** A sweep ready to be worked on: what its manifest means. */
export interface OpenSweep {
  readonly manifest: SweepManifest;
  readonly definition: SweepDefinition;
  readonly documents: SweepDocuments;
  readonly rules: DesignRules;
  readonly space: DesignSpace;
  /** The inputs of a design. */
  readonly describe: (index: number) => DesignDescription;
}

/** @throws InputError with every fault of the sweep file that its inputs bring to light. */
export function openSweep(manifest: SweepManifest): OpenSweep {
  const document = parseYaml(manifest.file.text, manifest.file.file);
  const { value: definition } = readSweep(document);
  refuseRunOptions(document, definition);
  const documents = documentsOf(document, manifest, definition);
  const inputs: InputData = {
    accelerator: documents.accelerator.data,
    mapping: documents.mapping.data,
    workload: documents.workload?.data,
    run: definition.run,
  };
  const rules = resolveFields(document, definition, inputs);
  const space = new DesignSpace(rules.parameters);
  const describe = (index: number) => describeDesign(inputs, rules, space.settingsAt(index));
  return { manifest, definition, documents, rules, space, describe };
}

function refuseRunOptions(document: SourceDocument, { run }: SweepDefinition): void {
  const { problems } = readRunOptions(run);
  if (problems.length === 0) return;
  throw new InputError(
    problems.map(({ key, message, hint }) => errors.runOption(originOf(document, ['run', key]), message, hint)),
  );
}

function documentsOf(document: SourceDocument, manifest: SweepManifest, definition: SweepDefinition): SweepDocuments {
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
