import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecsEndpoint } from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { toldDecisions } from './told-decisions.ts';

let answer: { readonly status: number; readonly body: string };
const server = createServer((request, response) => {
  response.statusCode = request.url === '/_parity/scaling' ? answer.status : 500;
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

const verdicts = [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }];

test('the decisions of the service are told', async () => {
  const decision = { atMs: 5, resourceId: 'service/a/b', verdicts };
  const decisions = [decision, { ...decision, resourceId: 'service/a/c' }];
  answer = { status: 200, body: JSON.stringify({ decisions }) };
  expect(await toldDecisions(port(), 'service/a/b')).toEqual([decision]);
});

test.each([
  ['has no such path', 404, '{}'],
  ['says something else', 200, '{"decisions": [{"verdicts": [{}]}]}'],
  ['says no JSON', 200, 'what?'],
])('a control plane that %s tells nothing', async (_, status, body) => {
  answer = { status, body };
  expect(await toldDecisions(port(), 'service/a/b')).toEqual([]);
});

test('one that is not there tells nothing', async () => {
  expect(await toldDecisions(9, 'service/a/b')).toEqual([]);
});

test('that of this checkout is understood', async () => {
  const endpoint = await ecsEndpoint();
  try {
    expect(await toldDecisions(Number(new URL(endpoint.url).port), 'service/a/b')).toEqual([]);
  } finally {
    await endpoint.close();
  }
});
