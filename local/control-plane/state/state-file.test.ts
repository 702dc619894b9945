import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleState } from '../api/testing/sample-state.ts';
import { sampleWorkload } from '../api/testing/sample-workload.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import type { PersistedState } from './persisted-state.ts';
import { loadState, saveState } from './state-file.ts';
import { sampleAlarms } from './testing/sample-alarms.ts';

const code = 'c0de';
const state: PersistedState = {
  cluster: sampleState,
  released: { workload: sampleWorkload, digest: 'd1' },
};

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-file-'));
  path = join(folder, 'state.json');
});

afterEach(() => rm(folder, { recursive: true }));

function mapValues<T>(values: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

/** A file whose digest is right. */
function fileOf(version: number, content: unknown): string {
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return JSON.stringify({ version, sha256, code, state: content });
}

describe('the state file', () => {
  it('gives back what was written, and leaves no other file', async () => {
    await saveState(path, state, code);
    const next = { ...state, cluster: { ...state.cluster, sequence: 8 } };
    await saveState(path, next, code);
    expect(await loadState(path, code, 1)).toEqual({ kind: 'read', state: next });
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('keeps the protection of tasks and the resolution of metrics', async () => {
    const until = (task: TaskState) => ({ ...task, protectedUntil: 7 });
    const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
    const cluster: ClusterState = {
      ...sampleState,
      tasks: mapValues(sampleState.tasks, until),
      services: mapValues(sampleState.services, (service) => ({
        ...service,
        monitoring,
        heldByProtection: ['ecs-svc/1'],
        deployments: service.deployments.map((deployment) => ({ ...deployment, monitoring })),
      })),
    };
    await saveState(path, { ...state, cluster }, code);
    expect(await loadState(path, code, 1)).toEqual({ kind: 'read', state: { ...state, cluster } });
  });

  it('is empty where there is none yet', async () => {
    expect(await loadState(path, code, 1)).toEqual({ kind: 'none' });
  });

  it('gives back what a release goes back to, or nothing where it has another shape', async () => {
    const rollbackPoint = { workload: sampleWorkload, digest: 'd0', services: sampleState.services };
    await saveState(path, { ...state, rollbackPoint }, code);
    expect(await loadState(path, code, 1)).toEqual({ kind: 'read', state: { ...state, rollbackPoint } });
    await writeFile(
      path,
      fileOf(2, { ...state, rollbackPoint: { ...rollbackPoint, services: { web: {} } } }),
    );
    expect(await loadState(path, code, 1)).toEqual({ kind: 'read', state });
  });

  it('returns the alarms to any version of the code, and loses only them if they cannot be read', async () => {
    await saveState(path, { ...state, alarms: sampleAlarms }, code);
    expect(await loadState(path, code, 1)).toEqual({
      kind: 'read',
      state: { ...state, alarms: sampleAlarms },
    });
    expect(await loadState(path, 'other', 1)).toEqual({
      kind: 'read',
      state: { cluster: state.cluster, alarms: sampleAlarms },
    });
    await writeFile(path, fileOf(2, { ...state, alarms: { slow: { state: 'WORRIED' } } }));
    expect(await loadState(path, code, 1)).toEqual({ kind: 'read', state });
  });

  it('gives no released definition to other code than wrote it', async () => {
    await saveState(path, state, code);
    expect(await loadState(path, 'other', 1)).toEqual({ kind: 'read', state: { cluster: state.cluster } });
  });

  const { sequence: _, ...incomplete } = sampleState;
  const undepending: unknown = JSON.parse(JSON.stringify(sampleState).replace('"dependsOn":[],', ''));
  it.each([
    ['not JSON', 'STATE_UNREADABLE', '{"version":1,', ''],
    ['of another shape', 'STATE_UNREADABLE', '{"tasks":[]}', ''],
    ['changed by hand', 'STATE_DAMAGED', '{"version":1,"sha256":"","state":{"cluster":{}}}', 'digest'],
    ['without a member', 'STATE_UNREADABLE', fileOf(2, { cluster: incomplete }), 'at sequence'],
    ['without a member of a container', 'STATE_UNREADABLE', fileOf(2, { cluster: undepending }), 'dependsOn'],
    ['of version 1 and no cluster', 'STATE_UNREADABLE', fileOf(1, { cluster: 5 }), 'version 1'],
  ])('that is %s is kept under another name', async (_title, failure, text, wrong) => {
    await writeFile(path, text);
    const loaded = await loadState(path, code, 42);
    expect(loaded.kind === 'lost' ? loaded.problem : undefined).toMatchObject({
      code: failure,
      message: expect.stringMatching(new RegExp(`${wrong}[^]*unusable-42`)),
    });
    expect(await readFile(`${path}.unusable-42`, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['state.json.unusable-42']);
  });

  it('that is sound and with which nothing can be done is kept under another name', async () => {
    await saveState(path, state, code);
    const loaded = await loadState(path, code, 42, () => {
      throw new TypeError('no such task');
    });
    expect(loaded.kind === 'lost' ? loaded.problem : undefined).toMatchObject({
      code: 'STATE_UNUSABLE',
      message: expect.stringMatching(/no such task\n.*unusable-42/),
    });
    expect(await readdir(folder)).toEqual(['state.json.unusable-42']);
  });

  it('of a newer version is refused and left as it is', async () => {
    const text = '{"version":99,"sha256":"","state":{}}';
    await writeFile(path, text);
    await expect(loadState(path, code, 42)).rejects.toMatchObject({
      code: 'STATE_NEWER',
      message: expect.stringContaining('version 99'),
      hint: expect.stringContaining('local:down --volumes'),
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
