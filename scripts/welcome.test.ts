import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { Secret } from '../failure/secret.ts';
import type { RunningStore } from '../local/lifecycle/commands/up.ts';
import { welcome } from './welcome.ts';

const environment = { name: 'shop-52b990', checkout: '/shop', stateFolder: '/state', labels: {} };
const password = 'Xq7dPz2Lm9Rw4Ks8Tn1Bv6Hc';

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
  admin: { email: 'admin@example.com', password: new Secret(password), secretName: 'spree-local/admin' },
  store: { kind: 'spree', image: 'store:t', tag: 't', why: 'because' },
  movedPorts: [],
  differences: 'none',
  ...{ scalingFindings: undefined, timeScale: 1, longestGraceSeconds: undefined, liveCode: 'off' },
  ...changes,
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function linesOf(changes: Partial<RunningStore> = {}, isPrivate = true): readonly string[] {
  vi.stubEnv('PARITY_ENVIRONMENT', 'shop');
  return stripVTControlCharacters(welcome(environment, running(changes), { isPrivate })).split('\n');
}

const linesWith = (word: string, changes: Partial<RunningStore>) =>
  linesOf(changes).filter((line) => line.includes(word));

test('a start names the page, the admin account, mail and the next commands, on a part of a screen', () => {
  expect(linesOf()).toEqual([
    '',
    'shop-52b990 is running.',
    '  Storefront  https://localhost:8443',
    '  Admin       https://localhost:8443/admin',
    `              admin@example.com  ${password}`,
    '  Mail        http://127.0.0.1:8025 (kept there, not delivered)',
    '',
    '  Status      PARITY_ENVIRONMENT=shop npx -y pnpm@12 local:status',
    '  Logs        PARITY_ENVIRONMENT=shop npx -y pnpm@12 local:logs',
    '  Edit        PARITY_ENVIRONMENT=shop npx -y pnpm@12 local:up --watch',
  ]);
});

test('all that a start may say fits on a screen of 80 columns and 24 lines, below a list of six steps', () => {
  const lines = linesOf({
    store: {
      ...{ kind: 'demo', image: 'store:t', tag: 't' },
      why: 'demo store, not Spree: neither the Ruby registry nor a folder of gems (STORE_GEMS) is there',
    },
    movedPorts: [
      { endpoint: 'https', wanted: 8443, taken: 8444 },
      { endpoint: 'aws', wanted: 4566, taken: 4567 },
    ],
    scalingFindings: { open: 3, acknowledged: 2 },
    timeScale: 10,
    longestGraceSeconds: 20,
  });
  expect(lines.length).toBeLessThanOrEqual(18);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('an environment whose ports are all taken is told where its own are', () => {
  const moved = (['https', 'http', 'aws'] as const).map((endpoint, at) => ({
    ...{ endpoint, wanted: 8000 + at, taken: 9000 + at },
  }));
  expect(linesWith('Ports', { movedPorts: moved })).toEqual([
    '  Ports       3 are taken, so others are used: see local:status',
  ]);
});

test('a log gets a command that prints the password, and not the password', () => {
  const text = linesOf({}, false).join('\n');
  expect(text).not.toContain(password);
  expect(text).toContain(
    '  Password    eval "$(PARITY_ENVIRONMENT=shop npx -y pnpm@12 --silent local:env)"; echo "$ADMIN_PASSWORD"',
  );
});

test.each([
  [{ open: 0, acknowledged: 5 }, []],
  [{ open: 1, acknowledged: 0 }, ['  Scaling     1 open finding: PARITY_ENVIRONMENT=shop npx -y pnpm@12']],
])('a start tells of findings about the scaling that are open: %j', (scalingFindings, counts) => {
  expect(linesWith('Scaling', { scalingFindings })).toEqual(counts);
});

test.each([
  [1, []],
  [10, ['  Time scale  10: metrics, alarms, cooldowns and schedules run 10 times as fast']],
])('a start at time scale %i says so where it is not 1', (timeScale, lines) => {
  expect(linesWith('Time scale', { timeScale })).toEqual(lines);
});
