import { withField } from '../io/text/field-path.ts';
import { isRecord, valueAt } from '../io/text/source-document.ts';
import type { DesignRules, InputData, Target } from './design-rules.ts';
import type { Settings } from './design-space.ts';
import { ExpressionError, type NameLookup } from './expression.ts';
import { truthOf } from './expression-node.ts';
import { SETTABLE_INPUTS } from './input-path.ts';
import { isSettingValue, type SettingValue } from './setting.ts';

/** The content of a design's inputs. What no parameter changes is the very object of the original. */
export interface DesignDescription {
  readonly settings: Settings;
  readonly data: InputData;
  /** Whether it meets the conditions of the sweep. */
  readonly isAdmitted: boolean;
}

/**
 * The inputs with the settings of a design in place, and what follows from them.
 * @throws ExpressionError when an expression can't be evaluated.
 */
export function describeDesign(original: InputData, rules: DesignRules, settings: Settings): DesignDescription {
  let data = original;
  const set = ({ input, path }: Target, value: SettingValue): void => {
    data = { ...data, [input]: withField(data[input], path, value) };
  };
  for (const { name, targets, isCoupled } of rules.parameters) {
    const value = settings[name] ?? null;
    for (const target of targets) {
      set(target, isCoupled && Array.isArray(value) ? (value[target.entry] ?? null) : value);
    }
  }
  const lookUp: NameLookup = (name) => meaningOf(name, settings, data);
  for (const { targets, value } of rules.derived) {
    const result = 'constant' in value ? value.constant : settingValue(value.evaluate(lookUp));
    for (const target of targets) set(target, result);
  }
  const isAdmitted = rules.conditions.every(({ evaluate }) => truthOf(evaluate(lookUp)) === true);
  return { settings, data, isAdmitted };
}

/** What a name of an expression stands for: a parameter, an input, or a memory of the accelerator. Undefined for others. */
export function meaningOf(name: string, settings: Settings, data: InputData): unknown {
  if (Object.hasOwn(settings, name)) return settings[name];
  const input = SETTABLE_INPUTS.find((one) => one === name);
  if (input !== undefined) return data[input];
  return valueAt(data.accelerator, ['memories', name]);
}

/** Names that expressions may use. */
export function knownNames(rules: Pick<DesignRules, 'parameters'>, data: InputData): string[] {
  const memories = valueAt(data.accelerator, ['memories']);
  return [
    ...rules.parameters.map(({ name }) => name),
    ...(isRecord(memories) ? Object.keys(memories) : []),
    ...SETTABLE_INPUTS,
  ];
}

function settingValue(value: unknown): SettingValue {
  if (isSettingValue(value)) return value;
  throw new ExpressionError(`the value is ${String(value)}; expected a finite number, a text, true or false`, 0);
}
