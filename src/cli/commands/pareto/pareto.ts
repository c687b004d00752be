import { InputError } from '../../../base/diagnostic.ts';
import { countText } from '../../../base/number-text.ts';
import { loadChartLibrary } from '../../../charts/drawing/chart-library.ts';
import { paretoChart } from '../../../charts/scatter/pareto-front.ts';
import { titleOfInputs } from '../../../io/files/read-input.ts';
import { writePicture } from '../../../io/files/write-picture.ts';
import { checkWritable } from '../../../io/files/write-result.ts';
import { costModelNotes, costModelText } from '../../../model/cost-model.ts';
import { platformFiles } from '../../../platform/node.ts';
import { checkOptions } from '../../../run/options/check-options.ts';
import { COMMAND_WORDS } from '../../../run/options/option-words.ts';
import type { NetworkChoice, NetworkPareto } from '../../../run/pareto.ts';
import { leastEnergyWithin, networkPareto } from '../../../run/pareto.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { NO_MAPPING, printDiagnostic, printInfeasible } from '../../text/failures.ts';
import { loopText, paretoDocument } from './pareto-document.ts';
import type { ParetoOutput } from './pareto-flags.ts';
import { paretoText } from './pareto-text.ts';

/**
 * `zigzag pareto`: the front of energy and latency of a network or layer.
 * @param given the options of the run, by their names in the library.
 */
export async function paretoCommand(given: unknown, output: ParetoOutput): Promise<number> {
  checkOptions(given, COMMAND_WORDS);
  const { layer, maxLatency, out, json = false } = output;
  if (out !== undefined) {
    refuseOtherPictures(out);
    checkWritable(platformFiles, out);
  }
  const progress = new ProgressLine(!json);
  try {
    const pareto = await networkPareto({
      ...given,
      ...(layer === undefined ? {} : { layer }),
      onProgress: (event) => progress.update(event),
      onWarning: (diagnostic) => {
        progress.clear();
        printDiagnostic(diagnostic);
      },
    });
    progress.clear();
    printInfeasible(pareto.infeasible);
    const chosen = maxLatency === undefined ? undefined : choiceWithin(pareto, maxLatency);
    const model = costModelText(pareto.layers.flatMap(({ evaluations }) => evaluations));
    const names = `${await titleOfInputs(given, platformFiles)}${model}`;
    if (json) {
      process.stdout.write(`${JSON.stringify(paretoDocument(pareto, { given, output, chosen }), undefined, 2)}\n`);
    } else {
      process.stdout.write(`${paretoText(pareto, names, chosen, tableOptions(process.stdout))}\n`);
    }
    if (out !== undefined) await draw(pareto, names, chosen, out);
    return pareto.infeasible.length > 0 ? NO_MAPPING : 0;
  } finally {
    progress.clear();
  }
}

async function draw(
  pareto: NetworkPareto,
  names: string,
  chosen: NetworkChoice | undefined,
  out: string,
): Promise<void> {
  const { layers, choices } = pareto;
  const [only] = layers.length === 1 ? layers : [];
  const points =
    only === undefined
      ? choices.map(({ energy, latency }) => ({ energy, latency }))
      : only.evaluations.map((evaluation) => ({
          energy: evaluation.energy,
          latency: evaluation.latency,
          name: loopText(evaluation),
        }));
  const svg = paretoChart(await loadChartLibrary(), points, {
    title: only === undefined ? `Pareto front of ${names}` : `Pareto front of ${only.layer.name}, ${names}`,
    note: [
      pareto.isProven ? 'proven' : 'not proven: others may belong to it',
      ...costModelNotes(layers.flatMap(({ evaluations }) => evaluations)),
    ].join('; '),
    ...(chosen === undefined
      ? {}
      : { winner: { energy: chosen.energy, latency: chosen.latency, text: 'within the latency limit' } }),
  });
  writePicture(platformFiles, out, svg, 2);
}

/** @throws InputError when all choices take longer. */
function choiceWithin(pareto: NetworkPareto, latency: number): NetworkChoice {
  const found = leastEnergyWithin(pareto, latency);
  if (found !== undefined) return found;
  throw new InputError([
    {
      code: 'ZZ6067',
      severity: 'error',
      message: `no choice of mappings takes at most ${countText(latency, 'cycle')}`,
      hint: `the fastest one takes ${pareto.choices[0]?.latency} cycles`,
    },
  ]);
}

function refuseOtherPictures(out: string): void {
  if (/\.(svg|png)$/i.test(out)) return;
  throw new InputError([
    {
      code: 'ZZ6061',
      severity: 'error',
      message: `the name "${out}" ends in neither .svg nor .png`,
      hint: 'end the name in .svg or .png',
    },
  ]);
}
