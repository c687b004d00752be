import { readFileSync } from 'node:fs';
import { evaluateGivenDocument } from '../../src/given-mapping/evaluate-given-mapping.ts';
import type { GivenMappingResult } from '../../src/given-mapping/given-mapping-result.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { DIRECTION_OF_SHORT_FORM } from '../../src/model/accelerator/data-direction.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import { INPUTS, type PerModel, perModel } from './comparison.ts';

/* What the cost models say of the given mappings in examples/validation. */

/** As accelerator files write directions: to and from the lower neighbour, to and from the higher one. */
export type ShortDirection = 'tl' | 'fl' | 'th' | 'fh';

/** One given mapping, costed. */
export interface GivenCase {
  readonly result: GivenMappingResult;
  /** Elements that move at a memory in a direction, all its copies together. */
  elements(operand: string, memory: string, direction: ShortDirection): number;
  /** Energy of that in pJ. */
  energy(operand: string, memory: string, direction: ShortDirection): number;
  /** Largest content of one copy of a memory, in elements. */
  content(operand: string, memory: string): number;
}

/** The mapping of a file of examples/validation, by both cost models. */
export function givenCase(file: string): PerModel<GivenCase> {
  const document = parseYaml(readFileSync(new URL(file, INPUTS), 'utf8'), `examples/validation/${file}`);
  return perModel((costModel) => costed(evaluateGivenDocument(document, costModel), costModel));
}

function costed(result: GivenMappingResult, costModel: CostModelName): GivenCase {
  const { details } = result.evaluation;
  const levelOf = (operand: string, memory: string): number => {
    const level = details.operandMemoryLevels[operand]?.indexOf(memory) ?? -1;
    if (level < 0) throw new Error(`no memory ${memory} holds ${operand}`);
    return level;
  };
  return {
    result,
    elements: (operand, memory, direction) => {
      const level = levelOf(operand, memory);
      if (costModel === 'reference')
        return details.dataMovement[operand]?.[level]?.data_elem_move_count[longForm(direction)] ?? 0;
      const transfers = result.operands?.[operand]?.transfers ?? [];
      const found = transfers.filter((one) => one.memory === memory && one.direction === direction);
      return found.reduce((sum, { elements }) => sum + elements, 0);
    },
    energy: (operand, memory, direction) =>
      details.energy.perDirection[operand]?.[levelOf(operand, memory)]?.[longForm(direction)] ?? 0,
    content: (operand, memory) => {
      const level = levelOf(operand, memory);
      return costModel === 'reference'
        ? (details.dataSizes[operand]?.unit[level + 1] ?? 0)
        : (result.operands?.[operand]?.levels[level]?.elements ?? 0);
    },
  };
}

function longForm(direction: ShortDirection) {
  const found = DIRECTION_OF_SHORT_FORM[direction];
  if (found === undefined) throw new Error(`no direction ${direction}`);
  return found;
}
