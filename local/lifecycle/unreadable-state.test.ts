import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { identifyEnvironment } from '../environment/identify.ts';
import { readListenerEndpoints } from '../environment/listener-endpoints.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { withLock } from '../environment/lock.ts';
import { assignPorts, readPorts } from '../environment/ports.ts';
import { writePrivateFile } from '../environment/state-file.ts';
import { filesOfData, filesOfServers, stateFile } from '../environment/state-files.ts';
import { readKeptParameters } from '../providers/parameters/kept-parameters.ts';
import { refuseOthersData } from './database/store-of-data.ts';
import { readMadeResources } from './removal/made-resources.ts';
import { listenerPublishing, writeListenerPublishing } from './servers/listener-publishing.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const state = await mkdtemp(join(tmpdir(), 'unreadable-'));
  environment = identifyEnvironment('/x/shop', { XDG_STATE_HOME: state }, '/h');
});

afterEach(() => rm(join(environment.stateFolder, '..', '..'), { recursive: true, force: true }));

/** Each file of the state folder that is JSON, and what reads it. */
const readers = {
  'ports.json': () => assignPorts(environment, new Set()),
  'listeners.json': () => readListenerEndpoints(environment),
  'template-parameters.json': () => readKeptParameters(environment.stateFolder),
  'made.json': () => readMadeResources(environment),
  'store.json': () =>
    refuseOthersData(environment, { kind: 'demo', image: 'shop:1', tag: 'demo-1', why: '' }),
  'lock-holder.json': () =>
    withLock(
      environment,
      'local:up',
      () => undefined,
      async () => 'done',
    ),
};

const nonsense = ['', 'null', '[]', '{"count":', '{"ports":[1]}', '\u0000\u0001'];
const cases = Object.entries(readers).flatMap(([file, read]) =>
  nonsense.map((text) => [file, JSON.stringify(text), text, read] as const),
);

test.each(cases)(
  'with %s of %s a command goes on, or says what became of it and goes on then',
  async (...one) => {
    const [file, , text, read] = one;
    await writePrivateFile(join(environment.stateFolder, file), text);
    try {
      await read();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({ message: expect.stringContaining(`${file}.unreadable`) });
      await read();
    }
  },
);

test.each(nonsense)('with %j in compose.override.json the next start writes it again', async (text) => {
  const file = stateFile(environment, 'composeOverride');
  await writePrivateFile(file, text);
  await writeListenerPublishing(environment, []);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(listenerPublishing([]));
});

test('every JSON file of the state folder is among them', () => {
  const files = [...filesOfData(environment), ...filesOfServers(environment)].map((path) => basename(path));
  // The first is read as a rebuilt file too; the second is only written.
  const others = ['emulated.json', 'compose.override.json'];
  const known = [...Object.keys(readers), ...others];
  expect(files.filter((file) => file.endsWith('.json') && !known.includes(file))).toEqual([]);
});

test('ports of a version that knew fewer endpoints are kept', async () => {
  const older = { https: 9443, http: 9080, loadBalancer: 9081, aws: 9566, postgres: 9432 };
  await writePrivateFile(join(environment.stateFolder, 'ports.json'), JSON.stringify(older));
  expect(await readPorts(environment)).toMatchObject({ ...older, redis: 6379 });
});

test('parameters that were kept before any was stored are read', async () => {
  const file = stateFile(environment, 'templateParameters');
  await writePrivateFile(file, '{"template":{"Name":"Ada"}}');
  expect(await readKeptParameters(environment.stateFolder)).toEqual({
    template: { Name: 'Ada' },
    stored: {},
  });
});
