import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { type Bill, billOfResources, type CostedStacks } from '../bill/bill.ts';
import { hoursPerMonth } from '../charges/charge.ts';
import { type CostedResource, costedResources } from '../charges/costed-resource.ts';
import { assumedSpotDiscount, type SpotDiscount } from '../charges/spot-discount.ts';
import { type Level, taskBounds, tasksAt } from '../charges/task-counts.ts';
import { serviceName } from '../charges/tasks.ts';
import type { PriceTable } from '../prices/price-table.ts';
import { priceTable } from '../prices/price-tables.ts';
import { assumptions, type Usage, type UsageName } from '../usage/usage.ts';
import type { WhatIf } from '../what-ifs/what-if.ts';
import { isNamed, usualWhatIfs } from '../what-ifs/what-ifs.ts';
import { type FreeAllowance, freeAllowances } from './free-allowances.ts';

/** What a report is asked for. */
export interface CostQuestion {
  readonly usage: Usage;
  /** Other numbers of tasks than the minimum, by the names of services. */
  readonly tasks?: Readonly<Record<string, number>>;
  readonly whatIfs?: readonly WhatIf[];
  readonly spotDiscount?: SpotDiscount;
}

/** What a change saves, in US dollars a month. */
export interface Saving {
  readonly option: string;
  readonly savesUsd: number;
  readonly givesUp: string;
}

/** The bill at some number of tasks. */
export interface BillAtLevel {
  readonly tasks: Readonly<Record<string, number>>;
  readonly fixedUsd: number;
  readonly variableUsd: number;
  readonly totalUsd: number;
}

/** What `cost --json` prints. */
export interface CostReport extends Omit<Bill, 'totalUsd'> {
  readonly currency: 'USD';
  readonly region: string;
  readonly hoursPerMonth: number;
  readonly pricesLookedUpOn: string;
  /** What prices were read from, by the names in items. */
  readonly sources: PriceTable['sources'];
  /** The numbers of tasks of `fixed`. */
  readonly tasks: Readonly<Record<string, number>>;
  readonly totalUsd: number;
  readonly levels: Readonly<Record<Level, BillAtLevel>>;
  readonly usage: Readonly<
    Record<UsageName, { readonly value: number; readonly unit: string; readonly basis: string }>
  >;
  /** What was asked for, each by itself; the bill has all of it. */
  readonly whatIfs: readonly Saving[];
  /** What all of that saves together. */
  readonly savesUsd: number;
  /** The total without it. */
  readonly totalBeforeUsd: number;
  /** What could be asked for. */
  readonly options: readonly Saving[];
  readonly freeAllowances: readonly FreeAllowance[];
  readonly notCounted: readonly string[];
}

const notCounted = [
  'tax, and AWS Support',
  'CPU credits that databases of the T classes use beyond those that they earn',
  'tasks of load tests, and the extra tasks of a rollout',
  'queries of Logs Insights, and data that is copied to other regions',
] as const;

/** The whole report. Raises `BAD_ARGUMENT` for services and changes that the definition does not have. */
export function costReport(stacks: CostedStacks, question: CostQuestion): CostReport {
  const before = costedResources(stacks);
  const { whatIfs = [], tasks = {}, usage } = question;
  refuseUnknownServices(before, Object.keys(tasks));
  const after = whatIfs.reduce((resources, whatIf) => apply(whatIf, resources), before);
  const bill = billWith(after, question);
  const totalBeforeUsd = billWith(before, question).totalUsd;
  const saving = (whatIf: WhatIf, resources: readonly CostedResource[]): Saving | undefined =>
    savingOf(whatIf, billWith(resources, question), billWith(apply(whatIf, resources), question));
  const region = regionOf(after);
  const { lookedUpOn: pricesLookedUpOn, sources } = priceTable(region);
  return {
    ...{ currency: 'USD', region, hoursPerMonth, pricesLookedUpOn, sources },
    tasks: tasksOf(after, 'minimum', tasks),
    ...bill,
    levels: {
      minimum: atLevel(after, 'minimum', question),
      medium: atLevel(after, 'medium', question),
      maximum: atLevel(after, 'maximum', question),
    },
    usage: usageWithBasis(usage),
    whatIfs: whatIfs.map((whatIf) => saving(whatIf, before) ?? withoutPrice(whatIf)),
    ...{ savesUsd: totalBeforeUsd - bill.totalUsd, totalBeforeUsd },
    options: usualWhatIfs(after).flatMap((whatIf) => saving(whatIf, after) ?? []),
    freeAllowances: freeAllowances(bill),
    notCounted,
  };
}

/** Undefined where something of it has no price afterwards: what is not counted is not saved. */
function savingOf({ option, givesUp }: WhatIf, before: Bill, after: Bill): Saving | undefined {
  const known = new Set(before.unpriced.map((each) => JSON.stringify(each)));
  if (after.unpriced.some((each) => !known.has(JSON.stringify(each)))) return undefined;
  return { option, savesUsd: before.totalUsd - after.totalUsd, givesUp };
}

function withoutPrice({ option }: WhatIf): never {
  throw wrongUsage(
    'BAD_ARGUMENT',
    `What ${option} saves is not known: it leads to something that has no price here`,
    'Leave it out, or add the price to the table in cost/prices/ with its source.',
  );
}

function apply({ option, change }: WhatIf, resources: readonly CostedResource[]): readonly CostedResource[] {
  const after = change(resources);
  if (after !== undefined) return after;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `${option} would change nothing in this definition`,
    'Leave it out: the definition has nothing of the kind, or has it so already.',
  );
}

function billWith(
  resources: readonly CostedResource[],
  { usage, tasks = {}, spotDiscount = assumedSpotDiscount }: CostQuestion,
  level: Level = 'minimum',
): Bill {
  return billOfResources(resources, {
    ...{ usage, spotDiscount },
    tasksOf: (service) => tasksOfService(service, resources, level, tasks),
  });
}

function tasksOfService(
  service: CostedResource,
  resources: readonly CostedResource[],
  level: Level,
  given: Readonly<Record<string, number>>,
): number {
  const [, count] = Object.entries(given).find(([name]) => isNamed(service, name)) ?? [];
  return count ?? tasksAt(level, taskBounds(service, resources));
}

function servicesOf(resources: readonly CostedResource[]): readonly CostedResource[] {
  return resources.filter(({ type }) => type === 'AWS::ECS::Service');
}

function tasksOf(
  resources: readonly CostedResource[],
  level: Level,
  given: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const counts = servicesOf(resources).map((service) => [
    serviceName(service),
    tasksOfService(service, resources, level, given),
  ]);
  return Object.fromEntries(counts);
}

function atLevel(resources: readonly CostedResource[], level: Level, question: CostQuestion): BillAtLevel {
  const { fixed, variable, totalUsd } = billWith(resources, { ...question, tasks: {} }, level);
  return { tasks: tasksOf(resources, level), fixedUsd: fixed.usd, variableUsd: variable.usd, totalUsd };
}

function usageWithBasis(usage: Usage): CostReport['usage'] {
  const rows = Object.entries(assumptions).map(([name, { value, unit, basis }]) => {
    const used = Object.entries(usage).find(([each]) => each === name)?.[1] ?? value;
    return [name, { value: used, unit, basis: used === value ? basis : 'given' }];
  });
  return Object.fromEntries(rows);
}

/** The region that has most of the resources: a certificate of the edge is in another one. */
function regionOf(resources: readonly CostedResource[]): string {
  const [largest] = [...Map.groupBy(resources, ({ region }) => region).entries()].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  if (largest !== undefined) return largest[0];
  throw new Failure('COST_EMPTY', 'There is no resource in the templates.', {
    hint: 'Synthesize the app, or name the folder of its assembly.',
  });
}

function refuseUnknownServices(resources: readonly CostedResource[], names: readonly string[]): void {
  const services = servicesOf(resources);
  const unknown = names.find((name) => !services.some((service) => isNamed(service, name)));
  if (unknown === undefined) return;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `There is no service '${unknown}'`,
    `There are: ${services.map(serviceName).join(', ')}.`,
  );
}
