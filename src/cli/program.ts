import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { COST_MODELS } from '../model/cost-model.ts';
import type { ArrayOptions } from './commands/array.ts';
import { addCurvesCommand } from './commands/curves/curves-flags.ts';
import { addDiffCommand } from './commands/diff/diff-flags.ts';
import type { EvaluateOptions } from './commands/evaluate/evaluate.ts';
import { addMappingCommands } from './commands/mapping/mapping-flags.ts';
import type { MemoryCostOptions } from './commands/memory-cost.ts';
import { PARETO_HELP, PARETO_OPTIONS, type ParetoOutput } from './commands/pareto/pareto-flags.ts';
import type { ReportOptions } from './commands/report.ts';
import type { RunOutput } from './commands/run.ts';
import type { SchemaOptions } from './commands/schema/schema.ts';
import { addSensitivityCommand } from './commands/sensitivity/sensitivity-flags.ts';
import type { ShowOptions } from './commands/show.ts';
import type { StudioOptions } from './commands/studio/studio.ts';
import { addSweepCommands } from './commands/sweep/sweep-flags.ts';
import type { TraceCommandOptions } from './commands/trace/trace.ts';
import type { WorkloadOptions } from './commands/workload/workload.ts';
import { path, wholeCount } from './flag-values.ts';
import { addRunFlags, givenOptions, oneOf } from './run-flags.ts';
import { exitCodeOf, printFailure } from './text/failures.ts';

/** The options of a run that `zigzag validate` knows, too: those that say how inputs are read, and what must fit. */
const VALIDATE_OPTIONS: readonly string[] = [
  'dimensionValues',
  'inputShapes',
  'precision',
  'skipUnreadable',
  'costModel',
];

/** Runs the command that the arguments ask for. Returns the exit code. */
export async function runProgram(argv: readonly string[], version: string): Promise<number> {
  let exitCode = 0;
  const program = createProgram(version, async (work) => {
    exitCode = await work();
  });
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    printFailure(error, argv[2] === 'run' ? '; nothing was run' : '');
    return exitCodeOf(error);
  }
}

/** Commands load their code when they run, so that `--help` answers at once. */
function createProgram(version: string, run: (work: () => Promise<number>) => Promise<void>): Command {
  const program = new Command('zigzag')
    .description('Energy, latency and best mapping of deep-learning layers on an accelerator.')
    .version(version)
    .exitOverride()
    // What follows the name of a command belongs to that command, so that commands of `sweep` may have options of the same names.
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(`${text}${dashNote(text)}`) })
    .showHelpAfterError('(run with --help for the options)');

  addRunFlags(program.command('run').description('search the best mapping of every layer of a network'))
    .option('--json', 'print one JSON document instead of tables')
    .option('--quiet', 'no progress and no tables, only totals and problems')
    .option('--force', 'write to the folder of --out even if a run on another machine may be writing there')
    .action((output: RunOutput, command: Command) => {
      const options = givenOptions(command);
      return run(async () => (await import('./commands/run.ts')).runCommand(options, output));
    });

  addRunFlags(program.command('validate').description('check input files without running anything'), VALIDATE_OPTIONS)
    .argument(
      '<files...>',
      'accelerator, workload (YAML or ONNX) and mapping files, in any order; one of each are checked together as well',
    )
    .action((files: readonly string[], _: unknown, command: Command) => {
      const options = givenOptions(command, VALIDATE_OPTIONS);
      return run(async () => (await import('./commands/validate.ts')).validateCommand(files, options));
    });

  program
    .command('show')
    .description('show the layers of a run, or the loop nest of one layer')
    .argument('<results>', 'folder that "zigzag run --out" wrote')
    .argument('[layer]', 'name, short name, part of the name, or id of a layer')
    .addOption(new Option('--json', 'print one JSON document instead of text').conflicts('asMapping'))
    .option('--as-mapping', 'print a mapping file that gives the same mappings again')
    .action((results: string, layer: string | undefined, options: ShowOptions) =>
      run(async () => (await import('./commands/show.ts')).showCommand(results, layer, options)),
    );

  program
    .command('evaluate')
    .description('cost one mapping that a file gives: layer, accelerator, spatial and temporal mapping')
    .argument('<file>', 'YAML or JSON file with layer, accelerator, links, spatial and temporal')
    .addOption(
      oneOf(new Option('--cost-model <model>', 'rules of energy and latency, instead of those the file names'), [
        ...COST_MODELS,
      ]),
    )
    .option('--json', 'print one JSON document instead of tables')
    .action((file: string, options: EvaluateOptions) =>
      run(async () => (await import('./commands/evaluate/evaluate.ts')).evaluateCommand(file, options)),
    );

  addMappingCommands(program, run);

  program
    .command('certify')
    .description(
      'check the certificate of a run by other code than that of the search; exit with 3 if it does not hold',
    )
    .argument('<results>', 'folder that "zigzag run --engine exact --certificate --out" wrote')
    .option('--json', 'print one JSON document instead of text')
    .action((results: string, options: { readonly json?: boolean }) =>
      run(async () => (await import('./commands/certify/certify.ts')).certifyCommand(results, options.json ?? false)),
    );

  addDiffCommand(program, run);

  program
    .command('plot')
    .description('draw the results of a run as SVG or PNG')
    .argument('<results>', 'folder that "run --out" wrote, or its results.json')
    .requiredOption('--kind <kind>', 'energy, latency, energy-latency, loop-nest, memory-hierarchy, mappings or pareto')
    .requiredOption('--out <file>', 'file to write, ending in .svg or .png', path)
    .option('--layer <name>', 'name, short name, part of the name, or id of the layer to draw')
    .option('--title <text>', 'title above the picture')
    .option('--no-title', 'nothing above the picture, where a caption says it')
    .addOption(
      new Option('--width <px>', 'width of the picture, 96 px to the inch: 336 fits one column, 687 two').argParser(
        pictureWidth,
      ),
    )
    .addOption(new Option('--top <n>', 'bars for the n most costly layers, one for all others').argParser(wholeCount))
    .option('--share', 'bars of shares instead of absolute figures')
    .addOption(oneOf(new Option('--axes <scale>', 'of mappings and pareto'), ['auto', 'linear', 'log']))
    .addOption(new Option('--scale <n>', 'PNG: points per pixel (default: 2)').argParser(pictureScale))
    .action((results: string, options: unknown) =>
      run(async () => (await import('./commands/plot.ts')).plotCommand(results, options)),
    );

  addRunFlags(
    program
      .command('pareto')
      .description('search all mappings that no other one beats in energy and latency, of a network or layer'),
    PARETO_OPTIONS,
    PARETO_HELP,
  )
    .option('--layer <name>', 'name, short name, part of the name, or id of the only layer')
    .addOption(
      new Option('--max-latency <cycles>', 'show the choice with the least energy within so many cycles').argParser(
        wholeCount,
      ),
    )
    .addOption(new Option('--out <file>', 'draw the front into a file ending in .svg or .png').argParser(path))
    .option('--json', 'print one JSON document instead of text')
    .action((output: ParetoOutput, command: Command) => {
      const options = givenOptions(command, PARETO_OPTIONS);
      return run(async () => (await import('./commands/pareto/pareto.ts')).paretoCommand(options, output));
    });

  addCurvesCommand(program, run);

  addSweepCommands(program, run);

  program
    .command('memory-cost')
    .description('estimate energy per access, area, leakage and times of a memory')
    .requiredOption('--size <size>', 'capacity, such as 64KiB or 1024bit')
    .requiredOption('--width <bits>', 'bits of one access')
    .option('--write-width <bits>', 'bits of one write, if another number')
    .option('--node <nm>', 'technology node, 22 to 90', '22')
    .option('--ports <ports>', 'ports that read, write, or do both: 1r1w, 1rw, 2r2w, … (default: 1r1w)')
    .option('--type <type>', 'sram, rf, dram, edram or commodity_dram', 'sram')
    .option('--banks <n>', 'equal parts of the memory: 1, 2, 4 or 8', '1')
    .option('--parity', 'estimate like ZigZag 3.8.5: always 1r1w, 22 nm, one bank')
    .option('--json', 'print one JSON document instead of a table')
    .action((options: MemoryCostOptions) =>
      run(async () => (await import('./commands/memory-cost.ts')).memoryCostCommand(options)),
    );

  program
    .command('array')
    .description('show units, clock, area and peak figures of an array, without a workload; memories may be missing')
    .argument('<accelerator>', 'accelerator file, or built-in example')
    .addOption(
      oneOf(new Option('--cost-model <model>', 'rules of clock, area and peak figures').default('reference'), [
        ...COST_MODELS,
      ]),
    )
    .option('--json', 'print one JSON document instead of text')
    .action((accelerator: string, options: ArrayOptions) =>
      run(async () => (await import('./commands/array.ts')).arrayCommand(accelerator, options)),
    );

  program
    .command('workload')
    .description(
      'show the layers, operations, parameters and cache of a language model; without a name, list the models',
    )
    .argument('[name]', "such as llama3-8b:decode,context=4096, or the path of a model's config.json")
    .addOption(new Option('--list', 'print tables (default)').conflicts(['yaml', 'json']))
    .addOption(new Option('--yaml', 'print a workload file, with identical layers written out').conflicts('json'))
    .option('--json', 'print one JSON document instead of tables')
    .action((name: string | undefined, options: WorkloadOptions) =>
      run(async () => (await import('./commands/workload/workload.ts')).workloadCommand(name, options)),
    );

  program
    .command('report')
    .description('write the report of a run again, as one HTML page')
    .argument('<results>', 'folder that "zigzag run --out" wrote, or its results.json')
    .addOption(
      new Option(
        '--out <file>',
        'file to write, - for standard output (default: report.html beside the results)',
      ).argParser(path),
    )
    .option('--curves', 'with a section on the traffic of the outermost memory by the capacity below it')
    .option('--sensitivity', 'with a section on the numbers of the accelerator that the totals depend on most')
    .action((results: string, { out, ...sections }: ReportOptions) =>
      run(async () => (await import('./commands/report.ts')).reportCommand(results, out, sections)),
    );

  program
    .command('explain')
    .description(
      'explain quantities of a layer or a language model: formula with numbers, what binds, changes that help',
    )
    .argument('<results>', 'folder that "zigzag run --out" wrote, or its results.json')
    .argument('[layer]', 'name, short name, part of the name, or id of the layer; without it, the whole language model')
    .argument('[quantity]', 'quantity to explain, or a part of its name; without it all are listed')
    .option('--json', 'print the explanation, or all of them, as JSON')
    .action(
      (folder: string, layer: string | undefined, quantity: string | undefined, options: { readonly json?: boolean }) =>
        run(async () => (await import('./commands/explain.ts')).explainCommand(folder, layer, quantity, options)),
    );

  addSensitivityCommand(program, run);

  program
    .command('trace')
    .description('write transfers and stalls of a layer over time, for Perfetto or Chrome')
    .argument('<results>', 'folder that "zigzag run --out" wrote, or its results.json')
    .argument('<layer>', 'name, short name, part of the name, or id of the layer')
    .addOption(
      new Option(
        '--out <file>',
        'file to write, - for standard output (default: trace-ID.json beside the results)',
      ).argParser(path),
    )
    .option('--cycles', 'show a cycle as 1 µs, also where the accelerator gives its clock')
    .action((results: string, layer: string, options: TraceCommandOptions) =>
      run(async () => (await import('./commands/trace/trace.ts')).traceCommand(results, layer, options)),
    );

  program
    .command('studio')
    .description('serve the page in which a design is changed and its results follow, until it is interrupted')
    .argument(
      '[files...]',
      'accelerator, workload (YAML or ONNX) and mapping to start with, files or built-in examples',
    )
    .addOption(new Option('--port <n>', 'port to listen on; 0 for any that is free').argParser(portNumber).default(0))
    .option('--host <address>', 'address to listen on; others on the network reach any but this', '127.0.0.1')
    .action((files: readonly string[], options: StudioOptions) =>
      run(async () => (await import('./commands/studio/studio.ts')).studioCommand(files, options)),
    );

  program
    .command('mcp')
    .description('serve agents by the Model Context Protocol on standard input and output')
    .action(() => run(async () => (await import('./commands/mcp/mcp.ts')).mcpCommand()));

  program
    .command('schema')
    .description('print a JSON Schema for editors, or where the schemas are and how files name them')
    .argument('[name]', 'accelerator, workload, mapping, sweep or results')
    .option('--vscode', 'print settings of VS Code that apply the schemas to files by name')
    .action((name: string | undefined, options: SchemaOptions) =>
      run(async () => (await import('./commands/schema/schema.ts')).schemaCommand(name, options)),
    );

  program
    .command('serve')
    .description('answer the requests of a program, such as the Python package, until its input ends')
    .requiredOption('--stdio', 'one JSON object per line, on standard input and output')
    .action(() => run(async () => (await import('./commands/serve/serve.ts')).serveCommand()));

  const examples = program
    .command('examples')
    .description('list the built-in accelerators, workloads and mappings')
    .action(() => run(async () => (await import('./commands/examples.ts')).listExamples()));
  examples
    .command('copy')
    .description('copy a built-in example to a folder, as a starting point')
    .argument('<name>', 'name of the example; all inputs of that name are copied')
    .argument('<dir>', 'folder to copy to')
    .option('--force', 'overwrite files that exist')
    .action((name: string, folder: string, options: { readonly force?: boolean }) =>
      run(async () => (await import('./commands/examples.ts')).copyExample(name, folder, options.force ?? false)),
    );
  for (const command of [program, ...program.commands, ...examples.commands]) command.exitOverride();
  return program;
}

/** What to do where a file was meant and an option read: after one dash. */
function dashNote(error: string): string {
  const [, name] = /unknown option '(-[^-'][^']*)'/.exec(error) ?? [];
  return name === undefined ? '' : `(write ./${name} for a file whose name begins with a dash)\n`;
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It must be a port from 0 to 65535.');
  return Number(text);
}

function pictureWidth(text: string): number {
  const value = Number(text);
  if (!(value >= 240 && value <= 4000))
    throw new InvalidArgumentError('It must be a number of pixels from 240 to 4000.');
  return value;
}

function pictureScale(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10)) throw new InvalidArgumentError('It must be a number above 0, at most 10.');
  return value;
}
