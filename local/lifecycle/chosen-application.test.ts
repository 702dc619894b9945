import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplication } from '../../application/defaults.ts';
import type { FolderImage } from '../images/ensure-folder-image.ts';
import { chosenApplication } from './chosen-application.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'application-'));
});

afterEach(() => rm(folder, { recursive: true }));

const built = (): { source: FolderImage } => ({
  source: {
    ...{ name: 'store', variable: 'STORE_IMAGE', version: 'context', folder, args: {}, additions: [] },
    ...{ bases: [], isLeftOut: () => false },
  },
});

test('the chosen application is run as the file beside its Dockerfile says, without one as by default', async () => {
  expect(await chosenApplication('/checkout', {}, built())).toBe(defaultApplication);
  await writeFile(join(folder, 'parity.yml'), 'web: { port: 4000 }');
  expect(await chosenApplication('/checkout', {}, built())).toMatchObject({ web: { port: 4000 } });
  expect(await chosenApplication('/checkout', {}, {})).toBe(defaultApplication);
});

test('STORE_SETTINGS names another file, which has to be there', async () => {
  await writeFile(join(folder, 'other.yml'), 'redis: false\nworker: none');
  const variables = { STORE_SETTINGS: 'other.yml' };
  expect(await chosenApplication(folder, variables, {})).toMatchObject({ redis: false });
  await expect(chosenApplication('/checkout', variables, {})).rejects.toMatchObject({
    code: 'STORE_SETTINGS_UNUSABLE',
    exitCode: 2,
    message: "STORE_SETTINGS is 'other.yml', which is not there",
  });
});

test('what is wrong in the file is said, all of it', async () => {
  await writeFile(join(folder, 'parity.yml'), 'port: 4000\nworker: 1');
  await expect(chosenApplication('/checkout', {}, built())).rejects.toMatchObject({
    code: 'APPLICATION_SETTINGS_WRONG',
    message: expect.stringMatching(/parity\.yml:1: port is not known.*\n.*parity\.yml:2: worker is 1/),
  });
});
