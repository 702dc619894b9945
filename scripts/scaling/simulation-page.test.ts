import { expect, test } from 'vitest';
import { z } from 'zod';
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

const curveSchema = z.object({ name: z.string(), values: z.array(z.number().nullable()) });
const groupSchema = z.object({
  plots: z.array(z.object({ title: z.string(), curves: z.array(curveSchema) })),
});

test('the table has a column for each set of thresholds, and says how far the simulation was from the record', () => {
  const table = simulationTable([result]);
  expect(table).toMatch(/^SHOP-<WEB> +AS DEFINED +WITH --COMPARE\n/);
  expect(table).toMatch(/\nrequests +396,000 +396,000\n/);
  expect(table).toContain(
    'Compared with the 90 recorded minutes, the simulation has the same number of tasks in ',
  );
  expect(table).toContain('what was changed through the API is not part of it.');
  expect(table).toContain('Not simulated, because their metrics are unknown: its own.');
});

test('without a record and other thresholds, the table has one column and no comparison', () => {
  const bare = minutes.map(({ atMs, requests }) => ({ atMs, requests }));
  const table = simulationTable([
    runService({ ...service, leftOut: [] }, { ...load, minutes: bare }, undefined),
  ]);
  expect(table).toMatch(/^SHOP-<WEB> +AS DEFINED\n/);
  expect(table).not.toMatch(/Compared|Not simulated/);
});

const dropped = 'Dropped requests are those that the CPU of all tasks could not do in their minute.';
const timeout = 'A load balancer answers 504 once its idle timeout is over';

test.each([
  ['few requests', 600, {}, [false, false]],
  ['more requests than its tasks can do', 30_000, {}, [true, false]],
  ['more slow requests than its tasks can do', 30_000, { latencyMs: 300 }, [true, true]],
  ['more jobs than its tasks can do', 30_000, { latencyMs: 300, excess: 'waits' }, [false, false]],
] as const)('the table explains the figures of a service with %s', (_load, requests, model, expected) => {
  const busy = minutes.map(({ atMs }) => ({ atMs, requests }));
  const table = simulationTable([
    runService({ ...service, model: { ...service.model, ...model } }, { ...load, minutes: busy }, undefined),
  ]);
  expect([dropped, timeout].map((sentence) => table.includes(sentence))).toEqual(expected);
});

test('the page has the same table and sentences, and a plot of each figure with a curve for each run', async () => {
  const page = await simulationPage([result], 'Simulated scaling');
  expect(page).toContain('<h2>shop-&lt;web&gt;</h2>');
  expect(page).toContain('<tr><td>requests</td><td>396,000</td><td>396,000</td></tr>');
  expect(page).toContain('<p>Not simulated, because their metrics are unknown: its own.</p>');
  const [, json = ''] = /class="plots">(.*?)<\/script>/.exec(page) ?? [];
  const { plots } = groupSchema.parse(JSON.parse(json));
  const compared = ['as defined', 'with --compare'];
  expect(plots.map(({ title, curves }) => [title, ...curves.map(({ name }) => name)])).toEqual([
    ['Requests', 'requests', ...compared.map((run) => `dropped ${run}`)],
    ['Tasks', 'recorded', ...compared],
    ['CPU', 'recorded', ...compared],
    ['p95 latency', ...compared],
  ]);
  expect(plots[0]?.curves[0]?.values).toEqual(minutes.map(({ requests }) => requests));
});
