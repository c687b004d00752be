import { InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { presentName } from '../quantities/quantities.ts';
import { explainedQuantities } from './explain-quantity.ts';

/**
 * The quantity a user means: by name, by the name it had in version 0.1.0, or by a part of it where only one quantity has that part, its end before its start.
 * @throws InputError listing the quantities there are.
 */
export function findQuantity(evaluation: CostModelEvaluation, wanted: string): string {
  const quantities = explainedQuantities(evaluation);
  const named = [wanted, presentName(wanted)].find((name) => quantities.includes(name));
  if (named !== undefined) return named;
  const plain = wanted.toLowerCase();
  const ways: readonly ((quantity: string) => boolean)[] = [
    (quantity) => quantity === plain,
    (quantity) => quantity.endsWith(`.${plain}`),
    (quantity) => quantity.startsWith(plain),
    (quantity) => quantity.includes(plain),
  ];
  const fitting = ways
    .map((fits) => quantities.filter((quantity) => fits(quantity.toLowerCase())))
    .find((found) => found.length > 0);
  const [found, another] = fitting ?? [];
  if (found !== undefined && another === undefined) return found;
  const { name } = evaluation.layer;
  throw new InputError([
    {
      code: 'ZZ6050',
      severity: 'error',
      message:
        fitting === undefined
          ? `layer ${name} has no quantity "${wanted}"${didYouMean(wanted, quantities)}`
          : `"${wanted}" fits ${fitting.length} quantities of layer ${name}`,
      hint: `name one of\n       ${(fitting ?? quantities).join('\n       ')}`,
    },
  ]);
}
