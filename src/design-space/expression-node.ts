import type jsep from 'jsep';
import { listed } from '../base/enumerate.ts';
import { didYouMean } from '../base/suggest.ts';
import { isRecord } from '../io/text/source-document.ts';
import { ExpressionError } from '../io/workload/expression-scanner.ts';

/** Computes a part of an expression from what its names stand for. */
export type Operation = (lookUp: (name: string) => unknown) => unknown;

/** Functions that expressions may call. All but `min` and `max` take one number. */
const FUNCTIONS: Readonly<Record<string, (...numbers: readonly number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
  sqrt: Math.sqrt,
  log2: Math.log2,
};

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Operators that the parser knows and expressions don't have, and what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = { '^': '**', '&': 'and', '|': 'or', '~': 'not' };

/** @throws ExpressionError for what the parser reads and no expression may hold. */
export function compileNode(node: jsep.Expression): Operation {
  if (!isCore(node)) throw new ExpressionError('this is no expression', 0);
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      return () => value;
    }
    case 'Identifier': {
      const { name } = node;
      return (lookUp) => lookUp(name);
    }
    case 'MemberExpression':
      return member(node);
    case 'UnaryExpression':
      return unary(node);
    case 'BinaryExpression':
      return binary(node);
    case 'ConditionalExpression': {
      const [test, yes, no] = [compileNode(node.test), compileNode(node.consequent), compileNode(node.alternate)];
      return (lookUp) => {
        const isMet = truthOf(test(lookUp));
        return isMet === null ? null : isMet ? yes(lookUp) : no(lookUp);
      };
    }
    case 'CallExpression':
      return call(node);
    case 'ArrayExpression': {
      const elements = node.elements.map((element) => (element === null ? () => null : compileNode(element)));
      return (lookUp) => elements.map((element) => element(lookUp));
    }
    case 'Compound':
      throw new ExpressionError(
        node.body.length === 0 ? 'the expression is empty' : 'an operator is missing between two parts',
        0,
      );
    default:
      throw new ExpressionError('this is no expression', 0);
  }
}

/** The names that paths of an expression begin with, functions left out. */
export function rootNames(node: jsep.Expression): string[] {
  if (!isCore(node)) return [];
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'MemberExpression':
      return [...rootNames(node.object), ...(node.computed ? rootNames(node.property) : [])];
    case 'UnaryExpression':
      return rootNames(node.argument);
    case 'BinaryExpression':
      return [...rootNames(node.left), ...rootNames(node.right)];
    case 'ConditionalExpression':
      return [node.test, node.consequent, node.alternate].flatMap(rootNames);
    case 'CallExpression':
      return node.arguments.flatMap(rootNames);
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element === null ? [] : rootNames(element)));
    default:
      return [];
  }
}

/** The sides of a comparison by size; undefined for other expressions. */
export function comparedSides(node: jsep.Expression): jsep.BinaryExpression | undefined {
  return isCore(node) && node.type === 'BinaryExpression' && Object.hasOwn(COMPARISONS, node.operator)
    ? node
    : undefined;
}

const CORE = [
  'Literal',
  'Identifier',
  'MemberExpression',
  'UnaryExpression',
  'BinaryExpression',
  'ConditionalExpression',
  'CallExpression',
  'ArrayExpression',
  'Compound',
  'SequenceExpression',
  'ThisExpression',
];

function isCore(node: jsep.Expression): node is jsep.CoreExpression {
  return CORE.includes(node.type);
}

function member(node: jsep.MemberExpression): Operation {
  const object = compileNode(node.object);
  const { property } = node;
  const name = !node.computed && isCore(property) && property.type === 'Identifier' ? property.name : undefined;
  const key = name === undefined ? compileNode(property) : () => name;
  return (lookUp) => fieldOf(object(lookUp), key(lookUp));
}

function fieldOf(object: unknown, key: unknown): unknown {
  if (Array.isArray(object)) {
    const value: unknown = object[Number(key)];
    if (value !== undefined) return value;
    throw new ExpressionError(`there is no entry ${String(key)}: the list has ${object.length}, counted from 0`, 0);
  }
  const name = String(key);
  if (!isRecord(object)) throw new ExpressionError(`${shown(object)} has no field ${name}`, 0);
  if (Object.hasOwn(object, name)) return object[name];
  const known = Object.keys(object);
  const fields = known.length === 0 ? 'it has no fields' : `the fields there are ${listed(known)}`;
  throw new ExpressionError(`there is no field ${name}${didYouMean(name, known)}; ${fields}`, 0);
}

function unary({ operator, argument }: jsep.UnaryExpression): Operation {
  const operand = compileNode(argument);
  if (operator === '!') {
    return (lookUp) => {
      const truth = truthOf(operand(lookUp));
      return truth === null ? null : !truth;
    };
  }
  if (operator === '-') return (lookUp) => computed(([number = 0]) => -number, [operand(lookUp)], operator);
  if (operator === '+') return (lookUp) => computed(([number = 0]) => number, [operand(lookUp)], operator);
  throw noOperator(operator);
}

function binary({ operator, left, right }: jsep.BinaryExpression): Operation {
  const [a, b] = [compileNode(left), compileNode(right)];
  // What one side decides needs no other: the second may hold only where the first does.
  if (operator === '&&') return (lookUp) => decided(false, a, b, lookUp);
  if (operator === '||') return (lookUp) => decided(true, a, b, lookUp);
  if (operator === '==' || operator === '===') return (lookUp) => isEqual(a(lookUp), b(lookUp));
  if (operator === '!=' || operator === '!==') return (lookUp) => !isEqual(a(lookUp), b(lookUp));
  const compute = ARITHMETIC[operator] ?? COMPARISONS[operator];
  if (compute === undefined) throw noOperator(operator);
  return (lookUp) => computed(([x = 0, y = 0]) => compute(x, y), [a(lookUp), b(lookUp)], operator);
}

function noOperator(operator: string): ExpressionError {
  const instead = INSTEAD[operator];
  return new ExpressionError(`there is no operator ${operator}${instead === undefined ? '' : `; write ${instead}`}`, 0);
}

/** `and`, `or`: the deciding value where a side has it, unknown where a side is, else the other value. */
function decided(deciding: boolean, a: Operation, b: Operation, lookUp: (name: string) => unknown): boolean | null {
  const left = truthOf(a(lookUp));
  if (left === deciding) return deciding;
  const right = truthOf(b(lookUp));
  if (right === deciding) return deciding;
  return left === null || right === null ? null : !deciding;
}

/** Lists and maps are equal where their content is. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function call({ callee, arguments: given }: jsep.CallExpression): Operation {
  const name = isCore(callee) && callee.type === 'Identifier' ? callee.name : '';
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (compute === undefined) {
    const known = Object.keys(FUNCTIONS);
    throw new ExpressionError(
      `there is no function ${name}${didYouMean(name, known)}; functions are ${known.join(', ')}`,
      0,
    );
  }
  const operands = given.map(compileNode);
  const isOfMany = name === 'min' || name === 'max';
  if (isOfMany ? operands.length === 0 : operands.length !== 1) {
    throw new ExpressionError(`${name} takes ${isOfMany ? 'numbers' : 'one number'}, but got ${operands.length}`, 0);
  }
  return (lookUp) =>
    computed(
      (numbers) => compute(...numbers),
      operands.map((operand) => operand(lookUp)),
      name,
    );
}

/**
 * Whether a condition is met; null where a quantity in it is not known, so that nobody can tell.
 * @throws ExpressionError for a value that is no condition.
 */
export function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean' || value === null) return value;
  throw new ExpressionError(`a condition is ${shown(value)}; expected true or false`, 0);
}

/** Null is a quantity that is not known. Whatever follows from it is not known, either. */
function computed<Result>(
  compute: (numbers: readonly number[]) => Result,
  values: readonly unknown[],
  operator: string,
): Result | null {
  const numbers: number[] = [];
  for (const value of values) {
    if (typeof value === 'number') numbers.push(value);
    else if (value !== null) throw new ExpressionError(`${operator} needs a number, but got ${shown(value)}`, 0);
  }
  return numbers.length === values.length ? compute(numbers) : null;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
