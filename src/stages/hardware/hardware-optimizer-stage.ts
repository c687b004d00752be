import { InputError, MappingError } from '../../base/diagnostic.ts';
import { paretoFront } from '../../base/pareto.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { type StageResult, stage } from '../../chain/stage.ts';
import { chartLibrary, loadChartLibrary } from '../../charts/drawing/chart-library.ts';
import { hardwareScatterChart } from '../../charts/scatter/hardware-scatter.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { checkWritable, reportText, writeResult } from '../../io/files/write-result.ts';
import { writeYaml } from '../../io/files/write-yaml.ts';
import { loadAcceleratorDescription } from '../../io/load.ts';
import { isBetter } from '../../search/criteria.ts';
import {
  type AcceleratorInput,
  acceleratorInput,
  adjustHardware,
  dumpFolder,
  files,
  fitMappingToArray,
  hardwareObjective,
  hardwareParameters,
  isAccelerator,
  workload,
} from '../arguments.ts';
import { iterationProblems } from '../iterators/parameter-settings.ts';
import { fillName, placeholderProblems } from '../save/name-pattern.ts';
import { fitUnrollings } from './fit-unrollings.ts';
import { formatSettings, type HardwareExploration, type HardwareVariant } from './hardware-exploration.ts';
import { changedArraySizes, type DescribedVariant, describeVariants } from './hardware-variants.ts';

/**
 * Runs the rest of the chain for every combination of values of `hardwareParameters`: fields of the accelerator file and the values
 * to try, `[field, values]` or `[fields, tuples]`, the first the outermost loop. `adjustHardware` sets what follows from them;
 * unrollings of the mapping file are fitted to array dimensions that change (`fitMappingToArray`).
 *
 * Yields the best result by `hardwareObjective` (latency by default, then energy); its extra information is a `HardwareExploration`
 * with all variants and the Pareto front of energy and latency. A variant that cannot run is kept with the reason. With `dumpFolder`
 * every variant is written there as YAML, the figures of all as `hardware_variants.json`, and a picture of them. Stands between the workload parser
 * and AcceleratorParserStage, above a chain that yields one result, e.g. with SumStage. (In the reference bound to one accelerator,
 * one layer and fixed values.)
 * @throws InputError when a field does not exist, or no variant can run.
 */
export class HardwareOptimizerStage extends stage('HardwareOptimizerStage', {
  requires: { accelerator: acceleratorInput, workload, hardwareParameters },
  options: { hardwareObjective, adjustHardware, fitMappingToArray, dumpFolder, files },
  // Every variant has one result, whatever compares the variants.
  drops: ['minimalAbove'],
  provides: { accelerator: acceleratorInput, workload },
  asynchronous: true,
  writesFiles: true,
  prepare: async (given) => (given.dumpFolder === undefined ? undefined : loadChartLibrary()),
  check: (place) => [
    ...placeholderProblems('dumpFolder', place, false),
    ...(hardwareParameters.is(place.given.hardwareParameters)
      ? iterationProblems('hardwareParameters', place.given.hardwareParameters)
      : []),
  ],
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const { args } = this;
    const original = await this.originalDescription(args.accelerator);
    const variants = describeVariants(original, args.hardwareParameters, args.adjustHardware);
    const folder = args.dumpFolder && fillName(args.dumpFolder, this.control.run.startTime, this.context);
    if (folder !== undefined) checkWritable(args.files, `${folder}/hardware_variants.json`);
    const tried: HardwareVariant[] = [];
    for (const [index, variant] of variants.entries()) {
      if (folder !== undefined) {
        writeResult(args.files, `${folder}/variant_${index}.yaml`, writeYaml(variant.description));
      }
      tried.push(await this.tryVariant(index, variant, original));
      const note = formatSettings(variant.settings);
      reportProgress(this.control, { stage: 'HardwareOptimizerStage', done: index + 1, total: variants.length, note });
    }
    const exploration = this.explore(tried);
    if (folder !== undefined) {
      writeResult(args.files, `${folder}/hardware_variants.json`, reportText(summary(exploration)));
      writeResult(args.files, `${folder}/hardware_variants.svg`, scatter(exploration));
    }
    const { result } = exploration.best;
    if (result !== undefined) yield { cme: result.cme, extra: exploration };
  }

  private async originalDescription(accelerator: AcceleratorInput): Promise<unknown> {
    if (typeof accelerator !== 'string' && isAccelerator(accelerator)) {
      throw new InputError([
        {
          code: 'ZZ6031',
          severity: 'error',
          message: 'HardwareOptimizerStage changes fields of an accelerator file, but received an Accelerator object',
          hint: 'pass the path of the file, the name of an example, or the content of the file',
        },
      ]);
    }
    return loadAcceleratorDescription(accelerator, filesOf(this.args.files));
  }

  private async tryVariant(index: number, variant: DescribedVariant, original: unknown): Promise<HardwareVariant> {
    const { workload: network, fitMappingToArray: fits } = this.args;
    const sizes = changedArraySizes(original, variant.description);
    const changes = {
      accelerator: asInput(variant.description),
      workload: fits ? fitUnrollings(network, sizes) : network,
    };
    const results: StageResult[] = [];
    try {
      for await (const result of this.nextAsync(changes)) results.push(result);
    } catch (error) {
      const failure =
        error instanceof InputError
          ? error.diagnostics
          : error instanceof MappingError
            ? [error.diagnostic]
            : undefined;
      if (failure === undefined) throw error;
      return { index, ...variant, result: undefined, failure };
    }
    const [result] = results;
    if (result === undefined || results.length > 1) {
      throw new Error(
        `HardwareOptimizerStage needs one result per variant, but received ${results.length}; put SumStage or a Minimal stage below it`,
      );
    }
    return { index, ...variant, result, failure: [] };
  }

  private explore(variants: readonly HardwareVariant[]): HardwareExploration {
    const runnable = variants.filter(({ result }) => result !== undefined);
    const [first, ...others] = runnable;
    if (first === undefined) throw new InputError(variants[0]?.failure ?? []);
    const best = others.reduce((incumbent, variant) => (this.beats(variant, incumbent) ? variant : incumbent), first);
    return { best, variants, paretoFront: paretoFront(runnable, [energyOf, latencyOf]) };
  }

  private beats(variant: HardwareVariant, incumbent: HardwareVariant): boolean {
    const objective = this.args.hardwareObjective;
    if (typeof objective === 'string') {
      return isBetter(objective, energyOf(variant), latencyOf(variant), energyOf(incumbent), latencyOf(incumbent));
    }
    const figure = ({ result }: HardwareVariant): number =>
      result === undefined ? Number.POSITIVE_INFINITY : objective(result);
    return figure(variant) < figure(incumbent);
  }
}

function energyOf({ result }: HardwareVariant): number {
  return result?.cme.energy ?? Number.POSITIVE_INFINITY;
}

function latencyOf({ result }: HardwareVariant): number {
  return result?.cme.latency ?? Number.POSITIVE_INFINITY;
}

function asInput(description: unknown): AcceleratorInput {
  if (acceleratorInput.is(description)) return description;
  throw new Error('adjustHardware must return an accelerator description');
}

/** Energy against latency of all variants that can run. */
function scatter({ variants }: HardwareExploration): string {
  const points = variants.flatMap((variant) =>
    variant.result === undefined
      ? []
      : [{ label: `variant ${variant.index}`, energy: energyOf(variant), latency: latencyOf(variant) }],
  );
  return hardwareScatterChart(chartLibrary(), points, { title: `${points.length} variants of the hardware` });
}

/** What `hardware_variants.json` holds. */
function summary({ best, variants, paretoFront: front }: HardwareExploration): unknown {
  return {
    units: { energy: 'pJ', latency: 'cycles' },
    best: best.index,
    pareto_front: front.map(({ index }) => index),
    variants: variants.map((variant) => ({
      index: variant.index,
      settings: Object.fromEntries(variant.settings),
      energy: variant.result === undefined ? null : energyOf(variant),
      latency: variant.result === undefined ? null : latencyOf(variant),
      failure: variant.failure.map(({ message }) => message),
    })),
  };
}
