import { InputError } from '../../../base/diagnostic.ts';
import { quantityText } from '../../../base/number-text.ts';
import { bufferTrafficChart } from '../../../charts/curves/buffer-traffic-chart.ts';
import { titleOfInputs } from '../../../io/files/read-input.ts';
import { writePicture } from '../../../io/files/write-picture.ts';
import { checkWritable, writeResult } from '../../../io/files/write-result.ts';
import { costModelText } from '../../../model/cost-model.ts';
import { platformFiles } from '../../../platform/node.ts';
import { type BufferTraffic, bufferTraffic } from '../../../run/curves/buffer-traffic.ts';
import { pointAt } from '../../../run/curves/network-curve.ts';
import { checkOptions } from '../../../run/options/check-options.ts';
import { COMMAND_WORDS } from '../../../run/options/option-words.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { NO_MAPPING, printDiagnostic, printInfeasible } from '../../text/failures.ts';
import { curvesCsv, curvesDocument } from './curves-document.ts';
import type { CurvesOutput } from './curves-output.ts';
import { curvesText, memoryText, timesText } from './curves-text.ts';

/**
 * `zigzag curves`: the least traffic to a memory by the capacity below it.
 * @param given the options of the run, by their names in the library.
 */
export async function curvesCommand(given: unknown, output: CurvesOutput): Promise<number> {
  checkOptions(given, COMMAND_WORDS);
  const { layer, memory, out, json = false } = output;
  if (out !== undefined) {
    refuseOtherFiles(out);
    checkWritable(platformFiles, out);
  }
  const progress = new ProgressLine(!json);
  try {
    const found = await bufferTraffic({
      ...given,
      layer,
      memory,
      onProgress: (event) => progress.update(event),
      onWarning: (diagnostic) => {
        progress.clear();
        printDiagnostic(diagnostic);
      },
    });
    progress.clear();
    printInfeasible(found.infeasible);
    const names = `${await titleOfInputs(given, platformFiles)}${costModelText([found])}`;
    const text = json
      ? JSON.stringify(curvesDocument(found, given, output), undefined, 2)
      : curvesText(found, names, tableOptions(process.stdout));
    process.stdout.write(`${text}\n`);
    if (out !== undefined) write(found, names, out);
    return found.infeasible.length > 0 ? NO_MAPPING : 0;
  } finally {
    progress.clear();
  }
}

function write(found: BufferTraffic, names: string, out: string): void {
  if (/\.csv$/i.test(out)) writeResult(platformFiles, out, curvesCsv(found));
  else writePicture(platformFiles, out, chartOf(found, names), 2);
}

function chartOf(found: BufferTraffic, names: string): string {
  const { layers, memory, below, presentBits } = found;
  const [only] = layers.length === 1 ? layers : [];
  const curve = only ?? found;
  const today = pointAt(curve, presentBits);
  const times = today === undefined ? '' : `: ${timesText(today.trafficBits, curve.compulsoryBits)}`;
  return bufferTrafficChart(curve.points, {
    title: `Least traffic of ${memory}: ${only === undefined ? names : `${only.layer.name} of ${names}`}`,
    notes: [`one memory for all operands, in place of ${below.map(memoryText).join(' and ')}`],
    memory,
    compulsoryBits: curve.compulsoryBits,
    mark: { capacityBits: presentBits, text: `today ${quantityText(presentBits, 'bit')}${times}` },
  });
}

function refuseOtherFiles(out: string): void {
  if (/\.(svg|png|csv)$/i.test(out)) return;
  throw new InputError([
    {
      code: 'ZZ6061',
      severity: 'error',
      message: `the name "${out}" ends in neither .svg, .png nor .csv`,
      hint: 'end the name in .svg, .png or .csv',
    },
  ]);
}
