import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProgress } from '../../progress/progress.ts';
import { ensureImage } from './ensure-image.ts';
import { imageCatalogue } from './image-catalogue.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import { chooseStore } from './store-image.ts';

/** A workshop on an engine without images, and no registry. */
function workshop(environment: NodeJS.ProcessEnv): ImageWorkshop {
  return {
    engine: Object.assign(Object.create(null), { inspectImage: async () => undefined }),
    environment,
    checkout: tmpdir(),
    pull: async () => ({ pulled: false, why: 'no registry', registryAnswers: false }),
    baseImage: async () => 'base',
    whenFree: (work) => work(),
  };
}

const ofStore = ['STORE_IMAGE', 'STORE_CONTEXT', 'STORE_KIND', 'STORE_GEMS'];
const ofServers = [...Object.values(imageCatalogue).map(({ variable }) => variable), 'SCANNER_IMAGE'];

test.each(ofStore)('a wrong value of %s is refused by name', async (variable) => {
  const chosen = chooseStore(workshop({ [variable]: '/nowhere' }), () => {});
  await expect(chosen).rejects.toThrow(variable);
});

test.each(Object.values(imageCatalogue))(
  'a wrong value of $variable is refused by name',
  async (definition) => {
    const used = createProgress(() => {}).step('', (step) =>
      ensureImage(workshop({ [definition.variable]: 'nowhere:1' }), definition, step),
    );
    await expect(used).rejects.toMatchObject({
      code: 'IMAGE_NOT_AVAILABLE',
      hint: expect.stringContaining(definition.variable),
    });
  },
);

test('every variable of an image or a store that README.md or a script names is among them', () => {
  const root = join(import.meta.dirname, '..', '..');
  const texts = ['README.md', 'scripts/variables.ts'].map((file) => readFileSync(join(root, file), 'utf8'));
  const each = texts.map((text) => text.match(/\b(?:STORE_[A-Z]+|[A-Z]+\d?_IMAGE)\b(?!_)/g) ?? []);
  const named = each.flat();
  // Codes of errors, and a file that `chosen-application.test.ts` is about.
  const others = ['STORE_DOES', 'STORE_OF', 'MACHINE_IMAGE', 'STORE_SETTINGS'];
  expect([...new Set(named)].filter((name) => ![...ofStore, ...ofServers, ...others].includes(name))).toEqual(
    [],
  );
  for (const names of each) expect(names).toEqual(expect.arrayContaining([...ofStore, ...ofServers]));
});
