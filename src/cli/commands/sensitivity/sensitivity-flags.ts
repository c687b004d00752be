import { type Command, InvalidArgumentError, Option } from 'commander';
import { TOTALS, type TotalName } from '../../../sensitivity/total-names.ts';
import { path, share, wholeCount } from '../../flag-values.ts';
import type { SensitivityOutput } from './sensitivity-output.ts';

/** Adds `zigzag sensitivity`. */
export function addSensitivityCommand(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('sensitivity')
    .description('show which numbers of the accelerator file the totals of a run depend on, and propagate its ranges')
    .argument('<results>', 'folder that "zigzag run --out" wrote, or its results.json')
    .option('--search', 'search every layer again for every changed number, besides holding the mappings')
    .addOption(
      new Option('--step <percent>', 'change of costs, areas, powers and the clock (default: 1%)').argParser(stepShare),
    )
    .addOption(
      new Option('--factor <n>', 'change of sizes, widths and counts: times and divided by it (default: 2)').argParser(
        stepFactor,
      ),
    )
    .addOption(
      new Option(
        '--of <totals>',
        `totals to show, of ${TOTALS.map(({ name }) => name).join(', ')} (default: energy,latency)`,
      ).argParser(totalNames),
    )
    .addOption(new Option('--top <n>', 'numbers to list for every total (default: 10)').argParser(wholeCount))
    .addOption(new Option('--out <file>', 'draw a tornado chart into a file ending in .svg or .png').argParser(path))
    .addOption(new Option('--csv', 'print all numbers as CSV instead of tables').conflicts('json'))
    .option('--json', 'print one JSON document instead of tables')
    .action((results: string, output: SensitivityOutput) =>
      run(async () => (await import('./sensitivity.ts')).sensitivityCommand(results, output)),
    );
}

function stepShare(text: string): number {
  const percent = share(text);
  if (percent === 0 || percent >= 100) throw new InvalidArgumentError('It must be a percentage above 0 and below 100.');
  return percent;
}

function stepFactor(text: string): number {
  const value = Number(text.replace(/^[×x]/, ''));
  if (!(value > 1 && value <= 1024)) throw new InvalidArgumentError('It must be a number above 1, at most 1024.');
  return value;
}

function totalNames(text: string): readonly TotalName[] {
  return text.split(',').map((name) => {
    const found = TOTALS.find((total) => total.name.toLowerCase() === name.trim().toLowerCase());
    if (found !== undefined) return found.name;
    throw new InvalidArgumentError(`It must name totals: ${TOTALS.map((total) => total.name).join(', ')}.`);
  });
}
