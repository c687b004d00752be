/** A tensor that an operator without multiply-accumulates reads or writes. */
export interface TensorTraffic {
  readonly tensor: string;
  /** Elements that move, each as often as it does. */
  readonly elements: number;
  /** Elements of the tensor. */
  readonly size: number;
  /** Bits per element. */
  readonly precisionBits: number;
}

/** What an operator without multiply-accumulates moves (docs/onnx.md#the-traffic-of-other-operators). */
export interface OperatorTraffic {
  /** `elementwise`, `pooling`, `softmax`, …: decides how often tensors are read. */
  readonly kind: string;
  readonly reads: readonly TensorTraffic[];
  readonly writes: readonly TensorTraffic[];
  /** Element operations of the vector unit; 0 where data only move. */
  readonly vectorOperations: number;
  /** Id of the layer behind which it works on the data before they are stored. */
  readonly fusedWith?: number | undefined;
}

/** An operator of the network with its traffic. */
export interface TrafficOperator extends OperatorTraffic {
  readonly id: number;
  readonly name: string;
  readonly operatorType: string;
}

/** Elements that an operator moves. */
export function elementsMovedBy({ reads, writes }: OperatorTraffic): number {
  const count = (tensors: readonly TensorTraffic[]): number => tensors.reduce((sum, { elements }) => sum + elements, 0);
  return count(reads) + count(writes);
}
