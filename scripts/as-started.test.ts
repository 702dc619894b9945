import { expect, test } from 'vitest';
import { asStarted } from './as-started.ts';

test('a command that starts the store again has the variables that say which store it is', () => {
  const given = { STORE_KIND: 'demo', STORE_CONTEXT: '/my shop', STORE_IMAGE: '', STORE_GEMS: '/gems' };
  expect(asStarted('npx pnpm local:up', given)).toBe(
    "STORE_KIND=demo STORE_CONTEXT='/my shop' npx pnpm local:up",
  );
  expect(asStarted('npx pnpm local:up', {})).toBe('npx pnpm local:up');
});
