import type { CostItem, CostPart } from '../../cost/bill/cost-item.ts';
import type { CostReport, Saving } from '../../cost/report/cost-report.ts';
import { textTable } from '../text-table.ts';

/** A bill for a terminal. */
export function costText(report: CostReport): string {
  const { region, pricesLookedUpOn, totalUsd } = report;
  return [
    `USD a month at list prices of ${region}, looked up on ${pricesLookedUpOn}, before tax, with ${tasksText(report.tasks)}:`,
    '',
    partText('fixed', report.fixed),
    partText('variable, at the usage below', report.variable),
    `Total ${usd(totalUsd)}`,
    '',
    ...uncertainText(report),
    ...unpricedText(report),
    ...whatIfText(report),
    levelsText(report),
    savingsText('What would save something', report.options),
    ...allowancesText(report),
    usageText(report),
    `Not counted: ${report.notCounted.join('; ')}.`,
  ].join('\n');
}

const usd = (amount: number) => amount.toFixed(2);

function tasksText(tasks: Readonly<Record<string, number>>): string {
  const counts = Object.entries(tasks).map(([name, count]) => `${count} ${name}`);
  return counts.length === 0 ? 'no tasks' : counts.join(' and ');
}

function partText(title: string, { usd: sum, items }: CostPart): string {
  const rows = items.map((item) => [item.name, item.computation, mark(item), usd(item.usd)]);
  return textTable([title, 'computation', 'price is', 'USD'], [...rows, ['', '', '', usd(sum)]]);
}

/** Confirmed prices need no word. */
function mark({ confidence }: CostItem): string {
  return confidence === 'confirmed' ? '' : confidence;
}

function uncertainText({ fixed, variable }: CostReport): readonly string[] {
  const ranged = [...fixed.items, ...variable.items].filter(({ rangeUsd }) => rangeUsd !== undefined);
  return ranged.flatMap(({ name, rangeUsd: [least, most] = [0, 0], note = '' }) => [
    `${name}: between ${usd(least)} and ${usd(most)}. ${note}`,
    '',
  ]);
}

function unpricedText({ unpriced }: CostReport): readonly string[] {
  if (unpriced.length === 0) return [];
  const rows = unpriced.map(({ type, resources, unpriced: why }) => [type, resources.join(', '), why]);
  return ['Not in the bill, for there is no price:', textTable(['type', 'resources', 'why'], rows)];
}

function whatIfText({ whatIfs, savesUsd, totalBeforeUsd }: CostReport): readonly string[] {
  if (whatIfs.length === 0) return [];
  return [
    savingsText('The bill has these changes', whatIfs),
    `Together they save ${usd(savesUsd)} of ${usd(totalBeforeUsd)}.`,
    '',
  ];
}

function savingsText(title: string, savings: readonly Saving[]): string {
  const rows = savings.map(({ option, savesUsd, givesUp }) => [option, usd(savesUsd), givesUp]);
  return rows.length === 0 ? '' : textTable([title, 'USD', 'what it gives up'], rows);
}

function levelsText({ levels }: CostReport): string {
  const rows = Object.entries(levels).map(([level, { tasks, totalUsd }]) => [
    level,
    tasksText(tasks),
    usd(totalUsd),
    usd(totalUsd - levels.minimum.totalUsd),
  ]);
  return textTable(['number of tasks', 'tasks', 'total', 'more'], rows);
}

function allowancesText({ freeAllowances }: CostReport): readonly string[] {
  const sum = freeAllowances.reduce((total, allowance) => total + allowance.usd, 0);
  if (sum === 0) return [];
  const names = freeAllowances.map(({ name, usd: amount }) => `${name} (${usd(amount)})`);
  return [
    `An account in which nothing else uses what is free pays ${usd(sum)} less: ${names.join(', ')}.`,
    '',
  ];
}

function usageText({ usage }: CostReport): string {
  const rows = Object.entries(usage).map(([name, { value, unit, basis }]) => [
    name,
    `${value} ${unit}`,
    basis,
  ]);
  return textTable(['usage (--usage)', 'a month', 'from'], rows);
}
