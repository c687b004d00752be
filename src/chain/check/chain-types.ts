import type { Kinds, ValuesOf } from '../kind.ts';
import type { CanonicalName } from './argument-names.ts';

/*
 * The compile-time half of the chain check: a literal list of stages given to MainStage is refused by the compiler, at the
 * offending entry, when a stage needs what nobody provides. `chain-check.ts` is the other half.
 */

type Part<S, Name extends string> = S extends { contract: { readonly [K in Name]?: infer K extends Kinds } }
  ? K
  : never;
type Values<S, Name extends string> = [Part<S, Name>] extends [never] ? unknown : ValuesOf<Part<S, Name>>;
type Dropped<S> = S extends { contract: { readonly drops?: readonly (infer D)[] } } ? D & string : never;
type NameOf<S> = S extends { stageName: infer N extends string } ? N : 'stage';

/** Names of required arguments that are missing from the context, or there with another type. */
type Missing<Required, Given> = {
  [K in keyof Required]: K extends keyof Given ? (Given[K] extends Required[K] ? never : K) : K;
}[keyof Required] &
  string;

/**
 * The list itself if every stage finds what it needs, else a sentence in the place of the first that does not. Lists made at run
 * time, of unknown length, pass.
 */
export type CheckedChain<Chain extends readonly unknown[], Given> = number extends Chain['length']
  ? Chain
  : CheckedTuple<Chain, Given>;

/** Subclasses of `Stage` that declare nothing: what they read and set shows only when they run. */
type DeclaresNothing<S> = S extends { contract: infer C } ? ('undeclared' extends keyof C ? true : false) : false;

/** Stages whose provided arguments only the run's own arguments tell: below them the compiler cannot check. */
type ProvidesAnything = 'GeneralParameterIteratorStage' | 'ForEachValueStage';

type CheckedTuple<Chain extends readonly unknown[], Given> = Chain extends readonly [infer S, ...infer Below]
  ? DeclaresNothing<S> extends true
    ? readonly [S, ...Below]
    : [Missing<Values<S, 'requires'>, Given>] extends [never]
      ? NameOf<S> extends ProvidesAnything
        ? readonly [S, ...Below]
        : readonly [
            S,
            ...CheckedTuple<Below, Omit<Given, keyof Values<S, 'provides'> | Dropped<S>> & Values<S, 'provides'>>,
          ]
      : readonly [
          `${NameOf<S>} needs '${Missing<Values<S, 'requires'>, Given>}': no stage above and no argument provides it (with the right type)`,
          ...Below,
        ]
  : readonly [];

/** Arguments under today's names. */
export type CanonicalArguments<A> = {
  [K in keyof A as CanonicalName<K>]: A[K];
};
