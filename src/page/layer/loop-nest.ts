import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { outputOperand } from '../../model/workload/layer.ts';

/** What an operand keeps in a memory level while the loops beside it run. */
export interface NestLevel {
  readonly memory: string;
  /** Number of temporal loops kept at the level; 0: the level only passes its tile on. */
  readonly loops: number;
  /** Of one copy of the memory. */
  readonly tileElements: number;
  readonly tileBits: number;
  /** Share of the capacity that the tile takes. */
  readonly utilisation: number;
  readonly isDoubleBuffered: boolean;
}

/** The chosen mapping as it is drawn. */
export interface LoopNest {
  /** Outermost first. */
  readonly temporal: readonly { readonly dimension: string; readonly size: number }[];
  readonly operands: readonly {
    readonly name: string;
    /** Outermost first. */
    readonly levels: readonly NestLevel[];
  }[];
  readonly spatial: readonly {
    readonly arrayDimension: string;
    readonly units: number;
    readonly used: number;
    readonly loops: readonly { readonly dimension: string; readonly factor: number }[];
  }[];
}

/** The loops of a mapping after stationary loops were merged down (docs/cost-model.md#merging-stationary-loops). */
export function loopNest({ layer, details, accelerator, spatialMapping }: CostModelEvaluation): LoopNest {
  const loopsOf = (operand: string) => details.temporalMappingStationary[operand] ?? [];
  return {
    temporal: loopsOf(outputOperand(layer).name)
      .flat()
      .map(([dimension, size]) => ({ dimension, size }))
      .reverse(),
    operands: [...layer.mapping.memoryOperandLinks.keys()].map((name) => ({
      name,
      levels: (details.operandMemoryLevels[name] ?? [])
        .map((memory, level) => ({
          memory,
          loops: loopsOf(name)[level]?.length ?? 0,
          tileElements: details.dataSizes[name]?.unit[level + 1] ?? 0,
          tileBits: details.dataSizes[name]?.unitBits[level + 1] ?? 0,
          utilisation: details.memoryUtilization.individual[name]?.[level] ?? 0,
          isDoubleBuffered: details.doubleBuffer[name]?.[level + 1] ?? false,
        }))
        .reverse(),
    })),
    spatial: accelerator.operationalArray.dimensions.map(({ name, size }) => {
      const loops = spatialMapping.source.find(({ arrayDimension }) => arrayDimension === name)?.unrollings ?? [];
      const used = loops.reduce((product, { factor }) => product * factor, 1);
      return { arrayDimension: name, units: size, used, loops: loops.filter(({ factor }) => factor > 1) };
    }),
  };
}
