import { countText, quantityText, type Unit } from '../../base/number-text.ts';
import type { QuantityValue } from '../quantity.ts';
import type { MemoryDemand } from './memory-demands.ts';
import type { LanguageModelResults } from './model-results.ts';
import { outputOf } from './outputs.ts';

/** `prefill, batch 4, 2048 new tokens each, context 2048`. */
export function inferenceText({ inference }: LanguageModelResults): string {
  const { family, phase, batch, tokens, context } = inference;
  if (family === 'vision') return countText(batch, 'image');
  const fresh = phase === 'decode' ? '' : `, ${countText(tokens, 'new token')} each`;
  const sequences = `batch ${batch}${fresh}`;
  if (family === 'encoder') return sequences;
  return `${phase}, ${sequences}${family === 'mamba' ? '' : `, context ${context}`}`;
}

/** `not included: embedding, norms, softmax`: what has no layer. */
export function notSearchedText({ inference }: LanguageModelResults): string {
  return `not included: ${inference.notSearched.join(', ')}`;
}

/** The number of a quantity with its unit; undefined where the run doesn't have it. */
export function modelFigure({ quantities }: LanguageModelResults, name: string): string | undefined {
  const found = quantities.find((quantity) => quantity.name === name);
  return found === undefined ? undefined : figureText(found);
}

function figureText({ value, unit }: QuantityValue): string {
  return value === null ? 'none' : quantityText(value, unit satisfies Unit);
}

/** Times and rates of the run, the most asked for first: `time to first token 2.1 s`. */
export function speedTexts(results: LanguageModelResults): readonly string[] {
  const { batch } = results.inference;
  const output = outputOf(results.inference);
  const of = (name: string): string | undefined => modelFigure(results, name);
  const first = of('first_token.time') ?? of('first_token.latency');
  const next = of('token.time') ?? of('token.latency');
  const rate = of(`${output}s_per_second`);
  const ofEach = batch === 1 ? undefined : of(`${output}s_per_second.sequence`);
  const cycles = of(`cycles_per_${output}`);
  const isKnown = next !== undefined && batch === 1;
  return [
    ...(first === undefined ? [] : [`time to first token ${first}`]),
    ...(next === undefined ? [] : [`time per output token ${next}`]),
    ...(rate === undefined ? [] : [ofEach === undefined ? rate : `${rate}, ${ofEach} for each sequence`]),
    ...(rate === undefined && cycles !== undefined && !isKnown ? [`${cycles} per ${output}`] : []),
    ...(rate === undefined && cycles !== undefined
      ? ['the accelerator has no clock_frequency, so there are no seconds']
      : []),
  ];
}

/** `0.35 J per token, 0.41 J with static power`; undefined for incomplete runs. */
export function energyText(results: LanguageModelResults): string | undefined {
  const output = outputOf(results.inference);
  const energy = modelFigure(results, `energy_per_${output}`);
  const whole = modelFigure(results, `energy_per_${output}.with_static`);
  if (energy === undefined) return undefined;
  return `${energy} per ${output}${whole === undefined ? '' : `, ${whole} with static power`}`;
}

/** `dram of 8 GiB holds weights 7.5 GiB and cache 0.25 GiB`, or how much is missing. */
export function demandText({ memory, sizeBits, holds, missingBits }: MemoryDemand): string {
  const data = holds.map(({ data: name, bits }) => `${name} ${quantityText(bits, 'bit')}`).join(' and ');
  const size = `${memory} (${quantityText(sizeBits, 'bit')})`;
  return missingBits === 0
    ? `${data} fit into ${size}, activations not counted`
    : `${data} do not fit into ${size}: ${quantityText(missingBits, 'bit')} are missing`;
}

/** All of it, each fact with its label; none where it goes on with that before. */
export function modelRows(results: LanguageModelResults): readonly (readonly [label: string, text: string])[] {
  const { incomplete, memories, inference } = results;
  const energy = energyText(results);
  return [
    ['model', inferenceText(results)],
    [`${outputOf(inference)}s`, incomplete === null ? speedTexts(results).join('; ') : `no figures: ${incomplete}`],
    ...(energy === undefined ? [] : [['', `${energy}  (${notSearchedText(results)})`] as const]),
    ...memories.map((memory, place) => [place === 0 ? 'memory' : '', demandText(memory)] as const),
  ];
}
