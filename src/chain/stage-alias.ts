import type { Kinds, OptionKinds } from './kind.ts';
import type { RunnableStage, StageClass, StageContract, StageSetup } from './stage.ts';

type AnyContract = StageContract<Kinds, OptionKinds, Kinds, string>;

/** A second name of a stage class. */
export type StageAlias<N extends string, C extends AnyContract> = (new (
  setup: StageSetup,
) => RunnableStage) & {
  readonly stageName: N;
  readonly contract: C;
  readonly original: StageClass;
};

/** A stage class under another name: messages use the name that the chain was written with, runs use the original. */
export function stageAlias<const N extends string, C extends AnyContract>(
  stageName: N,
  original: (new (setup: StageSetup) => RunnableStage) & { readonly stageName: string; readonly contract: C },
): StageAlias<N, C> {
  return Object.assign(class extends original {}, { stageName, original });
}

/** The class behind a name; a class derived from an alias is one of its own. */
export function originalStage(stage: StageClass): StageClass {
  return Object.hasOwn(stage, 'original') ? (stage.original ?? stage) : stage;
}
