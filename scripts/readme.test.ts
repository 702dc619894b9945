import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const checkout = join(import.meta.dirname, '..');
const pages = readdirSync(join(checkout, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)
  .concat('README.md', 'store/README.md');
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

test('the README explains every script, and names no other', () => {
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')));
  const named = matches(
    'README.md',
    /\b(?:db:(?:restore|snapshot)|(?:local|store|assets|docs|scaling):[a-z]+)\b/g,
  );
  const explained = Object.keys(scripts).filter((name) =>
    /^(db|local|store|assets|docs|scaling):/.test(name),
  );
  expect([...new Set(named)].toSorted()).toEqual(explained.toSorted());
});

test.each(pages)('the files that %s links to are in the repository', (page) => {
  const links = matches(page, /(?<=\]\(|src=")(?!https?:)[^)"#]+/g);
  const folder = join(checkout, page, '..');
  expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
});

test('pnpm is silenced by its long option wherever it is: with -s it prints the command that it runs', () => {
  const isLeftOut = (name: string) => /(^|\/)(node_modules|cdk\.out|reports|\.git)$/.test(name);
  const files = globSync('**/*.{md,ts,mjs,yml,json}', { cwd: checkout, exclude: isLeftOut });
  const short = files.filter((file) => /pnpm(@\d+)? -s /.test(readFileSync(join(checkout, file), 'utf8')));
  expect(files.length).toBeGreaterThan(100);
  expect(short).toEqual([]);
});

function matches(page: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(join(checkout, page), 'utf8').matchAll(pattern)].map(([text]) => text);
}
