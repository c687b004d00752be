/** What a check came to. */
export type Verdict =
  | { readonly is: 'proven' }
  /** Something that the certificate says is false, or a better mapping exists. */
  | { readonly is: 'refuted'; readonly reason: string }
  /** What the certificate says may be true, but it does not show it. */
  | { readonly is: 'not finished'; readonly reason: string };

export const PROVEN: Verdict = { is: 'proven' };

export function refuted(reason: string): Verdict {
  return { is: 'refuted', reason };
}

export function notFinished(reason: string): Verdict {
  return { is: 'not finished', reason };
}

/** What is minimised. */
export type Objective = 'latency' | 'energy' | 'EDP';

/** The value of a cost, or of lower bounds of it. */
export function objectiveValue(objective: Objective, energy: number, latency: number): number {
  return objective === 'energy' ? energy : objective === 'latency' ? latency : energy * latency;
}
