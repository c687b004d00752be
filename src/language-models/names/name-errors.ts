import type { Diagnostic } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { RequestKey } from './keys.ts';

/** Findings about the names of models and their keys. */

export function unknownModel(written: string, known: readonly string[]): Diagnostic {
  return {
    code: 'ZZ3401',
    severity: 'error',
    message: `there is ${/[/\\]|\.json$/i.test(written) ? 'neither a language model nor the config.json of one at' : 'no language model'} "${written}"${didYouMean(written, known)}`,
    hint: `pass the path of a config.json, or one of: ${known.join(', ')}`,
  };
}

export function unknownKey(name: string, key: string, keys: readonly RequestKey[]): Diagnostic {
  const known = keys.map((one) => one.name);
  return {
    code: 'ZZ3402',
    severity: 'error',
    message: `"${name}": unknown key "${key}"${didYouMean(key, known)}`,
    hint: `use keys of: ${known.join(', ')}`,
  };
}

export function keyOfOthers(name: string, key: string, model: string, keys: readonly RequestKey[]): Diagnostic {
  return {
    code: 'ZZ3403',
    severity: 'error',
    message: `"${name}": the key "${key}" has no effect on ${model}`,
    hint: `leave it out; the keys of this model are: ${keys.map((one) => one.name).join(', ')}`,
  };
}

export function unreadableKey(name: string, written: string, form: string): Diagnostic {
  return {
    code: 'ZZ3404',
    severity: 'error',
    message: `"${name}": "${written}" is no key with a value`,
    hint: `write key=value, as in ${form}`,
  };
}

export function repeatedKey(name: string, key: string): Diagnostic {
  return {
    code: 'ZZ3405',
    severity: 'error',
    message: `"${name}": the key "${key}" is given twice`,
    hint: 'give it once',
  };
}

export function wrongValue(name: string, key: RequestKey, value: string): Diagnostic {
  const { values } = key;
  const isNumber = 'least' in values;
  const isTooLarge = isNumber && Number(value) > values.most;
  return {
    code: 'ZZ3406',
    severity: 'error',
    message: `"${name}": ${key.name} is "${value}"; expected ${isNumber ? `a whole number from ${values.least} to ${values.most}` : values.join(', ')}${isNumber ? '' : didYouMean(value, values)}`,
    hint: isNumber
      ? `write it in digits, as in ${key.name}=${isTooLarge ? values.most : values.least}`
      : `write ${key.name}=${values[0]}`,
  };
}

export function beyondModel(name: string, key: string, value: number, model: string, most: number): Diagnostic {
  return {
    code: 'ZZ3407',
    severity: 'error',
    message: `"${name}": ${key} is ${value}; ${model} takes at most ${most} tokens`,
    hint: `write ${key}=${most} or less`,
  };
}

export function contradiction(name: string, what: string, hint: string): Diagnostic {
  return { code: 'ZZ3408', severity: 'error', message: `"${name}": ${what}`, hint };
}
