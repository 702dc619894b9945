import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { setActionsEnabled } from '../cloudwatch/alarms/actions-enabled.ts';
import { metricAlarm } from '../cloudwatch/alarms/testing/example-alarms.ts';
import type { ContainerDetails } from '../docker/engine.ts';
import { sampleState } from './api/testing/sample-state.ts';
import { sampleWorkload } from './api/testing/sample-workload.ts';
import { initialState } from './initial-state.ts';
import { jsonLog } from './logger.ts';
import { applyDefinition } from './scaling/apply-definition.ts';
import { cpuPolicy, policyOf, scaledStore, withPolicies } from './scaling/testing/scaled-store.ts';
import { readSettings } from './settings.ts';
import { saveState } from './state/state-file.ts';
import { roleLabel, taskLabel } from './tasks/task-names.ts';

const code = 'c0de';
let folder = '';
let path = '';
let logged: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initial-state-'));
  path = join(folder, 'state.json');
  logged = [];
});

afterEach(() => rm(folder, { recursive: true }));

/** The state that a control plane begins with on an engine that runs nothing. */
function begin(containers: readonly ContainerDetails[] = []) {
  const clock = waitingClock();
  return initialState(path, code, {
    settings: readSettings({
      ENVIRONMENT_NAME: 'shop',
      HAPROXY_IMAGE: 'haproxy',
      S3_ROOT_ACCESS_KEY: 'a',
      S3_ROOT_SECRET_KEY: 'b',
      PORT_HTTPS: '8443',
      STATE_FOLDER: folder,
      RUNTIME_FOLDER: folder,
    }),
    engine: {
      listContainers: async () => containers,
      inspectContainer: async (id) => containers.find((one) => one.id === id),
      inspectImage: async () => undefined,
    },
    clock: { ...clock, now: () => 5000 },
    log: jsonLog((line) => logged.push(line), clock.now),
    signal: new AbortController().signal,
  });
}

/** The assembly of a definition with one log group, and the stamp of its release. */
async function release(): Promise<void> {
  await mkdir(join(folder, 'assembly'));
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/eu-west-1',
    properties: { templateFile: 'shop.json' },
  };
  const group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop' } };
  const files = {
    'assembly/manifest.json': { version: '1', artifacts: { shop: artifact } },
    'assembly/shop.json': { Resources: { Logs: group } },
  };
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, file), JSON.stringify(content));
  }
  await writeFile(join(folder, 'released'), 'an-older-digest sha256:1');
}

test('the first state is empty, and its definition is not one that was never released', async () => {
  await release();
  await rm(join(folder, 'released'));
  expect(await begin()).toEqual({
    cluster: expect.objectContaining({ clusterName: 'spree-local-cluster', services: {}, tasks: {} }),
  });
  expect(logged).toEqual([]);
});

test('a state that was read goes on as it was', async () => {
  await saveState(path, { cluster: sampleState }, code);
  expect(await begin()).toEqual({ cluster: sampleState });
});

test('a restart is no release: what the API changed of an alarm stays, where nothing is scaled as well', async () => {
  const workload = {
    ...sampleWorkload,
    alarms: [{ ...metricAlarm(), logicalId: 'Slow' }],
    scalableTargets: [],
  };
  const released = { workload, digest: 'd1' };
  const applied = applyDefinition({ cluster: sampleState, released }, workload, 1000);
  const alarms = setActionsEnabled(applied.alarms ?? {}, ['slow'], false, 2000);
  await saveState(path, { ...applied, alarms }, code);
  expect((await begin()).alarms).toEqual(alarms);
});

test('policies whose alarms were lost have alarms again', async () => {
  const { alarms: _, ...lost } = withPolicies(scaledStore(), cpuPolicy());
  await saveState(path, lost, code);
  const state = await begin();
  expect(Object.keys(state.alarms ?? {})).toEqual(policyOf(state, 'cpu').alarmNames);
});

test('a release that is not complete is still that after a restart', async () => {
  const definition = { workload: sampleWorkload, digest: 'd1' };
  const rollbackPoint = { ...definition, services: sampleState.services };
  const none = { alarms: {}, scaling: { targets: {} } };
  const state = {
    cluster: sampleState,
    ...none,
    released: definition,
    registered: definition,
    rollbackPoint,
  };
  await saveState(path, state, code);
  expect(await begin()).toEqual(state);
});

test('the definition that other code read is read again from the assembly', async () => {
  await release();
  await saveState(path, { cluster: sampleState }, 'other');
  const { cluster, released } = await begin();
  expect(cluster).toEqual(sampleState);
  expect(released?.workload.logGroups).toMatchObject([{ name: '/shop' }]);
});

test.each([
  ['damaged', '{"version":2'],
  ['gone', undefined],
])('where the state is %s the definition is the one in the assembly', async (_title, text) => {
  await release();
  if (text !== undefined) await writeFile(path, text);
  const { cluster, released } = await begin();
  expect(released?.workload.logGroups).toMatchObject([{ name: '/shop' }]);
  expect(cluster).toMatchObject({ region: 'eu-west-1', tasks: {}, sequence: 5000 });
  const kept = (await readdir(folder)).filter((file) => file.includes('unusable'));
  expect(kept).toEqual(text === undefined ? [] : ['state.json.unusable-5000']);
});

test('an assembly that cannot be read is said, and waits for the next release', async () => {
  await release();
  await writeFile(join(folder, 'assembly', 'shop.json'), '{');
  expect((await begin()).released).toBeUndefined();
  expect(logged).toEqual([expect.stringContaining('could not be read from its assembly')]);
});

test('a running task that cannot be read by a fault of ours is logged once, and does not keep the others waiting', async () => {
  const faulty: ContainerDetails = {
    ...{ id: 'c1', image: '', imageId: '', state: 'running', exitCode: 0, outOfMemory: false, error: '' },
    ...{ startedAt: undefined, finishedAt: undefined, health: 'none', addresses: {}, ports: [] },
    hostPorts: [],
    labels: { [taskLabel]: '0123456789abcdef0123456789abcdef', [roleLabel]: 'pause' },
    get name(): string {
      throw new TypeError('no such member');
    },
  };
  expect(await begin([faulty])).toMatchObject({ cluster: { tasks: {} } });
  expect(logged).toEqual([expect.stringContaining('a running task could not be adopted')]);
});

test('a state of a newer version is refused', async () => {
  await writeFile(path, '{"version":99,"sha256":"","state":{}}');
  await expect(begin()).rejects.toMatchObject({ code: 'STATE_NEWER' });
});
