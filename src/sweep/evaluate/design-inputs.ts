import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { DesignDescription } from '../../design-space/describe-design.ts';
import { readAccelerator } from '../../io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../io/assemble-workload.ts';
import { type MappingFile, readMapping } from '../../io/mapping/read-mapping.ts';
import { readOnnxWorkload } from '../../io/onnx/read-onnx-workload.ts';
import type { WithWarnings } from '../../io/text/findings.ts';
import { formatPath, isRecord, withData } from '../../io/text/source-document.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import { readWorkload } from '../../io/workload/read-workload.ts';
import type { WorkloadDescription } from '../../io/workload/workload-description.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Workload } from '../../model/workload/workload.ts';
import type { HardwarePerformanceOptions } from '../../run/options/options.ts';
import { fitUnrollings } from '../../stages/hardware/fit-unrollings.ts';
import { changedArraySizes } from '../../stages/hardware/hardware-variants.ts';
import { readRunOptions } from '../file/run-options.ts';
import { runOption } from '../file/sweep-errors.ts';
import type { ManifestWorkload } from '../plan/manifest.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';

/** The inputs of a design, read. */
export interface DesignInputs {
  readonly accelerator: Accelerator;
  /** In the order of the sweep file, joined with the mapping constraints. */
  readonly workloads: readonly Workload[];
  /** Options of the run, without the inputs. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What reading them found odd. */
  readonly warnings: readonly Diagnostic[];
}

/** Options that say how an ONNX model is read. */
type OnnxReading = Pick<HardwarePerformanceOptions, 'dimensionValues' | 'inputShapes' | 'precision' | 'skipUnreadable'>;

/** Reads the inputs of designs. What is the same in the next design, networks above all, is not read again. */
export class DesignInputReader {
  private readonly sweep: OpenSweep;
  private readonly networks = new Map<string, WithWarnings<WorkloadDescription>>();
  private layers: Known<WorkloadDescription> | undefined;
  private mapping: Known<MappingFile> | undefined;
  private joined:
    | { readonly key: readonly unknown[]; readonly workloads: readonly WithWarnings<Workload>[] }
    | undefined;

  constructor(sweep: OpenSweep) {
    this.sweep = sweep;
  }

  /** @throws InputError when an input can't be as the design wants it. */
  read({ data }: DesignDescription): DesignInputs {
    const { documents, manifest } = this.sweep;
    const { options, problems } = readRunOptions(isRecord(data.run) ? data.run : {});
    if (problems.length > 0) {
      throw new InputError(problems.map(({ message, hint }) => runOption({ path: 'run' }, message, hint)));
    }
    const memoryCostParity = options.memoryCostParity === true;
    const accelerator = readAccelerator(withData(documents.accelerator, data.accelerator), { memoryCostParity });
    const mapping = this.mappingOf(data.mapping);
    const descriptions = manifest.workloads.map((workload) => this.descriptionOf(workload, data.workload, options));
    const sizes = changedArraySizes(documents.accelerator.data, data.accelerator);
    const key = [mapping, ...descriptions, JSON.stringify([...sizes])];
    if (this.joined === undefined || !isSame(this.joined.key, key)) {
      this.joined = { key, workloads: descriptions.map((one) => joined(one.value, mapping.value, sizes)) };
    }
    const { workloads } = this.joined;
    return {
      accelerator: accelerator.value,
      workloads: workloads.map(({ value }) => value),
      options,
      warnings: [accelerator, mapping, ...descriptions, ...workloads]
        .flatMap(({ warnings }) => warnings)
        .filter((warning) => !this.isMeant(warning)),
    };
  }

  /** A sweep that sets `auto_cost_extraction` wants estimates in the place of the costs of the file (ZZ2114). */
  private isMeant({ code, path }: Diagnostic): boolean {
    const { parameters, derived } = this.sweep.rules;
    const targets = [...parameters, ...derived].flatMap((rule) => rule.targets);
    return code === 'ZZ2114' && targets.some((target) => formatPath(target.path) === path);
  }

  private mappingOf(data: unknown): WithWarnings<MappingFile> {
    if (this.mapping === undefined || this.mapping.data !== data) {
      this.mapping = { data, read: readMapping(withData(this.sweep.documents.mapping, data)) };
    }
    return this.mapping.read;
  }

  private descriptionOf(
    workload: ManifestWorkload,
    data: unknown,
    options: OnnxReading,
  ): WithWarnings<WorkloadDescription> {
    const { workload: document } = this.sweep.documents;
    if (document === undefined) return this.networkOf(workload, options);
    if (this.layers === undefined || this.layers.data !== data) {
      const read = readWorkload(withData(document, data));
      // Layers with other fields are no longer those of the model.
      this.layers = { data, read: data === document.data ? withModel(read, workload) : read };
    }
    return this.layers.read;
  }

  /** A network whose fields no design sets. */
  private networkOf(workload: ManifestWorkload, options: OnnxReading): WithWarnings<WorkloadDescription> {
    const { dimensionValues = {}, inputShapes = {}, precision, skipUnreadable = false } = options;
    const key = JSON.stringify([workload.file, dimensionValues, inputShapes, precision, skipUnreadable]);
    const known = this.networks.get(key) ?? readNetwork(workload, options);
    this.networks.set(key, known);
    return known;
  }
}

/** What was read last, and from which data. */
interface Known<T> {
  readonly data: unknown;
  readonly read: WithWarnings<T>;
}

function readNetwork(
  workload: ManifestWorkload,
  { dimensionValues = {}, inputShapes = {}, precision, skipUnreadable = false }: OnnxReading,
): WithWarnings<WorkloadDescription> {
  const { file, isBuiltIn } = workload;
  if ('text' in workload) return withModel(readWorkload(parseYaml(workload.text, file)), workload);
  return readOnnxWorkload(workload.bytes, {
    file,
    dimensionValues: new Map(Object.entries(dimensionValues)),
    inputShapes: new Map(Object.entries(inputShapes)),
    precision: precision ?? (isBuiltIn ? 'default' : undefined),
    skipUnreadable,
  });
}

function withModel(
  { value, warnings }: WithWarnings<WorkloadDescription>,
  { languageModel }: ManifestWorkload,
): WithWarnings<WorkloadDescription> {
  return { value: languageModel === undefined ? value : { ...value, languageModel }, warnings };
}

function joined(
  description: WorkloadDescription,
  mapping: MappingFile,
  sizes: ReadonlyMap<string, number>,
): WithWarnings<Workload> {
  const { value, warnings } = assembleWorkload(description, mapping);
  return { value: fitUnrollings(value, sizes), warnings };
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((value, place) => value === others[place]);
}
