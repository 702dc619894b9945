import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { RunningStore } from '../local/lifecycle/commands/up.ts';
import { welcome } from './welcome.ts';

const environment = { name: 'shop', checkout: '/shop', stateFolder: '/state', labels: {} };

const running = (scalingFindings: number): RunningStore => ({
  endpoints: {
    storefrontUrl: 'https://localhost:8443',
    adminUrl: 'https://localhost:8443/admin',
    awsEndpointUrl: 'http://127.0.0.1:4566',
    loadBalancerUrl: 'http://127.0.0.1:8080',
    s3EndpointUrl: 'http://127.0.0.1:9000',
    certificateAuthority: '/state/ca.crt',
    listenerUrls: {},
  },
  admin: undefined,
  store: { kind: 'spree', image: 'store:t', tag: 't', why: 'because' },
  movedPorts: [],
  differences: 'none',
  scalingFindings,
});

test.each([
  [0, []],
  [1, ['  Scaling       1 finding: npx -y pnpm@12 scaling:check']],
  [3, ['  Scaling       3 findings: npx -y pnpm@12 scaling:check']],
])('a start tells of %i findings about the scaling', (findings, lines) => {
  const text = stripVTControlCharacters(welcome(environment, running(findings)));
  expect(text.split('\n').filter((line) => line.includes('Scaling'))).toEqual(lines);
});
