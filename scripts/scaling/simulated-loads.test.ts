import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedService } from '../../local/capacity/simulated/simulated-service.ts';
import type { LoadSource } from './simulate-options.ts';
import { type LoadContext, loadedServices } from './simulated-loads.ts';

const model = {
  ...{ cpuSecondsPerRequest: 0.1, latencyMs: 1, bootSeconds: 1, taskVcpu: 1, memoryPercent: 1 },
};
const service = (name: string, excess: 'waits' | 'dropped'): SimulatedService => ({
  ...{ name, model: { ...model, excess }, minCapacity: 2, maxCapacity: 10, policies: [], leftOut: [] },
  price: { vcpu: 1, memoryGib: 1, vcpuHourUsd: 1, gibHourUsd: 1 },
});

const nowMs = Date.UTC(2026, 0, 5, 13, 14);
const midnightMs = Date.UTC(2026, 0, 5);

const context: LoadContext = {
  services: [service('shop-web', 'dropped'), service('shop-worker', 'waits')],
  ...{ names: [], scalableTargets: [], nowMs },
  history: async () => [],
};

const shape: LoadSource = { kind: 'shape', shape: 'soak', minutes: 2, high: 50 };

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulated-loads-'));
  file = join(folder, 'load.csv');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function fromFile(text: string, changes: Partial<LoadContext> = {}) {
  await writeFile(file, text);
  const loaded = await loadedServices({ kind: 'file', option: 'trace', file }, { ...context, ...changes });
  return loaded.map(({ service: { name }, load }) => [name, load.minutes.map(({ requests }) => requests)]);
}

describe('a named shape', () => {
  test('applies to the services that receive requests, from midnight on', async () => {
    const [web, ...others] = await loadedServices(shape, context);
    expect(others).toEqual([]);
    expect([web?.service.name, web?.load]).toEqual([
      'shop-web',
      {
        ...{ startMs: midnightMs, scheduled: [] },
        minutes: [
          { atMs: midnightMs, requests: 50 },
          { atMs: midnightMs + 60_000, requests: 50 },
        ],
      },
    ]);
  });

  test('applies to any service that is named', async () => {
    const loaded = await loadedServices(shape, { ...context, names: ['worker'] });
    expect(loaded.map(({ service: { name } }) => name)).toEqual(['shop-worker']);
  });

  test('has the scheduled actions of its time', async () => {
    const action = { scheduledActionName: 'early', schedule: 'at(2026-01-05T00:01:00)', minCapacity: 3 };
    const target = {
      ...{ logicalId: 'T', resourceId: 'service/shop/shop-web', minCapacity: 2, maxCapacity: 10 },
      suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
      ...{ policies: [], scheduledActions: [action] },
    };
    const [web] = await loadedServices(shape, { ...context, scalableTargets: [target] });
    expect(web?.load.scheduled).toEqual([{ name: 'early', atMs: midnightMs + 60_000, minCapacity: 3 }]);
  });

  test('is not turned around where only one of its ends is given', async () => {
    const requests = async (ends: object) => {
      const [web] = await loadedServices({ kind: 'shape', shape: 'step', minutes: 2, ...ends }, context);
      return web?.load.minutes.map((minute) => minute.requests);
    };
    expect([await requests({ high: 50 }), await requests({ low: 9000 })]).toEqual([
      [50, 50],
      [9000, 9000],
    ]);
  });

  test('ranges by default from what the fewest to what the most tasks can serve', async () => {
    const [web] = await loadedServices({ kind: 'shape', shape: 'step', minutes: 2 }, context);
    // A task does 600 a minute.
    expect(web?.load.minutes.map(({ requests }) => requests)).toEqual([360, 3600]);
  });
});

test('an unknown service is reported together with those that are scaled', async () => {
  await expect(loadedServices(shape, { ...context, names: ['nonsense'] })).rejects.toMatchObject({
    ...{ code: 'BAD_ARGUMENT', message: "No scaled service is called 'nonsense'" },
    hint: 'Scaled services: shop-web, shop-worker.',
  });
});

describe('a file', () => {
  test('without services applies to the one that receives requests, or that is named', async () => {
    expect(await fromFile('1\n2\n')).toEqual([['shop-web', [1, 2]]]);
    expect(await fromFile('1\n2\n', { names: ['worker'] })).toEqual([['shop-worker', [1, 2]]]);
  });

  test('with services applies to those of them that are scaled', async () => {
    const text = 'service,requests\nweb,1\nworker,2\nother,3\n';
    expect(await fromFile(text)).toEqual([
      ['shop-web', [1]],
      ['shop-worker', [2]],
    ]);
    expect(await fromFile(text, { names: ['web'] })).toEqual([['shop-web', [1]]]);
  });

  test('without a minute of the services that are simulated is refused', async () => {
    await expect(fromFile('service,requests\nother,3\n')).rejects.toMatchObject({
      ...{ code: 'BAD_ARGUMENT', exitCode: 2 },
      message: `The file of --trace has no minutes of shop-web, shop-worker`,
      hint: 'It has minutes of: other.',
    });
    await expect(fromFile('service,requests\nweb,3\n', { names: ['worker'] })).rejects.toMatchObject({
      ...{ message: `The file of --trace has no minutes of shop-worker`, hint: 'It has minutes of: web.' },
    });
  });

  test('that does not exist is reported', async () => {
    const source: LoadSource = { kind: 'file', option: 'from', file: join(folder, 'none.csv') };
    await expect(loadedServices(source, context)).rejects.toMatchObject({
      ...{ code: 'BAD_ARGUMENT', exitCode: 2 },
      message: expect.stringMatching(/ of --from cannot be read: no such file or directory$/),
    });
  });
});

test('a history without a minute is refused', async () => {
  const source: LoadSource = { kind: 'history', environment: 'production', days: 3 };
  await expect(loadedServices(source, context)).rejects.toMatchObject({
    ...{
      code: 'NO_HISTORY',
      message: 'CloudWatch has no data on shop-web for the last 3 days of production',
    },
  });
});

test('a history is complete: a minute without any metric had no requests', async () => {
  const history: LoadContext['history'] = async (name, days) =>
    name === 'shop-web'
      ? [
          { atMs: 0, requests: days },
          { atMs: 120_000, requests: 5, tasks: 2 },
        ]
      : [];
  const source: LoadSource = { kind: 'history', environment: 'production', days: 3 };
  const loaded = await loadedServices(source, { ...context, history, names: ['web', 'worker'] });
  expect(loaded.map(({ load }) => load.minutes)).toEqual([
    [
      { atMs: 0, requests: 3 },
      { atMs: 60_000, requests: 0 },
      { atMs: 120_000, requests: 5, tasks: 2 },
    ],
  ]);
});
