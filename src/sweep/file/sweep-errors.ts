import type { Diagnostic } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { error } from '../../io/text/diagnostic-maker.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';

/* Faults of a sweep file that its schema can't tell (docs/errors.md#sweeps). */

export function noValues(at: SourceOrigin, name: string): Diagnostic {
  return error(
    'ZZ7101',
    at,
    `parameter "${name}" has no values`,
    'give values, tuples, or from and to with a step or factor: values: [8, 16, 32]',
  );
}

export function unusableValues(
  at: SourceOrigin,
  name: string,
  problem: string,
  hint = 'change the range, or list the values: values: [8, 16, 32]',
): Diagnostic {
  return error('ZZ7101', at, `parameter "${name}": ${problem}`, hint);
}

export function severalKindsOfValues(at: SourceOrigin, name: string, kinds: readonly string[]): Diagnostic {
  return error(
    'ZZ7102',
    at,
    `parameter "${name}" has ${kinds.join(' and ')}; expected one of them`,
    'keep values, or tuples, or from and to',
  );
}

export function wrongTuple(at: SourceOrigin, name: string, entries: number, fields: number): Diagnostic {
  return error(
    'ZZ7103',
    at,
    `parameter "${name}" sets ${countText(fields, 'field')}${fields === 1 ? '' : ' together'}, but this tuple has ${entries} ${entries === 1 ? 'entry' : 'entries'}`,
    'write one entry for every field of sets, in their order',
  );
}

export function noField(at: SourceOrigin, written: string): Diagnostic {
  return error(
    'ZZ7104',
    at,
    `"${written}" is no field of an input`,
    'begin with accelerator, mapping, workload or run: accelerator.memories.sram.size, accelerator.operational_array.sizes[0]',
  );
}

export function unknownField(at: SourceOrigin, problem: string): Diagnostic {
  return error('ZZ7105', at, problem, 'write the field as in its file; [*] stands for every entry of a list');
}

export function unreadableExpression(at: SourceOrigin, text: string, problem: string): Diagnostic {
  return error(
    'ZZ7106',
    at,
    `"${text}" can't be read: ${problem}`,
    'write numbers, names of parameters, fields such as sram.size, and operators: 64 * array',
  );
}

export function unknownName(at: SourceOrigin, name: string, suggestion: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ7107',
    at,
    `there is no parameter or memory "${name}"${suggestion}`,
    `names are ${known.join(', ')}; a text as a value needs quotes of its own: "'${name}'"`,
  );
}

export function unusableExpression(at: SourceOrigin, text: string, problem: string): Diagnostic {
  return error('ZZ7108', at, `"${text}" can't be evaluated: ${problem}`, 'correct the expression');
}

export function unknownQuantity(at: SourceOrigin, written: string, suggestion: string, hint: string): Diagnostic {
  return error('ZZ7109', at, `there is no quantity "${written}"${suggestion}`, hint);
}

/** A limit on a quantity in a unit of something else. */
export function wrongUnit(at: SourceOrigin, text: string, problem: string, hint: string): Diagnostic {
  return error('ZZ7118', at, `"${text}" can't be decided: ${problem}`, hint);
}

/** Quantities of time and power where no clock is known. */
export function noClock(at: SourceOrigin, quantity: string): Diagnostic {
  return error(
    'ZZ7119',
    at,
    `${quantity} is unknown in every design: the accelerator has no clock_frequency`,
    'write clock_frequency, in MHz, into the accelerator file, or set it for all designs: set: {accelerator.clock_frequency: 500}',
  );
}

/** Quantities of language models that no workload of the sweep has. */
export function noModel(at: SourceOrigin, quantity: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ7120',
    at,
    `${quantity} is unknown in every design: no workload is a language model, unchanged and whole, that has it`,
    known.length === 0
      ? 'name a language model as workload, such as llama3-8b:decode, and set no fields of the workload'
      : `the workloads have ${known.join(', ')}`,
  );
}

export function repeatedParameter(at: SourceOrigin, field: string, first: string, second: string): Diagnostic {
  return error(
    'ZZ7110',
    at,
    `${field} is set by ${first} and by ${second}`,
    'let one parameter or expression set the field',
  );
}

export function runOption(at: SourceOrigin, problem: string, hint: string): Diagnostic {
  return error('ZZ7111', at, problem, hint);
}

export function noDesigns(at: SourceOrigin): Diagnostic {
  return error('ZZ7112', at, 'no design meets the conditions of where', 'loosen the conditions, or give other values');
}

export function strategyOption(at: SourceOrigin, option: string, kind: string, kinds: string): Diagnostic {
  return error('ZZ7113', at, `${option} has no effect with strategy ${kind}`, `leave it out, or use it with ${kinds}`);
}

export function weightOfWorst(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ7113',
    at,
    'weight has no effect with combine: worst',
    'leave it out, or combine the networks by their mean',
  );
}

export function workloadFields(at: SourceOrigin, problem: string, hint: string): Diagnostic {
  return error('ZZ7114', at, problem, hint);
}

export function noBoundOf(at: SourceOrigin, quantity: string): Diagnostic {
  return error(
    'ZZ7115',
    at,
    `strategy exact knows no bound of ${quantity}, so it can't skip any design`,
    'use objectives among energy, latency, edp and area, or strategy grid',
  );
}

export function tooManyDesigns(at: SourceOrigin, designs: number, most: number, strategy: string): Diagnostic {
  return error(
    'ZZ7116',
    at,
    `the parameters have ${designs} combinations; ${strategy} takes at most ${most}`,
    'give fewer values, or couple parameters by tuples',
  );
}

export function takenName(at: SourceOrigin, name: string, kind: string): Diagnostic {
  return error(
    'ZZ7117',
    at,
    `parameter "${name}" has the name of a ${kind} of the results`,
    'rename the parameter, and give it a title for readers',
  );
}
