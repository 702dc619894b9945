import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { RunningStore } from '../local/lifecycle/commands/up.ts';
import { welcome } from './welcome.ts';

const environment = { name: 'shop', checkout: '/shop', stateFolder: '/state', labels: {} };

const running = (changes: Partial<RunningStore>): RunningStore => ({
  endpoints: {
    storefrontUrl: 'https://localhost:8443',
    adminUrl: 'https://localhost:8443/admin',
    awsEndpointUrl: 'http://127.0.0.1:4566',
    loadBalancerUrl: 'http://127.0.0.1:8080',
    s3EndpointUrl: 'http://127.0.0.1:9000',
    mailUrl: 'http://127.0.0.1:8025',
    certificateAuthority: '/state/ca.crt',
    listenerUrls: {},
  },
  admin: undefined,
  store: { kind: 'spree', image: 'store:t', tag: 't', why: 'because' },
  movedPorts: [],
  differences: 'none',
  ...{ scalingFindings: undefined, timeScale: 1 },
  ...changes,
});

const linesWith = (word: string, changes: Partial<RunningStore>) => {
  const text = stripVTControlCharacters(welcome(environment, running(changes)));
  return text.split('\n').filter((line) => line.includes(word));
};

test.each([
  [{ open: 0, acknowledged: 0 }, 'no findings'],
  [{ open: 0, acknowledged: 5 }, 'no open findings, 5 acknowledged'],
  [{ open: 1, acknowledged: 0 }, '1 open finding'],
  [{ open: 3, acknowledged: 2 }, '3 open findings, 2 acknowledged'],
])('a start counts the findings about the scaling: %j', (scalingFindings, counts) => {
  expect(linesWith('Scaling', { scalingFindings })).toEqual([
    `  Scaling       ${counts} (npx -y pnpm@12 scaling:check)`,
  ]);
});

test('a start counts no findings where the template cannot be checked by itself', () => {
  expect(linesWith('Scaling', { scalingFindings: undefined })).toEqual([]);
});

test.each([
  [1, []],
  [10, ['  Time scale    10: metrics, alarms, cooldowns and schedules run 10 times as fast']],
])('a start at time scale %i says so where it is not 1', (timeScale, lines) => {
  expect(linesWith('Time scale', { timeScale })).toEqual(lines);
});

test('a start says where the mail of the store is seen', () => {
  expect(linesWith('Mail', {})).toEqual([
    '  Mail          http://127.0.0.1:8025   what the store sends is kept there, not delivered',
  ]);
});
