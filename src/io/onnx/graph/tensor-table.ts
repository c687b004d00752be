import type { ElementType } from '../element-type.ts';
import type { Blame } from '../onnx-errors.ts';
import type { OnnxNode, OnnxShape, OnnxTensor } from '../onnx-model.ts';
import { constantValue, type TensorValue } from '../shapes/tensor-value.ts';

/** What is known of one tensor. */
export interface TensorFacts {
  /** Sizes as far as they are declared or inferred. */
  shape?: OnnxShape;
  /** Shape that the file declares, open sizes replaced by those given for them. */
  declared?: OnnxShape;
  /** Elements, if they are few and known. */
  value?: TensorValue;
  /** The constant of the file; its elements are decoded when they are asked for. */
  constant?: OnnxTensor;
  /** What its elements are, as far as types and quantisation tell. */
  elementType?: ElementType;
  /** Whether its elements are floats with the values of fewer bits. */
  isQuantised?: boolean;
  /** The node that makes it. */
  producer?: OnnxNode;
  /** Id of the layer or pass-through node that makes it. */
  source?: number;
  /** Whether it depends on constants only. */
  isConstant?: boolean;
  /** The innermost of the loops around it (of `Loop` and `Scan`) in whose iterations it varies; 1 is the outermost. */
  loops?: number;
  /** An unknown operator before it whose output is assumed to have the shape of its first input. */
  assumedBy?: OnnxNode;
}

const NO_FACTS: TensorFacts = {};

/** Facts of all tensors, by a name that is unique in the model: names of inner graphs have a prefix. */
export class TensorTable {
  private readonly facts = new Map<string, TensorFacts>();

  /** Facts of a tensor; none for names nobody has told anything about. */
  of(tensor: string): Readonly<TensorFacts> {
    return this.facts.get(tensor) ?? NO_FACTS;
  }

  /** Elements of a small tensor, if they are known. */
  valueOf(tensor: string): TensorValue | undefined {
    const facts = this.facts.get(tensor);
    if (facts?.constant !== undefined && facts.value === undefined) {
      const value = constantValue(facts.constant);
      if (value !== undefined) facts.value = value;
    }
    return facts?.value;
  }

  /** Adds facts; omitted optional inputs and outputs have none. */
  add(tensor: string, facts: TensorFacts): void {
    if (tensor === '') return;
    const known = this.facts.get(tensor);
    if (known === undefined) this.facts.set(tensor, facts);
    else Object.assign(known, facts);
  }

  /**
   * Goes back from a tensor of unknown shape, or with an open size, to the first operator that is the cause: all that it reads is known.
   */
  blame(tensor: string, isOpen: boolean): Blame {
    const lacks = (name: string): boolean => {
      const { shape } = this.of(name);
      if (!isOpen) return shape === undefined;
      return shape?.some((size) => typeof size === 'string') === true;
    };
    const seen = new Set([tensor]);
    let present = tensor;
    for (;;) {
      const { producer } = this.of(present);
      const before = producer?.inputs.find((input) => input !== '' && !seen.has(input) && lacks(input));
      if (before === undefined) return { tensor: present, producer };
      seen.add(before);
      present = before;
    }
  }
}
