import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { openImageWorkshop } from './image-workshop.ts';
import { chooseStore } from './store-image.ts';

/** None of these gets as far as asking the engine. */
function choose(environment: NodeJS.ProcessEnv) {
  const workshop = openImageWorkshop(connectEngine(), { checkout: '/checkout', environment });
  return chooseStore(workshop, () => undefined);
}

test.each([{}, { STORE_IMAGE: 'shop:1' }, { STORE_CONTEXT: '/shop' }])(
  'an unknown kind of store is refused, whatever else is set: %o',
  async (variables) => {
    await expect(choose({ STORE_KIND: 'bogus', ...variables })).rejects.toMatchObject({
      code: 'STORE_KIND_UNKNOWN',
      message: "Unknown STORE_KIND 'bogus'",
      exitCode: 2,
    });
  },
);

test('an empty variable is as good as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parity-context-'));
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n');
  expect(await choose({ STORE_KIND: '', STORE_IMAGE: '', STORE_CONTEXT: folder })).toMatchObject({
    kind: 'context',
    why: `STORE_CONTEXT ${folder}`,
  });
});
