import type { Diagnostic } from '../../../base/diagnostic.ts';
import { product } from '../../../base/integers.ts';
import type { PassThroughNode } from '../../../model/workload/workload.ts';
import type { DescribedLayerNode } from '../../workload/workload-description.ts';
import type { OnnxNode } from '../onnx-model.ts';
import { assumedShape, contradictedShape } from '../onnx-warnings.ts';
import type { Contradiction } from './infer-node.ts';
import type { OtherType } from './operand-bits.ts';
import type { Problem } from './problems.ts';
import type { Scope } from './scope.ts';

export type ReadNode = DescribedLayerNode | PassThroughNode;

/** One by one: `push(...more)` overflows the stack when there are very many. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}

/** What became of the nodes of a graph. */
export class Findings {
  readonly nodes: ReadNode[] = [];
  /** The nodes of the file that they come from, with unique names. */
  readonly placed: OnnxNode[] = [];
  readonly problems: Problem[] = [];
  readonly warnings: Diagnostic[] = [];
  /** Faults of the graph that no node can be read in spite of. */
  readonly faults: Diagnostic[] = [];
  readonly contradictions: Contradiction[] = [];
  /** Operands of layers that are costed with other bits than those of the file. */
  readonly otherTypes: OtherType[] = [];
  /** Unknown operators that layers depend on. */
  readonly assumed = new Set<OnnxNode>();

  get operations(): number {
    const layers = this.nodes.flatMap((node) => (node.kind === 'layer' ? [node.layer] : []));
    return layers.reduce(
      (sum, { dimensions, repeat = 1 }) => sum + product(dimensions.map(({ size }) => size)) * repeat,
      0,
    );
  }

  get layerCount(): number {
    return this.nodes.filter(({ kind }) => kind === 'layer').length;
  }

  /** The same without what became of the nodes. */
  withoutNodes(): Findings {
    const rest = new Findings();
    rest.add(this);
    rest.nodes.length = 0;
    rest.placed.length = 0;
    rest.otherTypes.length = 0;
    return rest;
  }

  add(others: Findings): void {
    append(this.nodes, others.nodes);
    append(this.placed, others.placed);
    append(this.problems, others.problems);
    append(this.warnings, others.warnings);
    append(this.faults, others.faults);
    append(this.contradictions, others.contradictions);
    append(this.otherTypes, others.otherTypes);
    for (const node of others.assumed) this.assumed.add(node);
  }
}

/** Where a graph stands: the names of its tensors, the loops around it, how often it is repeated, what goes before the names of its nodes. */
export interface Place {
  readonly scope: Scope;
  readonly loops: readonly number[];
  /** How often the network has what stands here. */
  readonly repeat: number;
  readonly namePrefix: string;
  /** Calls around it. */
  readonly depth: number;
  /** The functions among them. */
  readonly calls: readonly string[];
}

/** Warnings about all that was found, each once. */
export function summary(findings: Findings, file: string | undefined): readonly Diagnostic[] {
  const [first] = findings.contradictions;
  return [
    ...(first === undefined ? [] : [contradictedShape(file, first, findings.contradictions.length - 1)]),
    ...[...findings.assumed].map((node) => assumedShape({ file, node })),
    ...findings.warnings,
  ];
}
