import type { DesignDescription } from '../../design-space/describe-design.ts';
import { readAccelerator } from '../../io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../io/assemble-workload.ts';
import { type MappingFile, readMapping } from '../../io/mapping/read-mapping.ts';
import { readOnnxWorkload } from '../../io/onnx/read-onnx-workload.ts';
import type { SourceDocument } from '../../io/text/source-document.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import { readWorkload } from '../../io/workload/read-workload.ts';
import type { WorkloadDescription } from '../../io/workload/workload-description.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Workload } from '../../model/workload/workload.ts';
import type { HardwarePerformanceOptions } from '../../run/options/options.ts';
import { fitUnrollings } from '../../stages/hardware/fit-unrollings.ts';
import { changedArraySizes } from '../../stages/hardware/hardware-variants.ts';
import { readRunOptions } from '../file/run-options.ts';
import type { ManifestWorkload } from '../plan/manifest.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';

/** The inputs of a design, read. */
export interface DesignInputs {
  readonly accelerator: Accelerator;
  /** In the order of the sweep file, joined with the mapping constraints. */
  readonly workloads: readonly Workload[];
  /** Options of the run, without the inputs. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Options that say how an ONNX model is read. */
type OnnxReading = Pick<HardwarePerformanceOptions, 'dimensionValues' | 'inputShapes' | 'precision' | 'skipUnreadable'>;

/** Reads the inputs of designs. What is the same in the next design, networks above all, is not read again. */
export class DesignInputReader {
  private readonly sweep: OpenSweep;
  private readonly onnx = new Map<string, WorkloadDescription>();
  private layers: { readonly data: unknown; readonly description: WorkloadDescription } | undefined;
  private mapping: { readonly data: unknown; readonly file: MappingFile } | undefined;
  private joined: { readonly key: readonly unknown[]; readonly workloads: readonly Workload[] } | undefined;

  constructor(sweep: OpenSweep) {
    this.sweep = sweep;
  }

  /** @throws InputError when an input can't be as the design wants it. */
  read({ data }: DesignDescription): DesignInputs {
    const { documents, manifest } = this.sweep;
    const { options } = readRunOptions(isRecordOfOptions(data.run) ? data.run : {});
    const parity = options.memoryCostParity === true;
    const accelerator = readAccelerator(withData(documents.accelerator, data.accelerator), {
      memoryCostParity: parity,
    }).value;
    const mapping = this.mappingOf(data.mapping);
    const descriptions = manifest.workloads.map((workload) => this.descriptionOf(workload, data.workload, options));
    const sizes = changedArraySizes(documents.accelerator.data, data.accelerator);
    const key = [mapping, ...descriptions, JSON.stringify([...sizes])];
    if (this.joined === undefined || !isSame(this.joined.key, key)) {
      const workloads = descriptions.map((one) => fitUnrollings(assembleWorkload(one, mapping).value, sizes));
      this.joined = { key, workloads };
    }
    return { accelerator, workloads: this.joined.workloads, options };
  }

  private mappingOf(data: unknown): MappingFile {
    if (this.mapping !== undefined && this.mapping.data === data) return this.mapping.file;
    const file = readMapping(withData(this.sweep.documents.mapping, data)).value;
    this.mapping = { data, file };
    return file;
  }

  private descriptionOf(workload: ManifestWorkload, data: unknown, options: OnnxReading): WorkloadDescription {
    if ('bytes' in workload) return this.onnxDescription(workload, options);
    const { workload: document } = this.sweep.documents;
    // Several workloads have no fields that a sweep could set: each is read once.
    if (document === undefined) return this.textDescription(workload);
    if (this.layers !== undefined && this.layers.data === data) return this.layers.description;
    const description = readWorkload(withData(document, data)).value;
    this.layers = { data, description };
    return description;
  }

  private textDescription({ file, text }: { readonly file: string; readonly text: string }): WorkloadDescription {
    const known = this.onnx.get(file) ?? readWorkload(parseYaml(text, file)).value;
    this.onnx.set(file, known);
    return known;
  }

  private onnxDescription(
    { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
    { dimensionValues = {}, inputShapes = {}, precision = 'default', skipUnreadable = false }: OnnxReading,
  ): WorkloadDescription {
    const key = JSON.stringify([file, dimensionValues, inputShapes, precision, skipUnreadable]);
    const known =
      this.onnx.get(key) ??
      readOnnxWorkload(bytes, {
        file,
        dimensionValues: new Map(Object.entries(dimensionValues)),
        inputShapes: new Map(Object.entries(inputShapes)),
        precision,
        skipUnreadable,
      }).value;
    this.onnx.set(key, known);
    return known;
  }
}

/** A document with other data: its places are those of the file. */
function withData(document: SourceDocument, data: unknown): SourceDocument {
  return { ...document, data };
}

function isRecordOfOptions(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((value, place) => value === others[place]);
}
