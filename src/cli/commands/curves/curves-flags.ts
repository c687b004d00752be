import { type Command, Option } from 'commander';
import { path } from '../../flag-values.ts';
import { addRunFlags, givenOptions, LAYER_SEARCH_OPTIONS } from '../../run-flags.ts';
import type { CurvesOutput } from './curves-output.ts';

/** Help for options that mean something else than in a run. */
const CURVE_HELP: Readonly<Record<string, string>> = {
  nbSpatialMappingsGenerated: 'spatial mappings per layer that the curves cover (default: 3)',
  enableMixSpatialMapping: 'also spatial mappings with several loops on one array dimension',
};

/** Adds `zigzag curves`. */
export function addCurvesCommand(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  addRunFlags(
    program.command('curves').description('find the least traffic to a memory by the capacity below it'),
    LAYER_SEARCH_OPTIONS,
    CURVE_HELP,
  )
    .option('--layer <name>', 'name, short name, part of the name, or id of the only layer')
    .option('--memory <name>', 'memory whose traffic counts (default: the outermost)')
    .addOption(
      new Option(
        '--out <file>',
        'write the curve into a file ending in .svg or .png, or all points into a .csv',
      ).argParser(path),
    )
    .option('--json', 'print one JSON document instead of text')
    .action((output: CurvesOutput, command: Command) => {
      const options = givenOptions(command, LAYER_SEARCH_OPTIONS);
      return run(async () => (await import('./curves.ts')).curvesCommand(options, output));
    });
}
