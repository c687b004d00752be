import { type Command, InvalidArgumentError, Option } from 'commander';
import { folder } from '../../flag-values.ts';
import type { QueueFlags } from './queue.ts';
import type { ServeFlags } from './serve.ts';
import type { SubmitFlags } from './slurm/submit.ts';
import type { StatusFlags } from './status.ts';
import type { SweepFlags } from './sweep.ts';
import type { ShareFlags } from './work.ts';

type Run = (work: () => Promise<number>) => Promise<void>;

/** `zigzag sweep` and the commands below it: each loads its code when it runs. */
export function addSweepCommands(program: Command, run: Run): void {
  const sweep = withWork(
    program
      .command('sweep')
      .description('evaluate many designs of an accelerator, and find the best ones')
      .argument('<file>', 'sweep file, or built-in example')
      // Mandatory below: a mandatory option would be asked for by the commands below this one, too.
      .addOption(new Option('--out <dir>', 'folder for the results').argParser(folder)),
  )
    // What follows the name of a command below belongs to that command.
    .enablePositionalOptions()
    .option('--resume', 'go on with an interrupted sweep: keep the designs that are done')
    .option('--json', 'print one JSON document instead of text')
    .option('--force', 'write to the folder of --out even if a sweep on another machine may be writing there')
    .action(
      (file: string, { out, ...flags }: Omit<SweepFlags, 'out'> & { readonly out?: string }, command: Command) => {
        if (out === undefined) return command.error("error: required option '--out <dir>' not specified");
        return run(async () => (await import('./sweep.ts')).sweepCommand(file, { out, ...flags }));
      },
    );

  sweep
    .command('plan')
    .description('write the manifest of a sweep, for several machines')
    .argument('<file>', 'sweep file, or built-in example')
    .addOption(folderOption())
    .action((file: string, { out }: { readonly out: string }) =>
      run(async () => (await import('./plan.ts')).planCommand(file, out)),
    );

  withWork(
    sweep
      .command('work')
      .description('evaluate one share of the designs of a planned sweep; may be started again at any time')
      .requiredOption('--manifest <file>', 'manifest of the sweep, which "zigzag sweep plan" wrote')
      .addOption(
        new Option('--index <i>', 'share to work on, from 0; "auto" for that of the array job')
          .argParser(shareIndex)
          .makeOptionMandatory(),
      )
      .addOption(new Option('--count <n>', 'number of shares').argParser(wholeNumber).makeOptionMandatory())
      .addOption(new Option('--out <dir>', 'folder of the sweep (default: that of the manifest)').argParser(folder)),
  ).action((flags: ShareFlags) => run(async () => (await import('./work.ts')).workCommand(flags)));

  sweep
    .command('status')
    .description('say which shares and designs of a planned sweep are done; exit with 3 while some are missing')
    .argument('<folder>', 'folder of the sweep')
    .addOption(new Option('--count <n>', 'number of shares (default: that of the part files)').argParser(wholeNumber))
    .option('--json', 'print one JSON document instead of text')
    .option('--resubmit', 'submit the shares to Slurm again that are missing and neither wait nor run')
    .action((folder: string, flags: StatusFlags) =>
      run(async () => (await import('./status.ts')).statusCommand(folder, flags)),
    );

  addSubmitCommand(sweep, run);
  addQueueCommands(sweep, run);

  sweep
    .command('merge')
    .description('write the results of a sweep from its part files')
    .argument('<folder>', 'folder of the sweep')
    .action((folder: string) => run(async () => (await import('./merge.ts')).mergeCommand(folder)));

  sweep
    .command('show')
    .description('run one design of a sweep by itself, and write its inputs and its report')
    .argument('<folder>', 'folder of the sweep')
    .argument('<design>', 'number of the design', wholeOrZero)
    .action((folder: string, design: number) =>
      run(async () => (await import('./show.ts')).showDesignCommand(folder, design)),
    );
  for (const command of sweep.commands) command.exitOverride();
}

function addSubmitCommand(sweep: Command, run: Run): void {
  sweep
    .command('submit')
    .description('submit the shares of a planned sweep to a batch system, and a job that writes the results')
    .argument('<folder>', 'folder of the sweep, which all machines can reach')
    .option('--slurm', 'to Slurm: an array job, one share a task')
    .addOption(
      new Option('--tasks <n>', 'number of shares (default: so many that one takes ten minutes)').argParser(
        wholeNumber,
      ),
    )
    .addOption(new Option('--cpus <n>', 'processors of a task').argParser(wholeNumber).default(1))
    .addOption(new Option('--at-once <n>', 'tasks that run at the same time, at most').argParser(wholeNumber))
    .option('--partition <name>', 'partition of the jobs')
    .option('--account <name>', 'account of the jobs')
    .option('--time <limit>', 'time limit of a task; before it, the task stops cleanly')
    .addOption(
      new Option('--sbatch <option>', 'any other option of sbatch, such as --sbatch=--mem=2G; may be repeated')
        .argParser((option, before: readonly string[]) => [...before, option])
        .default([], 'none'),
    )
    .option('--dry-run', 'write the scripts, submit nothing')
    .action((folder: string, flags: SubmitFlags) =>
      run(async () => (await import('./slurm/submit.ts')).submitCommand(folder, flags)),
    );
}

function addQueueCommands(sweep: Command, run: Run): void {
  const redisOption = (): Option =>
    new Option('--redis <url>', 'address of Redis').env('REDIS_URL').default('redis://127.0.0.1:6379');
  sweep
    .command('queue')
    .description('queue the designs of a planned sweep in Redis, collect the points and write the results')
    .argument('<folder>', 'folder of the sweep')
    .addOption(redisOption())
    .addOption(new Option('--batch <n>', 'designs of a job').argParser(wholeNumber).default(20))
    .option('--quiet', 'no progress')
    .action((folder: string, flags: QueueFlags) =>
      run(async () => (await import('./queue.ts')).queueCommand(folder, flags)),
    );
  withWork(
    sweep
      .command('serve')
      .description('work on a queued sweep, until it is done')
      .argument('<sweep>', 'hash of the sweep, or its folder')
      .addOption(redisOption()),
  ).action((name: string, flags: ServeFlags) =>
    run(async () => (await import('./serve.ts')).serveCommand(name, flags)),
  );
}

function folderOption(): Option {
  return new Option('--out <dir>', 'folder for the results').argParser(folder).makeOptionMandatory();
}

/** The flags of commands that evaluate designs. */
function withWork(command: Command): Command {
  return command
    .addOption(
      new Option('--workers <n>', 'designs that are evaluated at the same time; "auto" for one per processor')
        .argParser((text) => (text === 'auto' ? 'auto' : wholeNumber(text)))
        .default('auto'),
    )
    .option('--quiet', 'no progress');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}

function wholeOrZero(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError('It must be a whole number of at least 0.');
  return Number(text);
}

function shareIndex(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : wholeOrZero(text);
}
