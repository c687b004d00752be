import { type Command, Option } from 'commander';
import { share } from '../../flag-values.ts';
import type { CostModelDiffOptions } from './cost-models.ts';
import type { DiffOptions } from './diff.ts';

interface DiffFlags extends DiffOptions, CostModelDiffOptions {
  readonly costModels?: boolean;
}

/** Adds `zigzag diff`. */
export function addDiffCommand(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('diff')
    .description('compare two runs, or with --cost-models the cost models over the mappings of one run')
    .argument('<run-a>', 'folder of the run to compare with')
    .argument('[run-b]', 'folder of the run to judge')
    .addOption(
      new Option('--fail-above <percent>', 'exit with 3 if an energy or latency of B is worse by more').argParser(
        share,
      ),
    )
    .option('--all', 'equal figures too; with --cost-models a table of every layer')
    .option('--summary', 'totals and one line per layer, without the details of every layer')
    .addOption(
      new Option('--json', 'print one JSON document instead of text').conflicts(['summary', 'jsonLines', 'markdown']),
    )
    .addOption(
      new Option('--json-lines', 'print one JSON object per difference and line').conflicts(['summary', 'markdown']),
    )
    .addOption(new Option('--markdown', 'print a comment for a pull request').conflicts('summary'))
    .addOption(
      new Option('--cost-models', 'show what each correction of the corrected cost model changes in one run').conflicts(
        ['failAbove', 'summary', 'jsonLines', 'markdown'],
      ),
    )
    .option('--search', 'with --cost-models: search every layer again by the other model')
    .action((before: string, after: string | undefined, options: DiffFlags, command: Command) => {
      if (options.costModels === true) {
        if (after !== undefined) command.error('error: --cost-models takes one run');
        return run(async () => (await import('./cost-models.ts')).costModelDiffCommand(before, options));
      }
      if (options.search === true) command.error('error: --search needs --cost-models');
      if (after === undefined) command.error("error: missing required argument 'run-b' (or give --cost-models)");
      return run(async () => (await import('./diff.ts')).diffCommand(before, after, options));
    });
}
