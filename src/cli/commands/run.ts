import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { titleOfInputs } from '../../io/files/read-input.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { costModelText } from '../../model/cost-model.ts';
import { platformFiles } from '../../platform/node.ts';
import { ResultFolder } from '../../platform/result-folder.ts';
import { leftOutText } from '../../quantities/left-out.ts';
import { performanceOrFailure } from '../../run/evaluate.ts';
import { checkOptions } from '../../run/options/check-options.ts';
import { effectiveOptions } from '../../run/options/idle-options.ts';
import { OPTION_ROWS } from '../../run/options/option-table.ts';
import { COMMAND_WORDS } from '../../run/options/option-words.ts';
import type { HardwarePerformanceOptions } from '../../run/options/options.ts';
import type { HardwarePerformance } from '../../run/performance.ts';
import { resultsDocument } from '../../run/result-files.ts';
import { tableOptions } from '../terminal/colours.ts';
import { Interrupt } from '../terminal/interrupt.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { NO_MAPPING, printDiagnostic, printInfeasible } from '../text/failures.ts';
import { layerTable } from '../text/layer-table.ts';
import { runSummary } from '../text/run-summary.ts';

const INTERRUPTED = `interrupted: all searches end with their best mappings so far. Interrupt again to end at once.
  The same command with --resume continues searches by LOMA; other engines begin again.`;

/** How the command prints what it finds. */
export interface RunOutput {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Takes the folder of the results even if a run on another machine may be writing there. */
  readonly force?: boolean;
}

const FORCE_IS_IDLE: Diagnostic = {
  code: 'ZZ6010',
  severity: 'error',
  message: '--force has no effect without --out',
  hint: 'leave it out, or give --out',
};

/**
 * `zigzag run`.
 * @param given the options of the run, by their names in the library.
 */
export async function runCommand(
  given: unknown,
  { json = false, quiet = false, force = false }: RunOutput,
): Promise<number> {
  checkOptions(given, COMMAND_WORDS);
  const { dumpFolder } = given;
  if (force && dumpFolder === undefined) throw new InputError([FORCE_IS_IDLE]);
  const progress = new ProgressLine(!quiet && !json);
  const folder = dumpFolder === undefined ? undefined : new ResultFolder(dumpFolder, { force });
  const interrupt = dumpFolder === undefined ? undefined : new Interrupt(() => progress.say(INTERRUPTED));
  const options = {
    ...given,
    stopSearches: interrupt?.signal,
    files: rememberedFiles(folder?.files(platformFiles) ?? platformFiles),
  };
  let isOver = false;
  try {
    const { created, performance, failure } = await performanceOrFailure(
      {
        ...options,
        onProgress: (event) => progress.update(event),
        onWarning: (diagnostic) => {
          // The layers are listed below, each reason with its fix.
          if (diagnostic.code === 'ZZ6026') return;
          progress.clear();
          printDiagnostic(diagnostic);
        },
      },
      COMMAND_WORDS,
    );
    isOver = true;
    progress.clear();
    printInfeasible(performance.infeasible);
    const leftoverFiles = folder?.leftoverFiles();
    if (leftoverFiles !== undefined) printDiagnostic(leftoverFiles);
    if (json) {
      process.stdout.write(`${JSON.stringify(await resultsDocument(performance, options, created), undefined, 2)}\n`);
    } else if (failure === undefined) {
      const title = await titleOfInputs(options, options.files);
      process.stdout.write(`${report(performance, title, options, quiet)}\n`);
    }
    const { evaluations } = performance;
    const leftOut = leftOutText(performance, evaluations.length);
    progress.finish(`${countText(evaluations.length, 'layer')}${leftOut === undefined ? '' : `; ${leftOut}`}`);
    return performance.infeasible.length > 0 ? NO_MAPPING : 0;
  } finally {
    interrupt?.release();
    folder?.release(isOver);
    progress.clear();
  }
}

function report(
  performance: HardwarePerformance,
  inputs: string,
  options: HardwarePerformanceOptions,
  quiet: boolean,
): string {
  const { opt = OPTION_ROWS.opt.fallback, dumpFolder, saveMapping } = options;
  const style = tableOptions(process.stdout);
  const sections = quiet ? [] : [layerTable(performance.evaluations, style, performance.otherOperators), ''];
  sections.push(
    ...runSummary(performance, `${inputs}, best ${opt}${costModelText(performance.evaluations)}`, style.width),
  );
  if (dumpFolder !== undefined)
    sections.push(
      `  files        ${dumpFolder}/ (report.html, results.json and .csv, reports of layers as JSON, list_of_cmes.pickle, loop_ordering.txt, mem_hierarchy and energy_latency as .svg and .png)`,
    );
  if (dumpFolder !== undefined && effectiveOptions(options).get('certificate') === true) {
    sections.push(`  certificate  ${dumpFolder}/certificate.json (check it with: zigzag certify ${dumpFolder})`);
  }
  if (saveMapping !== undefined) sections.push(`  mapping      ${saveMapping} (mapping file of what was found)`);
  return sections.join('\n');
}
