import { expect, test } from 'vitest';
import { Secret } from '../../../failure/secret.ts';
import { registryTokens } from './registry-tokens.ts';

test('a login is good for twelve hours, after a restart too, and in no other environment', () => {
  let now = 1_000;
  const tokens = registryTokens(new Secret('one'), () => now);
  const { password, expiresAt } = tokens.issue();
  expect(expiresAt).toBe(1_000 + 12 * 3_600_000);
  expect(registryTokens(new Secret('one'), () => now).check(password.reveal())).toBe('valid');
  expect(registryTokens(new Secret('two'), () => now).check(password.reveal())).toBe('unknown');
  now = expiresAt;
  expect(tokens.check(password.reveal())).toBe('expired');
});

test('a login that was changed is unknown', () => {
  const tokens = registryTokens(new Secret('one'), () => 0);
  const password = tokens.issue().password.reveal();
  expect(tokens.check(password.replace(/^\d+/, '9999999999999'))).toBe('unknown');
  expect(tokens.check(`${password}x`)).toBe('unknown');
  expect(['', '.', 'AWS', '1.2.3'].map(tokens.check)).toEqual(Array(4).fill('unknown'));
});
