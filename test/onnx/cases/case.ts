import type { WrittenNode } from '../../../scripts/onnx-writer.ts';
import type { TestGraph } from '../support.ts';

/* Graphs for each operator with operations and for each pattern that exporters write. Operations are worked by hand. */

export interface Case {
  readonly graph: TestGraph;
  readonly opset?: number;
  /** Operations of each node, all its layers together. */
  readonly operations: Readonly<Record<string, number>>;
  /** Elements of W of the first layer. */
  readonly weights?: number;
  /** Whether W of the first layer is constant. */
  readonly isConstant?: boolean;
  readonly warnings?: readonly string[];
}

export const named = (name: string, made: WrittenNode): WrittenNode => ({ ...made, name });
