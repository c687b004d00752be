import { type Command, InvalidArgumentError, Option } from 'commander';
import { COST_MODELS } from '../../../model/cost-model.ts';
import { parseNamePairs } from '../../../timeloop/names/name-pairs.ts';
import { oneOf } from '../../run-flags.ts';
import type { ExportOptions, ImportOptions } from './mapping-options.ts';

/** Adds `zigzag mapping import` and `zigzag mapping export`. */
export function addMappingCommands(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  const mapping = program
    .command('mapping')
    .description('read mappings of Timeloop, and write mappings for it')
    .enablePositionalOptions();
  shared(
    mapping
      .command('import')
      .description('turn a Timeloop map into a file for "zigzag evaluate"; exit with 3 if that would lose something')
      .argument('<file>', 'YAML file with "mapping", a list of directives')
      .requiredOption('--accelerator <file>', 'accelerator file, or built-in example')
      .requiredOption('--workload <file>', 'workload file (YAML or ONNX), or built-in example')
      .option('--layer <name>', 'name, short name, part of the name, or id of the layer, if there are several')
      .option('--mapping <file>', 'mapping file, for its memory_operand_links (default: O: O, I: I1, W: I2)')
      .addOption(
        oneOf(new Option('--cost-model <model>', 'cost model that the file names (default: none)'), [...COST_MODELS]),
      )
      .option('--as-mapping', 'a mapping file for "zigzag run" instead, if a run then finds the same mapping'),
  )
    .addOption(pairs('--axes <pairs>', 'array dimensions of axes, such as X=D1,Y=D2 or Buffer.X=D1'))
    .action((file: string, options: ImportOptions) =>
      run(async () => (await import('./import.ts')).importCommand(file, options)),
    );
  shared(
    mapping
      .command('export')
      .description('write Timeloop maps of the layers of a run; exit with 3 if that would lose something')
      .argument('<results>', 'folder that "zigzag run --out" wrote, or its results.json')
      .argument('[layer]', 'name, short name, part of the name, or id of a layer'),
  ).action((results: string, layer: string | undefined, options: ExportOptions) =>
    run(async () => (await import('./export.ts')).exportCommand(results, layer, options)),
  );
  for (const command of mapping.commands) command.exitOverride();
}

function shared(command: Command): Command {
  return command
    .addOption(pairs('--levels <pairs>', 'memories of levels, such as Buffer=sram,RF=rf_W+rf_O (default: equal names)'))
    .addOption(pairs('--dimensions <pairs>', 'loops of dimensions, such as M=K,P=OX (default: docs/timeloop.md)'))
    .addOption(pairs('--tensors <pairs>', 'operands of data spaces, such as Weights=W (default: docs/timeloop.md)'))
    .option('--lossy', 'write the file all the same, and say what is lost')
    .option('--out <path>', 'file to write; of an export of several layers a folder (default: -, print it)');
}

function pairs(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const found = parseNamePairs(text);
    if (found === undefined) {
      throw new InvalidArgumentError(
        'It must be pairs <name in Timeloop>=<name here>, with commas between, every name once.',
      );
    }
    return found;
  });
}
