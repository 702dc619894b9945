import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaDigest } from './schema-digest.ts';
import type { StoreChoice } from './store-image.ts';

let folder: string;
let before: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spree-parity-schema-'));
  for (const file of ['Gemfile.lock', 'db/migrate/1_shop.rb', 'db/seeds.rb', 'app/models/tea.rb']) {
    await write(file, 'one');
  }
  before = await digest();
});
afterAll(() => rm(folder, { recursive: true }));

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

function digest(): Promise<string> {
  const source = { name: 'store', variable: '', version: '', isLeftOut: (path: string) => path === 'tmp' };
  const choice: StoreChoice = {
    ...{ kind: 'context', image: 'store:1', tag: 'context-1', why: '' },
    source: { ...source, folder, args: {}, bases: [], additions: [] },
  };
  return schemaDigest(choice);
}

test.each(['app/models/tea.rb', 'db/seeds.rb', 'db/seeds/tea.rb', 'tmp/db/left-out.rb'])(
  'a schema stays what it is when %s changes',
  async (file) => {
    await write(file, 'two');
    expect(await digest()).toBe(before);
  },
);

test.each(['db/migrate/2_tea.rb', 'engines/tea/db/migrate/1.rb', 'Gemfile.lock', 'config/application.rb'])(
  'a schema is another one when %s changes',
  async (file) => {
    const last = await digest();
    await write(file, 'two');
    expect(await digest()).not.toBe(last);
  },
);

test('the schema of a finished image is that of the image', async () => {
  const given: StoreChoice = { kind: 'given', image: 'shop', tag: 'given-1', why: '' };
  expect(await schemaDigest(given)).toBe('given-1');
});
