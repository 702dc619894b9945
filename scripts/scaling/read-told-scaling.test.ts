import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecsEndpoint, sampleScalable } from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { readToldScaling } from './read-told-scaling.ts';

let answer: { readonly status: number; readonly body: string };
const server = createServer((request, response) => {
  response.statusCode = request.url === '/_parity/scaling?from=1&to=2' ? answer.status : 500;
  response.end(answer.body);
});

beforeEach(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
});

function port(): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const range = { fromMs: 1, toMs: 2 };
const verdicts = [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }];

test('what the control plane reports about the service is read, with the time scale', async () => {
  const told = {
    decisions: [{ atMs: 5, desiredCount: 3, verdicts }],
    values: { high: [{ startMs: 1, value: 2 }] },
    tasks: [{ startMs: 1, value: 3 }],
  };
  const targets = [
    { resourceId: 'service/a/c', decisions: [], values: {}, tasks: [] },
    { resourceId: 'service/a/b', ...told },
  ];
  answer = { status: 200, body: JSON.stringify({ timeScale: 10, targets }) };
  expect(await readToldScaling(port(), 'service/a/b', range)).toMatchObject({ timeScale: 10, ...told });
  expect(await readToldScaling(port(), 'service/a/d', range)).toBeUndefined();
});

test.each([
  ['has no such path', 404, '{}'],
  ['says something else', 200, '{"timeScale": 1, "targets": [{"verdicts": [{}]}]}'],
  ['says no JSON', 200, 'what?'],
])('a control plane that %s reports nothing', async (_, status, body) => {
  answer = { status, body };
  expect(await readToldScaling(port(), 'service/a/b', range)).toBeUndefined();
});

test('one that is not running reports nothing', async () => {
  expect(await readToldScaling(9, 'service/a/b', range)).toBeUndefined();
});

test('the answer of this checkout’s control plane is understood', async () => {
  const endpoint = await ecsEndpoint();
  const { ResourceId } = sampleScalable;
  try {
    await (await endpoint.target.clients.applicationAutoScaling()).registerScalableTarget({
      ...sampleScalable,
      ...{ MinCapacity: 2, MaxCapacity: 10 },
    });
    expect(await readToldScaling(Number(new URL(endpoint.url).port), ResourceId, range)).toEqual({
      ...{ resourceId: ResourceId, timeScale: 1, decisions: [], values: {}, tasks: [] },
    });
    const withoutRange = await fetch(`${endpoint.url}/_parity/scaling`);
    expect(withoutRange.status).toBe(400);
  } finally {
    await endpoint.close();
  }
});
