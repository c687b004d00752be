import type { ExplainedCase } from '../explained-case.ts';
import type { AcceleratorChange } from '../explanation.ts';
import type { ChangeEvaluator } from './evaluate-changes.ts';
import type { FoundChange } from './find-change.ts';

/** A change in words; `times`: the quantity is for so many layers. */
export function describeChange(
  explained: ExplainedCase,
  evaluator: ChangeEvaluator,
  { number, from, to, value, powerOfTwo, most }: FoundChange,
  times: number,
): AcceleratorChange {
  const memory = explained.evaluation.accelerator.memoryHierarchy.memories[number.memory];
  const name = memory?.name ?? '';
  const values = {
    from,
    to,
    value: value * times,
    ...(powerOfTwo && { powerOfTwo: { to: powerOfTwo.to, value: powerOfTwo.value * times } }),
    ...(most && { most: { to: most.to, value: most.value * times } }),
  };
  if (number.kind !== 'size')
    return { what: `${number.kind} of port ${number.port} of ${name}`, unit: 'bits per cycle', ...values };
  const moved = movedLoops(explained, evaluator, { number, from, to, value }, name);
  return { what: `size of ${name}${moved === '' ? '' : `, which then also holds ${moved}`}`, unit: 'bits', ...values };
}

/** `K 2, C 4 of W`: the loops that the larger memory takes in. */
function movedLoops(
  { evaluation, operands }: ExplainedCase,
  evaluator: ChangeEvaluator,
  { number, to }: FoundChange,
  memoryName: string,
): string {
  const { boundaries, loops } = evaluation.temporalMapping;
  const then = evaluator.mapping(number, to)?.boundaries;
  return operands
    .flatMap(({ name, memories }) => {
      const level = memories.findIndex((memory) => memory.name === memoryName);
      const [start, end] = [boundaries.get(name)?.[level], then?.get(name)?.[level]];
      if (start === undefined || end === undefined || end <= start) return [];
      const taken = loops.slice(start, end).map(({ dimension, size }) => `${dimension} ${size}`);
      return [`${taken.join(', ')} of ${name}`];
    })
    .join(' and ');
}
