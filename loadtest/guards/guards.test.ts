import { expect, test } from 'vitest';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { checkPlan } from './check-plan.ts';
import { checkTarget } from './check-target.ts';
import { confirmationFor } from './confirmation.ts';

const local = {
  name: 'local',
  addresses: ['https://127.0.0.1:8443/admin', 'https://localhost:8443'],
} as const;
const staging = { name: 'staging', addresses: ['https://d111.cloudfront.net'] } as const;

test('the addresses of an environment may be load-tested, whatever their path', () => {
  expect(checkTarget('https://127.0.0.1:8443/products?page=2', local)).toBe('https://127.0.0.1:8443');
  expect(checkTarget('https://D111.cloudfront.net:443/', staging)).toBe('https://d111.cloudfront.net');
});

test.each([
  ['https://example.com', 'https://example.com cannot be load-tested: staging does not answer there'],
  [
    'http://d111.cloudfront.net',
    'http://d111.cloudfront.net cannot be load-tested: staging does not answer there',
  ],
  [
    'https://d111.cloudfront.net.example.com',
    'https://d111.cloudfront.net.example.com cannot be load-tested: staging does not answer there',
  ],
  [
    'https://d111.cloudfront.net@example.com',
    'The address cannot be load-tested: it is not an address of a web server',
  ],
  [
    'https://me:secret@d111.cloudfront.net',
    'The address cannot be load-tested: it is not an address of a web server',
  ],
  ['ftp://d111.cloudfront.net', 'The address cannot be load-tested: it is not an address of a web server'],
  ['d111', 'The address cannot be load-tested: it is not an address of a web server'],
])('%s is refused', (address, message) => {
  expect(() => checkTarget(address, staging)).toThrow(
    expect.objectContaining({
      code: 'TARGET_REFUSED',
      message,
      hint: 'A load test of staging may send requests to: https://d111.cloudfront.net.',
    }),
  );
});

test('a local environment is load-tested on the loopback only, even if it names another address', () => {
  expect(() => checkTarget('http://10.0.0.5', { name: 'local', addresses: ['http://10.0.0.5'] })).toThrow(
    'http://10.0.0.5 cannot be load-tested: it is not on the loopback of this machine',
  );
});

test('without any address, nothing can be load-tested', () => {
  expect(() => checkTarget('http://127.0.0.1', { name: 'local', addresses: [] })).toThrow(
    expect.objectContaining({ hint: 'local has no address: is it running?' }),
  );
});

function plan(ratePerSecond: number, minutes: number, mostVisitors = 100): LoadPlan {
  return {
    ...{ scenario: 'average', startRatePerSecond: ratePerSecond, mostVisitors },
    stages: [{ durationMs: minutes * 60_000, ratePerSecond }],
    mix: { browse: 1, search: 0, cart: 0, checkout: 0, admin: 0 },
  };
}

test('a plan within the bounds of an environment passes', () => {
  expect(() => checkPlan(plan(20, 10), 'production')).not.toThrow();
  expect(() => checkPlan(plan(200, 10), 'staging')).not.toThrow();
  expect(() => checkPlan(plan(30, 240), 'local')).not.toThrow();
});

test.each([
  [plan(21, 1), 'production', '21 journeys a second, but production gets at most 20: customers shop there'],
  [plan(20, 29), 'production', '34800 journeys, but production gets at most 20000'],
  [plan(1, 31), 'production', '31 minutes, but production gets at most 30'],
  [plan(1, 1, 501), 'production', '501 visitors at a time, but production gets at most 500'],
  [
    plan(201, 1),
    'staging',
    '201 journeys a second, but staging gets at most 200: staging has a few small tasks',
  ],
  [plan(501, 1), 'local', '501 journeys a second, but local gets at most 500'],
  [plan(1, Number.POSITIVE_INFINITY), 'local', 'Infinity journeys, but local gets at most 500000'],
  [plan(Number.NaN, 1), 'local', 'NaN journeys a second'],
  [plan(-1, 1), 'local', 'NaN journeys a second'],
] as const)('a plan beyond them is refused: %#', (tooHigh, environment, message) => {
  expect(() => checkPlan(tooHigh, environment)).toThrow(
    expect.objectContaining({ code: 'LOAD_TOO_HIGH', message: expect.stringContaining(message) }),
  );
});

test('only a load test where customers shop asks, and says how much load it is', () => {
  expect(confirmationFor(plan(10, 2), 'staging')).toBeUndefined();
  expect(confirmationFor(plan(10, 2), 'production')).toEqual({
    question:
      'Load production, where customers shop, with 1200 journeys in 2 min, up to 10 a second? Its checkouts are real orders. Type the name of the environment: ',
    answer: 'production',
  });
  expect(confirmationFor(plan(10, 2), 'small')?.answer).toBe('small');
});
