import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const checkout = join(import.meta.dirname, '..', '..');
const reference = /`([^`|]+\.test\.ts)`: ([^|]+?) \|/g;

test('each test that the table of behaviours names is there', async () => {
  const table = await readFile(join(checkout, 'docs', 'ecs-and-alb.md'), 'utf8');
  const named = [...table.matchAll(reference)].map(([, file = '', title = '']) => ({ file, title }));
  expect(named.length).toBeGreaterThan(50);
  const missing = await Promise.all(
    named.map(async ({ file, title }) =>
      (await titlesOf(file)).includes(title) ? [] : [`${file}: ${title}`],
    ),
  );
  expect(missing.flat()).toEqual([]);
});

async function titlesOf(file: string): Promise<string> {
  const fromCheckout = join(checkout, file);
  const path = existsSync(fromCheckout) ? fromCheckout : join(import.meta.dirname, file);
  return (await readFile(path, 'utf8')).replaceAll("\\'", "'");
}
