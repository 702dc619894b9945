import { type Bill, billOf, type CostedStacks } from '../bill/bill.ts';
import type { CostItem } from '../bill/cost-item.ts';
import type { Unpriced } from '../charges/charge.ts';
import { costedResources } from '../charges/costed-resource.ts';
import { taskBounds, tasksAt } from '../charges/task-counts.ts';
import { type Usage, usageWith } from '../usage/usage.ts';

/** An item of a bill that a change makes, takes away or changes; US dollars a month. */
export interface ItemDifference {
  readonly name: string;
  /** Logical ids of both sides. */
  readonly resources: readonly string[];
  readonly beforeUsd: number;
  readonly afterUsd: number;
  readonly differenceUsd: number;
  /** How the amounts come about; undefined on the side that does not have the item. */
  readonly before?: string;
  readonly after?: string;
}

/** What a change of templates does to the bill at the minimum of tasks; US dollars a month. */
export interface CostDifference {
  readonly beforeUsd: number;
  readonly afterUsd: number;
  readonly differenceUsd: number;
  /** The largest difference first. */
  readonly items: readonly ItemDifference[];
  /** What has no price and was not there before, or is not there any more. */
  readonly unpriced: { readonly added: readonly Unpriced[]; readonly removed: readonly Unpriced[] };
}

/** Compares the bills of two sets of stacks, such as what is deployed and what is to be; none is an empty list. */
export function costDifference(
  before: CostedStacks,
  after: CostedStacks,
  usage: Usage = usageWith(),
): CostDifference {
  const bills = { before: billAtMinimum(before, usage), after: billAtMinimum(after, usage) };
  const { totalUsd: beforeUsd } = bills.before;
  const { totalUsd: afterUsd } = bills.after;
  return {
    ...{ beforeUsd, afterUsd, differenceUsd: afterUsd - beforeUsd },
    items: itemDifferences(itemsOf(bills.before), itemsOf(bills.after)),
    unpriced: {
      added: beyond(bills.after.unpriced, bills.before.unpriced),
      removed: beyond(bills.before.unpriced, bills.after.unpriced),
    },
  };
}

function billAtMinimum(stacks: CostedStacks, usage: Usage): Bill {
  const resources = costedResources(stacks);
  return billOf(stacks, { usage, tasksOf: (service) => tasksAt('minimum', taskBounds(service, resources)) });
}

function itemsOf({ fixed, variable }: Bill): readonly CostItem[] {
  return [...fixed.items, ...variable.items];
}

/** Less than a hundredth of a cent is what adding in another order makes. */
const noticeableUsd = 0.0001;

function itemDifferences(before: readonly CostItem[], after: readonly CostItem[]): readonly ItemDifference[] {
  const names = new Set([...before, ...after].map(({ name }) => name));
  return [...names]
    .map((name) => itemDifference(name, before, after))
    .filter(({ differenceUsd }) => Math.abs(differenceUsd) >= noticeableUsd)
    .toSorted((one, other) => Math.abs(other.differenceUsd) - Math.abs(one.differenceUsd));
}

function itemDifference(
  name: string,
  before: readonly CostItem[],
  after: readonly CostItem[],
): ItemDifference {
  const [old, now] = [before, after].map((items) => items.filter((item) => item.name === name));
  const usd = (items: readonly CostItem[] = []) => items.reduce((sum, item) => sum + item.usd, 0);
  const how = (items: readonly CostItem[] = []) => items.map(({ computation }) => computation).join(' + ');
  const resources = [...(old ?? []), ...(now ?? [])].flatMap((item) => item.resources);
  return {
    ...{ name, resources: [...new Set(resources)], beforeUsd: usd(old), afterUsd: usd(now) },
    differenceUsd: usd(now) - usd(old),
    ...(old?.length ? { before: how(old) } : {}),
    ...(now?.length ? { after: how(now) } : {}),
  };
}

/** What the first list says of resources of which the second says nothing of the kind. */
function beyond(these: readonly Unpriced[], others: readonly Unpriced[]): readonly Unpriced[] {
  return these.flatMap((each) => {
    const same = others.filter(({ type, unpriced }) => type === each.type && unpriced === each.unpriced);
    const known = new Set(same.flatMap(({ resources }) => resources));
    const resources = each.resources.filter((id) => !known.has(id));
    return resources.length === 0 ? [] : [{ ...each, resources }];
  });
}
