import { expect, test } from 'vitest';
import { runService } from '../../local/capacity/simulated/run-service.ts';
import type { SimulatedService } from '../../local/capacity/simulated/simulated-service.ts';
import { trackingPolicy } from '../../local/scaling/testing/situations.ts';
import { simulationPage } from './simulation-page.ts';
import { simulationTable } from './simulation-table.ts';

const service: SimulatedService = {
  ...{ name: 'shop-<web>', minCapacity: 2, maxCapacity: 10, leftOut: ['its own'] },
  model: { cpuSecondsPerRequest: 0.05, latencyMs: 60, bootSeconds: 60, taskVcpu: 1, memoryPercent: 50 },
  price: { vcpu: 1, memoryGib: 2, vcpuHourUsd: 0.05, gibHourUsd: 0.005 },
  policies: [{ metric: 'cpu', policy: trackingPolicy() }],
};

const minutes = Array.from({ length: 90 }, (_, index) => ({
  ...{ atMs: index * 60_000, requests: index < 30 ? 1200 : 6000 },
  ...{ tasks: index < 40 ? 2 : 8, cpuPercent: 60 },
}));
const load = { startMs: 0, minutes, scheduled: [] };
const result = runService(service, load, { cpu: 50 });

test('a table has a column for each set of thresholds, and says how far the simulation was from the record', () => {
  const table = simulationTable([result]);
  expect(table).toMatch(/^SHOP-<WEB> +AS DEFINED +WITH --COMPARE\n/);
  expect(table).toMatch(/\nrequests +396,000 +396,000\n/);
  expect(table).toContain('Against the 90 recorded minutes, the simulation has the same number of tasks in ');
  expect(table).toContain('Not simulated, as the metric is not known: its own');
});

test('without a record and another set there is one column and no comparison', () => {
  const bare = minutes.map(({ atMs, requests }) => ({ atMs, requests }));
  const table = simulationTable([
    runService({ ...service, leftOut: [] }, { ...load, minutes: bare }, undefined),
  ]);
  expect(table).toMatch(/^SHOP-<WEB> +AS DEFINED\n/);
  expect(table).not.toMatch(/Against|Not simulated/);
});

test('the page has a plot for each figure, and nothing from elsewhere', () => {
  const page = simulationPage([result], 'Simulated scaling');
  expect(page.match(/<svg /g)).toHaveLength(4);
  expect(page).not.toMatch(/https?:|<script|<link/);
  expect(page).toContain('<h2>shop-&lt;web&gt;</h2>');
  expect(page).toContain('prefers-color-scheme: dark');
  for (const kind of ['load', 'dropped', 'defined', 'other', 'recorded']) {
    expect(page).toContain(`<path class="curve ${kind}"`);
  }
});
