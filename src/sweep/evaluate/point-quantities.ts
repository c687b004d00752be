import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type AcceleratorArea, areaOf } from '../../model/hardware/index.ts';
import { costModelOf } from '../../quantities/hardware/hardware-quantities.ts';
import { hardwareQuantitiesOfRun, quantitiesOfRun } from '../../quantities/layer-quantities.ts';
import { quantityNamed } from '../../quantities/quantities.ts';
import type { NetworkFigures } from '../../run/evaluate-network.ts';
import { HARDWARE_QUANTITIES, isModelQuantity } from '../file/quantity-names.ts';
import type { PointQuantities } from '../points/design-point.ts';

/** The quantities of one network on one design, by the names that the sweep asks for; null for what isn't known. */
export function networkQuantities(
  names: readonly string[],
  { total, evaluations, otherOperators, languageModel }: NetworkFigures,
  accelerator: Accelerator,
): PointQuantities {
  // Read from the details of every layer, which most sweeps can do without.
  let all: ReadonlyMap<string, number | null> | undefined;
  const detailed = (name: string): number | null => {
    all ??= new Map(
      quantitiesOfRun(total, evaluations, otherOperators).map((quantity) => [quantity.name, quantity.value]),
    );
    // `energy.dram` is the sum over the operands in it.
    const parts = [...all].filter(([part]) => part === name || part.startsWith(`${name}.`));
    return parts.length === 0 ? null : parts.reduce((sum, [, value]) => sum + (value ?? 0), 0);
  };
  const area = areaOf(accelerator, costModelOf(evaluations));
  let hardware: ReturnType<typeof hardwareQuantitiesOfRun> | undefined;
  const ofHardware = (name: string): number | null => {
    hardware ??= hardwareQuantitiesOfRun(total, evaluations);
    return hardware.find((quantity) => quantity.name === name)?.value ?? null;
  };
  return Object.fromEntries(
    names.map((name) => {
      if (name === 'area') return [name, area.totalMm2 ?? null];
      if (HARDWARE_QUANTITIES.includes(name)) return [name, ofHardware(name)];
      if (isModelQuantity(name))
        return [name, languageModel?.quantities.find((one) => one.name === name)?.value ?? null];
      if (name.startsWith('area.')) return [name, areaOfPart(area, name.slice('area.'.length))];
      const quantity = quantityNamed(name);
      if (quantity === undefined) return [name, detailed(name)];
      const value = quantity.of(total);
      return [name, Number.isFinite(value) ? value : null];
    }),
  );
}

/** mm² of all copies of a part. */
function areaOfPart({ parts }: AcceleratorArea, name: string): number | null {
  const part = parts.find((one) => one.name === name);
  return part?.perCopyMm2 === undefined ? null : part.copies * part.perCopyMm2;
}

/** Figures of several networks as one: their mean by weight, or the worst. */
export function combinedQuantities(
  names: readonly string[],
  networks: readonly { readonly quantities: PointQuantities; readonly weight: number }[],
  combine: 'mean' | 'worst',
  isMaximised: (name: string) => boolean,
): PointQuantities {
  const [only] = networks;
  if (networks.length === 1 && only !== undefined) return only.quantities;
  return Object.fromEntries(
    names.map((name): [string, number | null] => {
      const values = networks.flatMap(({ quantities, weight }) => {
        const value = quantities[name] ?? null;
        return value === null ? [] : [{ value, weight }];
      });
      // Quantities of language models are those of one phase or kind of model: other networks have no say.
      const mayLack = isModelQuantity(name) && values.length > 0;
      if (values.length < networks.length && !mayLack) return [name, null];
      const numbers = values.map(({ value }) => value);
      if (combine === 'worst') return [name, isMaximised(name) ? Math.min(...numbers) : Math.max(...numbers)];
      const weights = values.reduce((sum, { weight }) => sum + weight, 0);
      return [name, values.reduce((sum, { value, weight }) => sum + (value * weight) / weights, 0)];
    }),
  );
}
