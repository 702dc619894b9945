import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEndpointSettings } from './read-endpoint-settings.ts';

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'home-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('files that are not there have no settings', async () => {
  expect(await readEndpointSettings({}, await home())).toEqual({
    ...{ variables: {}, config: undefined, credentials: undefined },
  });
});

test('the files are those of the home folder, unless variables name others', async () => {
  const folder = await home();
  await mkdir(join(folder, '.aws'));
  await writeFile(join(folder, '.aws', 'config'), 'own');
  await writeFile(join(folder, '.aws', 'credentials'), 'keys');
  await writeFile(join(folder, 'other'), 'other');
  expect(await readEndpointSettings({}, folder)).toMatchObject({ config: 'own', credentials: 'keys' });
  const named = await readEndpointSettings({ AWS_CONFIG_FILE: join(folder, 'other') }, folder);
  expect(named).toMatchObject({ config: 'other', credentials: 'keys' });
});
