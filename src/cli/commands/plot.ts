import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { printable } from '../../base/plain-text.ts';
import { didYouMean } from '../../base/suggest.ts';
import { loadChartLibrary } from '../../charts/drawing/chart-library.ts';
import { writePicture } from '../../io/files/write-picture.ts';
import { checkWritable } from '../../io/files/write-result.ts';
import { platformFiles } from '../../platform/node.ts';
import { storedRun } from '../stored-run.ts';
import { PLOT_KINDS, PlotCommandOptions, type PlotKind, type PlotOption, type PlotOptions } from './plot-kinds.ts';

/** Points per pixel of a PNG: 192 dpi. */
const PNG_SCALE = 2;

/** `zigzag plot`: draws the results of a run, given their file or folder. */
export async function plotCommand(results: string, given: unknown): Promise<number> {
  const options = PlotCommandOptions.parse(given);
  const kind = findKind(options.kind);
  checkOptions(kind, options);
  checkWritable(platformFiles, options.out);
  const run = await storedRun(results);
  const library = await loadChartLibrary();
  const { svg, content } = kind.draw({ run, library, options });
  writePicture(platformFiles, options.out, svg, options.scale ?? PNG_SCALE);
  process.stdout.write(`${options.out}: ${printable(content)}\n`);
  return 0;
}

export function findKind(wanted: string): PlotKind {
  const kind = PLOT_KINDS.find(({ name }) => name === wanted);
  if (kind !== undefined) return kind;
  const names = PLOT_KINDS.map(({ name }) => name);
  const list = PLOT_KINDS.map(({ name, description }) => `${name.padEnd(18)}${description}`).join('\n       ');
  throw refusal([
    {
      code: 'ZZ6060',
      severity: 'error',
      message: `there is no kind of plot "${wanted}"${didYouMean(wanted, names)}`,
      hint: `choose one of\n       ${list}`,
    },
  ]);
}

/** @throws InputError naming every option that does not go with the others. */
function checkOptions(kind: PlotKind, options: PlotOptions): void {
  const problems: Diagnostic[] = [...idlePlotOptions(kind, options)];
  const extension = /\.(svg|png)$/i.exec(options.out)?.[1]?.toLowerCase();
  if (extension === undefined) {
    problems.push({
      code: 'ZZ6061',
      severity: 'error',
      message: `the name "${options.out}" ends in neither .svg nor .png`,
      hint: 'end the name in .svg or .png',
    });
  }
  if (extension === 'svg' && options.scale !== undefined) {
    problems.push(idle('--scale has no effect on SVG; it sets the resolution of PNG'));
  }
  if (problems.length > 0) throw refusal(problems);
}

/** Options that are given and do not belong to the kind. @param dashes before the names of options, as the caller writes them. */
export function idlePlotOptions(
  kind: PlotKind,
  options: { readonly [Option in PlotOption]?: unknown },
  dashes = '--',
): Diagnostic[] {
  return (['layer', 'title', 'top', 'share', 'axes'] as const)
    .filter((option) => options[option] !== undefined && !kind.options.includes(option))
    .map((option) => {
      const others = PLOT_KINDS.filter((other) => other.options.includes(option)).map(({ name }) => name);
      return idle(
        `${dashes}${option} has no effect with ${dashes}kind ${kind.name}; it applies to ${others.join(', ')}`,
      );
    });
}

function idle(message: string): Diagnostic {
  return { code: 'ZZ6062', severity: 'error', message, hint: 'leave it out' };
}

function refusal(problems: readonly Diagnostic[]): InputError {
  return new InputError(problems);
}
