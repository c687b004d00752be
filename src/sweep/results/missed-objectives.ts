import { quantityText } from '../../base/number-text.ts';
import { excessOfLimits } from '../evaluate/limits.ts';
import { sweptQuantity } from '../file/quantity-names.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import type { CostedPoint, DesignPoint } from '../points/design-point.ts';

/** Gathers why no design is recommended, while points pass by: what the design nearest to the limits exceeds, and objectives that none has. */
export class MissedObjectives {
  private readonly definition: SweepDefinition;
  private nearest: { readonly point: CostedPoint; readonly excess: number } | undefined;
  private readonly known = new Set<string>();

  constructor(definition: SweepDefinition) {
    this.definition = definition;
  }

  add(point: DesignPoint): void {
    if (point.status !== 'costed') return;
    const { limits, objectives } = this.definition;
    for (const { quantity } of objectives) if ((point.quantities[quantity] ?? null) !== null) this.known.add(quantity);
    if (limits.length === 0) return;
    const excess = excessOfLimits(limits, point.settings, point.quantities);
    const { nearest } = this;
    const isNearer =
      nearest === undefined ||
      excess < nearest.excess ||
      (excess === nearest.excess && point.point < nearest.point.point);
    if (isNearer) this.nearest = { point, excess };
  }

  /** `no design is within the limits; design 2 is nearest: area 4.271 mm², but area <= 2 mm2`. */
  text(): string {
    const { definition, nearest } = this;
    if (nearest !== undefined && nearest.excess > 0)
      return `no design is within the limits; ${this.nearestText(nearest.point)}`;
    const unknown = definition.objectives.filter(({ quantity }) => !this.known.has(quantity)).map(({ title }) => title);
    return `no design has all objectives${unknown.length > 0 ? `; unknown in every design: ${unknown.join(', ')}` : ''}`;
  }

  private nearestText({ point, quantities, exceeds = [] }: CostedPoint): string {
    const figures = this.definition.limits
      .filter(({ text }) => exceeds.includes(text))
      .map(({ text, condition }) => {
        const values = condition.names.flatMap(({ name }) => {
          const quantity = sweptQuantity(name.replaceAll('$', '.'));
          if (quantity === undefined || !Object.hasOwn(quantities, quantity.name)) return [];
          const value = quantities[quantity.name] ?? null;
          return `${quantity.title} ${value === null ? 'unknown' : quantityText(value, quantity.unit)}`;
        });
        return `${values.join(', ')}${values.length > 0 ? ', but ' : ''}${text}`;
      });
    return `design ${point} is nearest: ${figures.join('; ')}`;
  }
}
