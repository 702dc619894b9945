import { expect, test } from 'vitest';
import { tlsVersions } from './render-tls.ts';

test.each([
  ['ELBSecurityPolicy-TLS13-1-3-2021-06', 3, 3],
  ['ELBSecurityPolicy-TLS13-1-2-PQ-2025-09', 2, 3],
  ['ELBSecurityPolicy-TLS13-1-0-2021-06', 0, 3],
  ['ELBSecurityPolicy-TLS-1-2-Ext-2018-06', 2, 2],
  ['ELBSecurityPolicy-FS-1-1-2019-08', 1, 2],
  ['ELBSecurityPolicy-FS-2018-06', 0, 2],
  ['ELBSecurityPolicy-2016-08', 0, 2],
])('the policy %s allows TLS 1.%i to 1.%i', (policy, from, to) => {
  expect(tlsVersions(policy)).toEqual({ from, to });
});
