import { MappingError } from '../../base/diagnostic.ts';
import { DATA_DIRECTIONS, type DataDirection } from '../../model/accelerator/data-direction.ts';
import type { CompiledProblem } from './compiled-problem.ts';

const SHORT_FORM: Readonly<Record<DataDirection, string>> = {
  rd_out_to_low: 'tl',
  wr_in_by_low: 'fl',
  rd_out_to_high: 'th',
  wr_in_by_high: 'fh',
};

/** The error for traffic of a layer that no port carries. It names memory, operand and direction, and the remedy. */
export function missingPortError(problem: CompiledProblem, trafficSlot: number): MappingError {
  const levelSlot = trafficSlot >> 2;
  const direction = DATA_DIRECTIONS[trafficSlot & 3];
  const operand = problem.operands.find((candidate) => levelSlot < candidate.levelBase + candidate.levelCount);
  if (operand === undefined) throw new Error(`traffic slot ${trafficSlot} is out of range`);
  const { name, origin = {} } = operand.memories[levelSlot - operand.levelBase];
  return new MappingError(problem.layer.name, {
    code: 'ZZ2601',
    severity: 'error',
    ...origin,
    path: origin.path === undefined ? `memories.${name}.ports` : `${origin.path}.ports`,
    message: `memory "${name}" of ${problem.accelerator.name} has no port for ${operand.memoryOperand}, ${direction}, which layer ${problem.layer.name} needs`,
    hint: `add "${operand.memoryOperand}, ${SHORT_FORM[direction]}" to the allocation of one of its ports (in port maps of older files: ${SHORT_FORM[direction]}: <port>)`,
  });
}
