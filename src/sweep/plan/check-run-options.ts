import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { describeDesign } from '../../design-space/describe-design.ts';
import type { DesignRules, InputData } from '../../design-space/design-rules.ts';
import type { DesignSpace } from '../../design-space/design-space.ts';
import { keyOriginOf, originOf, type SourceDocument } from '../../io/text/source-document.ts';
import { readRunOptions } from '../file/run-options.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import * as errors from '../file/sweep-errors.ts';

/** @throws InputError for options of `run` that can't be used. */
export function refuseRunOptions(document: SourceDocument, { run }: SweepDefinition): void {
  const { problems } = readRunOptions(run);
  if (problems.length === 0) return;
  throw new InputError(
    problems.map(({ key, message, hint }) => errors.runOption(originOf(document, ['run', key]), message, hint)),
  );
}

/**
 * Looks at every value of every parameter that sets an option, and at what follows for options in the first design.
 * @throws InputError for options that can't be used.
 */
export function refuseSetRunOptions(
  document: SourceDocument,
  rules: DesignRules,
  space: DesignSpace,
  inputs: InputData,
): void {
  const first = space.settingsAt(0);
  const findings: Diagnostic[] = [];
  for (const parameter of rules.parameters) {
    if (!parameter.targets.some(({ input }) => input === 'run')) continue;
    const alone = { parameters: [parameter], derived: [], conditions: [] };
    const at = keyOriginOf(document, ['parameters', parameter.name]);
    for (const value of parameter.values) {
      const problems = problemsIn(describeDesign(inputs, alone, { [parameter.name]: value }).data);
      findings.push(...problems.map(({ message, hint }) => errors.runOption(at, message, hint)));
      // The name of an option is wrong for every value.
      if (problems.length > 0) break;
    }
  }
  const keys = document.keysOf(['set']);
  for (const [place, derived] of rules.derived.entries()) {
    if (findings.length > 0 || !derived.targets.some(({ input }) => input === 'run')) continue;
    const upToHere = { ...rules, derived: rules.derived.slice(0, place + 1), conditions: [] };
    const at = keyOriginOf(document, ['set', keys[place] ?? '']);
    const problems = problemsIn(describeDesign(inputs, upToHere, first).data);
    findings.push(...problems.map(({ message, hint }) => errors.runOption(at, message, hint)));
  }
  if (findings.length > 0) throw new InputError(findings);
}

function problemsIn({ run }: InputData) {
  return readRunOptions(typeof run === 'object' && run !== null ? { ...run } : {}).problems;
}
