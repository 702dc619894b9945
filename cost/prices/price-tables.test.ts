import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { costReport } from '../report/cost-report.ts';
import { storeStacks } from '../testing/store-stacks.ts';
import { usageWith } from '../usage/usage.ts';
import { singapore } from './ap-southeast-1.ts';
import { fargatePrices } from './fargate-prices.ts';
import type { Price } from './price-table.ts';

// Tests synthesize the app, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const prices: readonly (readonly [string, Price])[] = Object.entries(singapore.prices);

it('every price has sources that are in the table, and a confidence that they bear', () => {
  const known = Object.keys(singapore.sources);
  const unfounded = prices.filter(([, { sources, confidence }]) => {
    const enough = { confirmed: 2, 'one source': 1, derived: 1, 'planning value': 0 }[confidence];
    return sources.length < enough || sources.some((source) => !known.includes(source));
  });
  expect(unfounded).toEqual([]);
  expect(singapore.lookedUpOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

it('a price that is no more than a planning value has a range around it', () => {
  const planned = prices.filter(([, { confidence }]) => confidence === 'planning value');
  expect(planned.length).toBeGreaterThan(0);
  for (const [, { usd, range: [least, most] = [0, 0], note }] of planned) {
    expect([least <= usd, usd <= most, note !== undefined]).toEqual([true, true, true]);
  }
});

it('every price is above zero', () => {
  expect(prices.filter(([, { usd }]) => usd <= 0)).toEqual([]);
});

it('what a task costs is the same in bills, load tests and simulations', () => {
  expect(fargatePrices).toEqual({ vcpuHourUsd: 0.05056, gibHourUsd: 0.00553 });
});

it('docs/environments.md has the sums of the bills of production and small', () => {
  const page = readFileSync('docs/environments.md', 'utf8');
  const [, production, small] =
    /\| \*\*sum\*\* \| \| \*\*([\d.]+)\*\* \| \| \*\*([\d.]+)\*\* \|/.exec(page) ?? [];
  for (const [name, sum] of [
    ['production', production],
    ['small', small],
  ] as const) {
    const { fixed } = costReport(storeStacks(name), { usage: usageWith() });
    // Its lines are rounded to cents before they are added.
    expect(Math.abs(fixed.usd - Number(sum))).toBeLessThan(0.03);
  }
});
