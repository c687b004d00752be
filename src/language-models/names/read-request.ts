import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { ModelDescription } from '../model.ts';
import type { WorkloadRequest } from '../request.ts';
import { REQUEST_KEYS, type RequestKey } from './keys.ts';
import * as errors from './name-errors.ts';

/** New tokens, or keys, where none are asked for. */
const USUAL_TOKENS = 2048;

/** What is asked, and the model with the changes that were asked for. */
export interface ReadRequest {
  readonly model: ModelDescription;
  readonly request: WorkloadRequest;
}

/**
 * Reads the values of a name for a model.
 * @param name as messages show it.
 * @param title of the model.
 * @throws InputError listing every key and value that cannot be used.
 */
export function readRequest(
  name: string,
  title: string,
  model: ModelDescription,
  written: ReadonlyMap<string, string>,
): ReadRequest {
  const findings = [...written].flatMap(([key, value]) => findingsOf(name, title, model, key, value));
  if (findings.length > 0) throw new InputError(findings);
  const values = new Values(written);
  const changed = changedModel(model, values);
  const request = requestOf(changed, values);
  const conflicts = conflictsOf(name, title, changed, request, written);
  if (conflicts.length > 0) throw new InputError(conflicts);
  return { model: changed, request };
}

/** Values of keys that are known to be right. */
class Values {
  private readonly written: ReadonlyMap<string, string>;

  constructor(written: ReadonlyMap<string, string>) {
    this.written = written;
  }

  number(key: string): number | undefined {
    const text = this.written.get(key);
    return text === undefined ? undefined : Number(text);
  }

  /** The word of a key, which is one of those; the first where it isn't given. */
  word<Word extends string>(key: string, words: readonly [Word, ...Word[]]): Word {
    return words.find((word) => word === this.written.get(key)) ?? words[0];
  }
}

function findingsOf(
  name: string,
  title: string,
  { family }: ModelDescription,
  key: string,
  value: string,
): readonly Diagnostic[] {
  const keys = REQUEST_KEYS.filter(({ families }) => families.includes(family));
  const known = REQUEST_KEYS.find((one) => one.name === key);
  if (known === undefined) return [errors.unknownKey(name, key, keys)];
  if (!keys.includes(known)) return [errors.keyOfOthers(name, key, title, keys)];
  return isValue(known, value) ? [] : [errors.wrongValue(name, known, value)];
}

function isValue({ values }: RequestKey, text: string): boolean {
  if (!('least' in values)) return values.includes(text);
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= values.least && value <= values.most;
}

function changedModel(model: ModelDescription, values: Values): ModelDescription {
  const layers = values.number('layers') ?? model.layers;
  const multiple = values.number('pad_vocab') ?? 1;
  const padded = (vocabulary: number) => Math.ceil(vocabulary / multiple) * multiple;
  switch (model.family) {
    case 'decoder':
    case 'mamba':
      return { ...model, layers, vocabulary: padded(model.vocabulary) };
    case 'speech': {
      const decoderLayers = values.number('layers') ?? model.decoderLayers;
      return { ...model, layers, decoderLayers, vocabulary: padded(model.vocabulary) };
    }
    case 'encoder':
      return { ...model, layers };
    case 'vision':
      return { ...model, layers, imageSize: values.number('image') ?? model.imageSize };
  }
}

/** Most tokens of a sequence; undefined for models without a bound. */
function mostTokens(model: ModelDescription): number | undefined {
  return 'maxContext' in model ? model.maxContext : undefined;
}

function requestOf(model: ModelDescription, values: Values): WorkloadRequest {
  const phase = values.word('phase', ['prefill', 'decode']);
  const usual = Math.min(USUAL_TOKENS, mostTokens(model) ?? USUAL_TOKENS);
  const context = values.number('context');
  const tokens = phase === 'decode' ? 1 : (values.number('tokens') ?? Math.min(context ?? usual, usual));
  const activationBits = values.number('act_bits') ?? 8;
  return {
    phase,
    batch: values.number('batch') ?? 1,
    tokens,
    context: context ?? (phase === 'decode' ? usual : tokens),
    weightBits: values.number('weight_bits') ?? 8,
    activationBits,
    cacheBits: values.number('kv_bits') ?? activationBits,
    partialSumBits: values.number('acc_bits') ?? 16,
    outputBits: values.number('out_bits') ?? activationBits,
    attention: values.word('attention', ['full', 'causal']),
    logits: values.word('logits', ['last', 'all']),
    experts: values.word('experts', ['expected', 'worst', 'best']),
    absorb: values.word('absorb', ['auto', 'true', 'false']),
  };
}

/** Values that are right alone, but not together or not for this model. */
function conflictsOf(
  name: string,
  title: string,
  model: ModelDescription,
  { phase, tokens, context }: WorkloadRequest,
  written: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const most = mostTokens(model) ?? Number.POSITIVE_INFINITY;
  const findings: Diagnostic[] = [];
  if (phase === 'decode' && written.has('tokens')) {
    findings.push(
      errors.contradiction(
        name,
        'tokens is given in decode, which has one new token',
        'leave tokens out, or write context for the tokens that attention sees',
      ),
    );
  }
  if (tokens > most) findings.push(errors.beyondModel(name, 'tokens', tokens, title, most));
  else if (context > most) findings.push(errors.beyondModel(name, 'context', context, title, most));
  else if (context < tokens) {
    findings.push(
      errors.contradiction(
        name,
        `context is ${context} and tokens is ${tokens}; the context includes the new tokens`,
        `write context=${tokens} or more`,
      ),
    );
  }
  if (model.family === 'vision' && model.imageSize % model.patchSize !== 0) {
    findings.push(
      errors.contradiction(
        name,
        `image is ${model.imageSize}; ${title} has patches of ${model.patchSize} pixels`,
        `write a multiple of ${model.patchSize}`,
      ),
    );
  }
  return findings;
}
