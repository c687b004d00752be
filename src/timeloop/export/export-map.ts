import type { Diagnostic } from '../../base/diagnostic.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { utilisation } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import { exportedDimensions, exportedTensors } from '../names/default-names.ts';
import { type GivenNames, reversed } from '../names/name-pairs.ts';
import { nestMemories } from './common-cuts.ts';
import * as errors from './export-errors.ts';
import { refuse, spatialAxes } from './spatial-axes.ts';
import { type WrittenLevel, writeTimeloopMap } from './write-map.ts';

export interface ExportedMap {
  readonly text: string;
  /** Warnings: what the map does not say as the mapping has it. */
  readonly losses: readonly Diagnostic[];
}

/**
 * The mapping of a layer as a Timeloop map: a level per memory, one cut per level.
 * @throws InputError with all findings where no map comes near.
 */
export function exportTimeloopMap(evaluation: CostModelEvaluation, names: GivenNames): ExportedMap {
  const { layer, accelerator, spatialMapping } = evaluation;
  const used = spatialMapping.source.filter((entry) => utilisation(entry) > 1);
  const dimensions = exportedDimensions(layer, names.dimensions);
  const unusable = [...dimensions].filter(
    ([, there], index, all) => !/^[A-Za-z]$/.test(there) || all.findIndex(([, other]) => other === there) < index,
  );
  if (unusable.length > 0)
    refuse(
      errors.unusableNames(
        layer.name,
        unusable.map(([here]) => here),
      ),
    );
  const found = nestMemories(
    evaluation,
    used.map(({ arrayDimension }) => arrayDimension),
  );
  if ('clash' in found)
    refuse(
      errors.unnestableMemories(
        layer.name,
        found.clash.map(({ name }) => `"${name}"`),
      ),
    );
  const { nested } = found;
  const links = [...layer.mapping.memoryOperandLinks];
  const top = nested.at(-1);
  if (top === undefined || !links.every(([, memoryOperand]) => top.memory.operands.includes(memoryOperand))) {
    refuse(
      errors.noOutermost(
        layer.name,
        links.map(([operand]) => operand),
      ),
    );
  }
  const losses: Diagnostic[] = [];
  const tensors = exportedTensors(layer, names.tensors);
  const levelNames = reversed(names.levels);
  const spatial = spatialAxes(evaluation, nested, used, losses);
  const levels = nested.map(({ memory, cut, cuts, isUneven }, index): WrittenLevel => {
    const start = nested[index - 1]?.cut ?? 0;
    if (isUneven) {
      const shown = cuts.map(({ operand, at }) => `${operand} after ${at} loops`);
      losses.push(errors.unevenCuts(layer.name, memory.name, shown));
    }
    const holds = (operand: string) => {
      const memoryOperand = layer.mapping.memoryOperandLinks.get(operand);
      return memoryOperand !== undefined && memory.operands.includes(memoryOperand);
    };
    const [kept, passing] = [true, false].map((side) =>
      layer.operands.filter(({ name }) => holds(name) === side).map(({ name }) => tensors.get(name) ?? name),
    );
    return {
      target: levelNames.get(memory.name) ?? memory.name,
      temporal: joined(
        evaluation,
        memory.name,
        evaluation.temporalMapping.loops.slice(start, Math.max(start, cut)),
        losses,
      ),
      axes: spatial.get(memory) ?? [],
      keep: kept ?? [],
      bypass: passing ?? [],
    };
  });
  const text = writeTimeloopMap(
    [
      `Mapping of layer ${layer.name} (${layer.operatorType}) on ${accelerator.name}.`,
      `Dimensions: ${layer.dimensions.map(({ name, size }) => `${dimensions.get(name)} = ${name} ${size}`).join(', ')}.`,
      ...levels.flatMap(({ target, axes }) =>
        axes.map(
          ({ arrayDimension }, index) => `Axis ${'XY'[index]} of ${target} is array dimension ${arrayDimension}.`,
        ),
      ),
      ...losses.map(({ message }) => `Lost: ${message}.`),
    ],
    levels,
    dimensions,
  );
  return { text, losses };
}

/** Loops of one dimension in one: neighbours always, others with a loss. */
function joined(
  { layer }: CostModelEvaluation,
  memory: string,
  loops: readonly TemporalLoop[],
  losses: Diagnostic[],
): readonly TemporalLoop[] {
  const neighbours: TemporalLoop[] = [];
  for (const loop of loops) {
    const last = neighbours.at(-1);
    if (last?.dimension === loop.dimension)
      neighbours[neighbours.length - 1] = { ...loop, size: loop.size * last.size };
    else neighbours.push(loop);
  }
  return neighbours.flatMap((loop, index): TemporalLoop[] => {
    const all = neighbours.filter(({ dimension }) => dimension === loop.dimension);
    if (neighbours.findLastIndex(({ dimension }) => dimension === loop.dimension) > index) return [];
    if (all.length > 1) {
      losses.push(errors.repeatedLoop(layer.name, memory, loop.dimension, all.map(({ size }) => size).join(', ')));
    }
    return [{ ...loop, size: all.reduce((size, one) => size * one.size, 1) }];
  });
}
