import type { CostedStacks } from '../../cost/bill/bill.ts';
import {
  type CostDifference,
  costDifference,
  type ItemDifference,
} from '../../cost/comparison/cost-difference.ts';
import { deployedTemplates } from '../../cost/comparison/deployed-templates.ts';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { InfrastructureStack } from '../../operations/infrastructure/infrastructure-stack.ts';

/** A stack as it is to be deployed. */
export type PlannedStack = Pick<InfrastructureStack, 'name' | 'account' | 'region' | 'template'>;

/**
 * What a deployment does to the monthly bill, in lines for its preview: with what is deployed as `readDeployedTemplates` gives
 * it. A bill that cannot be worked out, such as in a region without prices, is no reason not to deploy, so it says why.
 */
export function costLines(
  deployed: ReadonlyMap<string, unknown>,
  planned: readonly PlannedStack[],
  environment: string,
): readonly string[] {
  try {
    return linesOf(costDifference(resolved(planned, deployed), resolved(planned)), environment);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [`not known: ${error.message}`];
  }
}

/** The templates of the app, or those in their place that are deployed. */
function resolved(stacks: readonly PlannedStack[], instead?: ReadonlyMap<string, unknown>): CostedStacks {
  return deployedTemplates(
    stacks.flatMap(({ name, account = '000000000000', region, template }) => {
      if (region === undefined || (instead !== undefined && !instead.has(name))) return [];
      const place = { stackName: name, region, accountId: account };
      return [{ ...place, template: instead === undefined ? template : instead.get(name) }];
    }),
  );
}

function linesOf(difference: CostDifference, environment: string): readonly string[] {
  const { beforeUsd, afterUsd, differenceUsd, items, unpriced } = difference;
  const withoutPrice = unpriced.added.map(
    ({ type, resources, unpriced: why }) => `no price: ${type} ${resources.join(', ')} (${why})`,
  );
  if (beforeUsd === 0) {
    return [
      `${usd(afterUsd)} USD a month with the minimum of tasks and an assumed use: ${command('cost')} --env ${environment}`,
      ...withoutPrice,
    ];
  }
  if (items.length === 0) return [`${usd(afterUsd)} USD a month, as before`, ...withoutPrice];
  return [
    `${signed(differenceUsd)} USD a month: ${usd(afterUsd)} instead of ${usd(beforeUsd)}, with the minimum of tasks and an assumed use`,
    ...items.map(itemLine),
    ...withoutPrice,
  ];
}

function itemLine({ name, differenceUsd, before = 'none', after = 'none' }: ItemDifference): string {
  return `${signed(differenceUsd)}: ${name} (${before} → ${after})`;
}

const usd = (amount: number) => amount.toFixed(2);

function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${usd(Math.abs(amount))}`;
}
