import type { DocumentPath } from '../io/text/source-document.ts';
import type { Expression } from './expression.ts';
import type { SettableInput } from './input-path.ts';
import type { Parameter, SettingValue } from './setting.ts';

/** The content of the inputs of a sweep, as parsed. */
export type InputData = Readonly<Record<SettableInput, unknown>>;

/** A field of an input. */
export interface Target {
  readonly input: SettableInput;
  readonly path: DocumentPath;
}

/** A parameter and the fields that get its value. */
export interface SetParameter extends Parameter {
  /** `entry` is the place of what the field gets in a coupled value. */
  readonly targets: readonly (Target & { readonly entry: number })[];
  /** Its values are lists, of which each field gets one entry. Otherwise every field gets the value itself. */
  readonly isCoupled: boolean;
}

/** Fields that follow from the parameters, or are the same in every design. */
export interface DerivedField {
  readonly targets: readonly Target[];
  readonly value: Expression | { readonly constant: SettingValue };
}

/** How a design follows from its settings. */
export interface DesignRules {
  readonly parameters: readonly SetParameter[];
  /** In the order of the file: each may use those before it. */
  readonly derived: readonly DerivedField[];
  readonly conditions: readonly Expression[];
}
