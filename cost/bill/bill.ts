import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import type { Charge, Free, Unpriced } from '../charges/charge.ts';
import { findingsOf } from '../charges/charges-of.ts';
import { type CostedResource, costedResources } from '../charges/costed-resource.ts';
import { assumedSpotDiscount, type SpotDiscount } from '../charges/spot-discount.ts';
import type { PriceTable } from '../prices/price-table.ts';
import { priceTable } from '../prices/price-tables.ts';
import type { Usage } from '../usage/usage.ts';
import type { CostItem, CostPart } from './cost-item.ts';
import { mergedCharges, toItem } from './to-items.ts';

/** What a definition costs a month at some number of tasks. */
export interface Bill {
  readonly fixed: CostPart;
  readonly variable: CostPart;
  readonly totalUsd: number;
  readonly unpriced: readonly Unpriced[];
  readonly free: readonly Free[];
}

/** What a bill goes by, besides the template. */
export interface BillInput {
  readonly usage: Usage;
  readonly tasksOf: (service: CostedResource) => number;
  readonly spotDiscount?: SpotDiscount;
  /** Fails with `COST_NO_PRICES` for a region without prices. */
  readonly tableOf?: (region: string) => PriceTable;
}

/** Stacks as `readTemplates` and `readStacks` give them. */
export type CostedStacks = readonly { readonly template: ResolvedTemplate }[];

/** The bill of stacks. */
export function billOf(stacks: CostedStacks, input: BillInput): Bill {
  return billOfResources(costedResources(stacks), input);
}

/** The bill of resources that belong together. */
export function billOfResources(
  resources: readonly CostedResource[],
  { tableOf = priceTable, spotDiscount = assumedSpotDiscount, ...input }: BillInput,
): Bill {
  const findings = findingsOf({ resources, spotDiscount, ...input });
  const charges = mergedCharges(findings.filter((finding) => 'price' in finding));
  const fixed = pricedCharges(charges, 'fixed', tableOf);
  const variable = pricedCharges(charges, 'variable', tableOf);
  const unpriced = [
    ...findings.filter((finding) => 'unpriced' in finding),
    ...[...fixed, ...variable].filter((found) => 'unpriced' in found),
  ];
  const parts = { fixed: partOf(fixed), variable: partOf(variable) };
  return {
    ...parts,
    totalUsd: parts.fixed.usd + parts.variable.usd,
    unpriced: merged(unpriced, ({ type, unpriced: why }) => `${type} ${why}`),
    free: merged(
      findings.filter((finding) => 'free' in finding),
      ({ type, free: why }) => `${type} ${why}`,
    ),
  };
}

function pricedCharges(
  charges: readonly Charge[],
  kind: Charge['kind'],
  tableOf: (region: string) => PriceTable,
): readonly (CostItem | Unpriced)[] {
  return charges.filter((charge) => charge.kind === kind).map((charge) => toItem(charge, tableOf));
}

function partOf(found: readonly (CostItem | Unpriced)[]): CostPart {
  const items = found.filter((each) => 'usd' in each);
  return { usd: items.reduce((sum, { usd }) => sum + usd, 0), items };
}

/** Says the same thing of several resources once. */
function merged<Said extends { readonly resources: readonly string[] }>(
  all: readonly Said[],
  key: (said: Said) => string,
): readonly Said[] {
  return [...Map.groupBy(all, key).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, resources: [first, ...others].flatMap(({ resources }) => resources) }],
  );
}
