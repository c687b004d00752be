import type { LanguageModelInference } from '../../model/workload/language-model.ts';

/** What a run gives, and what its costs are counted by: tokens, images, or utterances of an encoder of sound. */
export type Output = 'token' | 'image' | 'utterance';

export function outputOf({ family, phase }: LanguageModelInference): Output {
  if (family === 'vision') return 'image';
  return family === 'speech' && phase === 'prefill' ? 'utterance' : 'token';
}

/** Outputs of a whole run: new tokens of all sequences, or the batch. */
export function outputCount(inference: LanguageModelInference): number {
  return outputOf(inference) === 'token' ? inference.batch * inference.tokens : inference.batch;
}

/** Whether the run ends with the first token of a text. */
export function givesFirstToken({ family, phase }: LanguageModelInference): boolean {
  return phase === 'prefill' && (family === 'decoder' || family === 'speech' || family === 'mamba');
}
