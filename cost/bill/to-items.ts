import { ownValue } from '../../json/own-value.ts';
import type { Charge, Unpriced } from '../charges/charge.ts';
import type { SpotDiscount } from '../charges/spot-discount.ts';
import type { Price, PriceTable } from '../prices/price-table.ts';
import type { CostItem } from './cost-item.ts';

/** Charges of the same kind are one item: two NAT gateways, not one and another. */
export function mergedCharges(charges: readonly Charge[]): readonly Charge[] {
  const alike = Map.groupBy(charges, ({ name, price, each, kind, region, discount }) =>
    JSON.stringify([name, price, each, kind, region, discount]),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const all = [first, ...others];
    const resources = [...new Set(all.flatMap((charge) => charge.resources))];
    return [{ ...first, resources, count: all.reduce((sum, { count }) => sum + count, 0) }];
  });
}

/** Prices a charge by the table of its region; what the table does not have is said, and not counted as zero. */
export function toItem(charge: Charge, tableOf: (region: string) => PriceTable): CostItem | Unpriced {
  const table = tableOf(charge.region);
  const price = ownValue(table.prices, charge.price);
  if (price === undefined) {
    const { type, name, resources } = charge;
    const why = `${name}: no price '${charge.price}' in the table of ${table.region}`;
    return { type, resources, unpriced: why };
  }
  return pricedItem(charge, price);
}

function pricedItem(charge: Charge, price: Price): CostItem {
  const { name, resources, each, discount } = charge;
  const billed = Math.max(0, charge.count - (charge.freeCount ?? 0));
  const quantity = [billed, ...each].reduce((product, factor) => product * factor, 1);
  const cost = (unitUsd: number, off = 0) => (quantity * (1 - off) * unitUsd) / (price.per ?? 1);
  const rangeUsd =
    discount === undefined ? price.range?.map((usd) => cost(usd)) : spotRange(cost, price, discount);
  const note = discount === undefined ? (charge.note ?? price.note) : spotNote;
  const [least, most] = rangeUsd ?? [];
  return {
    ...{ name, resources, quantity, unit: price.unit, unitPriceUsd: price.usd / (price.per ?? 1) },
    usd: cost(price.usd, discount?.counted),
    ...(least === undefined || most === undefined ? {} : { rangeUsd: [least, most] }),
    computation: computation(charge, price),
    ...{ price: charge.price, sources: price.sources },
    confidence: discount === undefined ? price.confidence : 'planning value',
    ...(note === undefined ? {} : { note }),
  };
}

const spotNote =
  'Fargate Spot has no list price: it changes, and AWS says only “up to 70 %” below Fargate. Give the discount that you see.';

function spotRange(
  cost: (unitUsd: number, off: number) => number,
  { usd }: Price,
  { range }: SpotDiscount,
): readonly number[] | undefined {
  return range?.map((off) => cost(usd, off)).toSorted((one, other) => one - other);
}

function computation({ count, each, discount, freeCount = 0 }: Charge, price: Price): string {
  const factors = [
    freeCount === 0 ? String(count) : `(${count} − ${Math.min(count, freeCount)} free)`,
    ...each.filter((factor) => factor !== 1).map(String),
    ...(discount === undefined ? [] : [`(1 − ${discount.counted})`]),
    String(price.usd),
  ];
  return `${factors.join(' × ')}${price.per === undefined ? '' : ` / ${price.per}`}`;
}
