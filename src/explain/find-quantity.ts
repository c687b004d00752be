import { InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { figuresOf } from './explain-quantity.ts';

/**
 * The figure a user means: by name, or by a part of it where only one figure has that part, its end before its start.
 * @throws InputError listing the figures there are.
 */
export function findFigure(evaluation: CostModelEvaluation, wanted: string): string {
  const figures = figuresOf(evaluation);
  if (figures.includes(wanted)) return wanted;
  const plain = wanted.toLowerCase();
  const ways: readonly ((figure: string) => boolean)[] = [
    (figure) => figure === plain,
    (figure) => figure.endsWith(`.${plain}`),
    (figure) => figure.startsWith(plain),
    (figure) => figure.includes(plain),
  ];
  const fitting = ways
    .map((fits) => figures.filter((figure) => fits(figure.toLowerCase())))
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
          ? `layer ${name} has no figure "${wanted}"${didYouMean(wanted, figures)}`
          : `"${wanted}" fits ${fitting.length} figures of layer ${name}`,
      hint: `name one of\n       ${(fitting ?? figures).join('\n       ')}`,
    },
  ]);
}
