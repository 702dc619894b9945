import { afterEach, expect, test, vi } from 'vitest';
import { asGiven } from './as-given.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the same command has the operands, the options and the environment of the one that was given', () => {
  vi.stubEnv('PARITY_ENVIRONMENT', 'shop');
  const options = { all: true, name: 'my shop', json: true, 'dry-run': undefined };
  expect(asGiven('local:prune', { options, operands: ['old-shop', "it's"] })).toBe(
    "PARITY_ENVIRONMENT=shop npx -y pnpm@12 local:prune old-shop 'it'\\''s' --all --name 'my shop'",
  );
});
