import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const checkout = join(import.meta.dirname, '..', '..');
const reference = /`([^`|]+\.test\.ts)`: ([^|]+?) \|/g;

/** Each page of behaviours, the folder of the tests that it names, and how many it names at least. */
const pages = [
  ['ecs-and-alb.md', import.meta.dirname, 50],
  ['autoscaling.md', import.meta.dirname, 50],
  ['data-stores.md', join(checkout, 'local', 'data-stores'), 30],
] as const;

test.each(pages)('each test that docs/%s names is there', async (page, folder, atLeast) => {
  const table = await readFile(join(checkout, 'docs', page), 'utf8');
  const named = [...table.matchAll(reference)].map(([, file = '', title = '']) => ({ file, title }));
  expect(named.length).toBeGreaterThan(atLeast);
  const missing = await Promise.all(
    named.map(async ({ file, title }) =>
      standsIn(await titlesOf(file, folder), title.split(' > ')) ? [] : [`${file}: ${title}`],
    ),
  );
  expect(missing.flat()).toEqual([]);
});

/** A title that needs its `describe` is quoted with it: `a task > is stopped`. */
function standsIn(text: string, [group = '', title]: readonly string[]): boolean {
  const from = text.indexOf(group);
  return from >= 0 && (title === undefined || text.indexOf(title, from) >= 0);
}

async function titlesOf(file: string, folder: string): Promise<string> {
  const fromCheckout = join(checkout, file);
  const path = existsSync(fromCheckout) ? fromCheckout : join(folder, file);
  return (await readFile(path, 'utf8')).replaceAll("\\'", "'");
}
