import { ATTENTION } from './attention.ts';
import { CONVOLUTIONS } from './convolution.ts';
import { EINSUM } from './einsum.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { GENERATING } from './generating.ts';
import { MATRIX_PRODUCTS } from './matrix-product.ts';
import type { Operator, OperatorFamily } from './operator.ts';
import { POOLING } from './pooling.ts';
import { RECURRENT } from './recurrent.ts';
import { RESHAPING } from './reshaping.ts';
import { TRANSPOSED_CONVOLUTIONS } from './transposed-convolution.ts';

/** All families, in the order of docs/onnx.md. A new operator is an entry of a family, or a family in a file of its own and a line here. */
export const OPERATOR_FAMILIES: readonly OperatorFamily[] = [
  CONVOLUTIONS,
  TRANSPOSED_CONVOLUTIONS,
  MATRIX_PRODUCTS,
  RECURRENT,
  ATTENTION,
  EINSUM,
  ELEMENTWISE,
  POOLING,
  RESHAPING,
  GENERATING,
];

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  OPERATOR_FAMILIES.flatMap(({ operators }) => Object.entries(operators)),
);

/** What is known of an operator; undefined for others. An operator of a foreign domain is that of the same name, unless it has an entry. */
export function operatorOf(domain: string, operatorType: string): Operator | undefined {
  return OPERATORS.get(`${domain}:${operatorType}`) ?? OPERATORS.get(operatorType);
}

const withoutDomain = (key: string): string => key.slice(key.lastIndexOf(':') + 1);

/** Operators that become layers; all others only connect them. */
export const COSTED_OPERATORS: readonly string[] = [
  ...new Set([...OPERATORS].filter(([, { layers }]) => layers !== undefined).map(([key]) => withoutDomain(key))),
];

/** Operators whose output shapes can be inferred. */
export const INFERRED_OPERATORS: readonly string[] = [
  ...new Set([...OPERATORS].filter(([, { shape }]) => shape !== undefined).map(([key]) => withoutDomain(key))),
].sort();
