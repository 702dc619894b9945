import { priceTable } from '../../cost/prices/price-tables.ts';
import type { LeftOver } from '../../operations/removal/left-over.ts';

/** Something that is left, and what it costs a month in USD; undefined where that depends on what is not known. */
export interface PricedLeftOver extends LeftOver {
  readonly usdAMonth: number | undefined;
}

/** By kind: the name of the price, and how many units of it. */
const priced: Readonly<
  Partial<Record<LeftOver['kind'], (left: LeftOver) => readonly [string, number | undefined]>>
> = {
  snapshot: ({ gibibytes }) => ['rds/backup', gibibytes],
  'log group': ({ gibibytes }) => ['logs/storage', gibibytes],
  secret: () => ['secrets/secret', 1],
  bucket: ({ gibibytes }) => ['s3/storage', gibibytes],
};

/** What is left with what it costs at list prices. Of a region without prices, nothing is known. */
export function leftOverPrices(region: string, left: readonly LeftOver[]): readonly PricedLeftOver[] {
  const prices = pricesOf(region);
  return left.map((each) => {
    const [name, units] = priced[each.kind]?.(each) ?? ['', undefined];
    const usd = Object.hasOwn(prices, name) ? prices[name]?.usd : undefined;
    return { ...each, usdAMonth: usd === undefined || units === undefined ? undefined : usd * units };
  });
}

function pricesOf(region: string): ReturnType<typeof priceTable>['prices'] {
  try {
    return priceTable(region).prices;
  } catch {
    return {};
  }
}
