import { quantityText } from '../../base/number-text.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import type { MemoryOperand } from '../accelerator/memory.ts';
import type { TensorTraffic, TrafficOperator } from '../workload/operator-traffic.ts';
import { CostFigures } from './evaluation.ts';
import type { EvaluationFigures, HeadlineFigures } from './evaluation-figures.ts';

/** A tensor on its way through a port of a memory. */
export interface TensorTransfer extends TensorTraffic {
  readonly memory: string;
  readonly port: string;
  /** Accesses of the full width of the port, one a cycle. */
  readonly accesses: number;
  /** pJ. */
  readonly energy: number;
}

export interface TrafficEvaluationSource {
  readonly operator: TrafficOperator;
  readonly accelerator: Accelerator;
  /** The memory operand through whose memories the inputs are read. */
  readonly inputOperand: MemoryOperand;
  readonly reads: readonly TensorTransfer[];
  readonly writes: readonly TensorTransfer[];
  /** Cycles of the vector unit; 0 without one. */
  readonly vectorCycles: number;
  readonly figures: EvaluationFigures;
}

/**
 * The cost of one operator without multiply-accumulates: its memory traffic, and its element operations if the accelerator describes a
 * vector unit (docs/onnx.md#the-traffic-of-other-operators). `macEnergy` is the energy of the vector unit in pJ. Immutable.
 */
export class TrafficEvaluation extends CostFigures {
  override readonly headline: HeadlineFigures;
  readonly operator: TrafficOperator;
  readonly accelerator: Accelerator;
  readonly inputOperand: MemoryOperand;
  readonly reads: readonly TensorTransfer[];
  readonly writes: readonly TensorTransfer[];
  readonly vectorCycles: number;
  readonly figures: EvaluationFigures;

  constructor(source: TrafficEvaluationSource) {
    super();
    this.headline = source.figures;
    this.operator = source.operator;
    this.accelerator = source.accelerator;
    this.inputOperand = source.inputOperand;
    this.reads = source.reads;
    this.writes = source.writes;
    this.vectorCycles = source.vectorCycles;
    this.figures = source.figures;
  }

  /** Its own id, as a sum lists it. */
  get layerIds(): readonly number[] {
    return [this.operator.id];
  }

  /** Whether it costs nothing: it works behind a layer, or changes addresses only. */
  get isFree(): boolean {
    return this.energy === 0 && this.latency === 0;
  }

  override toString(): string {
    const { name, operatorType } = this.operator;
    return `${name} (${operatorType}): ${quantityText(this.energy, 'pJ')}, ${quantityText(this.latency, 'cycles')}`;
  }
}
