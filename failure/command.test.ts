import { expect, test } from 'vitest';
import { command } from './command.ts';

test('a command that is printed acts on the environment that it is printed for', () => {
  expect(command('local:down', {})).toBe('npx -y pnpm@12 local:down');
  expect(command('local:down', { PARITY_ENVIRONMENT: '' })).toBe('npx -y pnpm@12 local:down');
  expect(command('local:down', { PARITY_ENVIRONMENT: 'other' })).toBe(
    'PARITY_ENVIRONMENT=other npx -y pnpm@12 local:down',
  );
});

test('a command whose name pnpm has for itself is run with `run`', () => {
  expect(command('help', {})).toBe('npx -y pnpm@12 run help');
  expect(command('--silent completion', {})).toBe('npx -y pnpm@12 --silent run completion');
});
