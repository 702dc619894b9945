import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const checkout = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(checkout, file), 'utf8');

test('pnpm compares what packages need with the Node that scripts run with, and not with that of the machine', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  expect(parse(read('pnpm-workspace.yaml')).nodeVersion).toBe(devDependencies.node);
});
