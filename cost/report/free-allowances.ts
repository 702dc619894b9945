import type { Bill } from '../bill/bill.ts';
import type { CostItem } from '../bill/cost-item.ts';

/** What an account does not pay for as long as nothing else in it uses the allowance. */
export interface FreeAllowance {
  readonly name: string;
  readonly usd: number;
}

/** What is free for good, by the prices that it is free of: so many units of them together. */
const allowances = [
  { name: '10 alarms', prices: ['cloudwatch/alarm'], units: 10 },
  { name: '10 metrics', prices: ['cloudwatch/metric'], units: 10 },
  { name: '5 GB of logs taken in', prices: ['logs/ingest'], units: 5 },
  { name: '5 GB of logs kept', prices: ['logs/storage'], units: 5 },
  { name: '1 TB from CloudFront', prices: ['cloudfront/out'], units: 1024 },
  { name: '10 million requests to CloudFront', prices: ['cloudfront/requests'], units: 10_000_000 },
  { name: '100 GB to the internet', prices: ['internet/out'], units: 100 },
] as const;

/** They belong to the account, not to the store: the bill does not count them. */
export function freeAllowances({ fixed, variable }: Bill): readonly FreeAllowance[] {
  const items = [...fixed.items, ...variable.items];
  return allowances.flatMap(({ name, prices, units }) => {
    const used = items.filter(({ price }) => prices.some((each) => each === price));
    const usd = saved(used, units);
    return usd === 0 ? [] : [{ name, usd }];
  });
}

function saved(items: readonly CostItem[], units: number): number {
  const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
  const [first] = items;
  return first === undefined ? 0 : Math.min(units, quantity) * first.unitPriceUsd;
}
