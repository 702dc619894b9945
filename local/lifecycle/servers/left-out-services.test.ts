import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplication } from '../../../application/defaults.ts';
import { withoutRedis } from '../../../application/testing/applications.ts';
import { readAssembly } from '../../../definition/template/read-assembly.ts';
import { corpusWorkload } from '../../../definition/testing/corpus-workload.ts';
import type { Workload } from '../../../definition/workload.ts';
import { createApp } from '../../../stack/create-app.ts';
import { environments } from '../../../stack/environments.ts';
import { ensureCertificates } from '../../certificates/ensure-certificates.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { localWorkload } from '../../providers/local-workload.ts';
import { keepSecrets } from '../kept-secrets.ts';
import { composeEnvironmentText } from './compose-variables.ts';
import {
  type LeftOutServices,
  leftOutServices,
  leftOutVariables,
  readLeftOutServices,
} from './left-out-services.ts';
import { writeRedisFiles } from './redis-files.ts';
import { startedServices } from './start-servers.ts';

let environment: LocalEnvironment;

/** The store's own stack as it is read locally, of an application. */
async function ownWorkload(name: string, application = defaultApplication): Promise<Workload> {
  const outdir = join(environment.stateFolder, 'assembly');
  createApp(
    { outdir, context: { environment: name, draft: 'true' } },
    environments,
    () => application,
  ).synth();
  const [stack] = await readAssembly(outdir);
  if (stack === undefined) throw new Error('the app has no stack');
  return localWorkload(stack);
}

beforeEach(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'left-out-services-'));
  environment = { name: 'shop', checkout: '/checkout', stateFolder, labels: {} };
});
afterEach(() => rm(environment.stateFolder, { recursive: true }));

const { databases, replicationGroups } = corpusWorkload;
const primaries = databases.filter(({ sourceInstance }) => sourceInstance === undefined);

test.each([
  ['both', { databases, replicationGroups }, []],
  ['no read replica', { databases: primaries, replicationGroups }, ['postgres-replica']],
  ['no Redis', { databases, replicationGroups: [] }, ['redis']],
  ['neither', { databases: primaries, replicationGroups: [] }, ['postgres-replica', 'redis']],
])('a definition with %s gets no server that stands in for nothing', async (_, workload, expected) => {
  const leftOut = leftOutServices(workload);
  expect([...leftOut]).toEqual(expected);
  const started = startedServices(leftOut);
  expect(started).toHaveLength(10 - expected.length);
  expect(started.filter((service) => expected.some((one) => one === service))).toEqual([]);
});

test.each([[[]], [['redis']], [['postgres-replica']], [['postgres-replica', 'redis']]] as const)(
  'what was left out, %j, is known later without the definition',
  async (services) => {
    const leftOut: LeftOutServices = new Set(services);
    const text = composeEnvironmentText(leftOutVariables(leftOut));
    await writePrivateFile(stateFile(environment, 'composeVariables'), text);
    expect(await readLeftOutServices(environment)).toEqual(leftOut);
    expect(parseEnv(text)).toMatchObject({ REDIS_CONTAINERS: leftOut.has('redis') ? '0' : '1' });
  },
);

test('nothing is left out of an environment that an older version has started', async () => {
  await writePrivateFile(stateFile(environment, 'composeVariables'), "ENVIRONMENT_NAME='shop'\n");
  expect(await readLeftOutServices(environment)).toEqual(new Set());
});

test('a definition that loses its Redis leaves no token of it behind', async () => {
  await ensureCertificates(stateFile(environment, 'certificates'), { now: new Date() });
  const kept = await keepSecrets(environment, corpusWorkload);
  await writeRedisFiles(environment, corpusWorkload, kept);
  const folders = () => readdir(stateFile(environment, 'secrets'));
  expect(await folders()).toContain('redis');
  await writeRedisFiles(environment, { ...corpusWorkload, replicationGroups: [] }, kept);
  expect(await folders()).not.toContain('redis');
});

test('the store’s own stack without Redis tells its tasks of none, and needs no server for it', async () => {
  const workload = await ownWorkload('local', withoutRedis);
  expect([...leftOutServices(workload)]).toEqual(['redis']);
  expect([...leftOutServices(await ownWorkload('local'))]).toEqual([]);
  expect(JSON.stringify(workload.taskDefinitions)).not.toMatch(/redis/i);
  expect(workload.secrets.map(({ name }) => name)).not.toContainEqual(expect.stringContaining('redis'));
});

test('the environment small has no replica: what only reads is asked of the primary', async () => {
  const workload = await ownWorkload('small');
  expect([...leftOutServices(workload)]).toEqual(['postgres-replica']);
  const web = workload.taskDefinitions.find(({ family }) => family === 'spree-small-web');
  expect(web?.containerDefinitions[0]?.environment).toContainEqual({
    name: 'DATABASE_REPLICA_HOST',
    value: 'postgres',
  });
});
