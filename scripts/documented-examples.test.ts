import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const docs = join(import.meta.dirname, '..', 'docs');
const folder = join(docs, 'throwaway-servers');

test('docs/throwaway-servers.md shows the examples as they are tested', async () => {
  const page = await readFile(join(docs, 'throwaway-servers.md'), 'utf8');
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const examples = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  expect(files).toHaveLength(3);
  expect(files.filter((_, index) => !page.includes(`\n${examples[index]}\`\`\``))).toEqual([]);
});
