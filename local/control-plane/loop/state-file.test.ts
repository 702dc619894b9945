import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersistedState } from './persisted-state.ts';
import { loadState, saveState } from './state-file.ts';

const state: PersistedState = {
  cluster: {
    clusterName: 'spree-local-cluster',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    taskDefinitions: {},
    services: {},
    tasks: {},
    targetGroups: {},
    sequence: 7,
  },
};

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-file-'));
  path = join(folder, 'state.json');
});

afterEach(() => rm(folder, { recursive: true }));

describe('the state file', () => {
  it('gives back what was written, and leaves no other file', async () => {
    await saveState(path, state);
    await saveState(path, { ...state, cluster: { ...state.cluster, sequence: 8 } });
    expect(await loadState(path, 1)).toEqual({
      state: { cluster: { ...state.cluster, sequence: 8 } },
    });
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('is empty where there is none yet', async () => {
    expect(await loadState(path, 1)).toEqual({});
  });

  it.each([
    ['not JSON', 'STATE_UNREADABLE', '{"version":1,'],
    ['of another shape', 'STATE_UNREADABLE', '{"tasks":[]}'],
    ['of a newer version', 'STATE_NEWER', '{"version":99,"sha256":"","state":{}}'],
    ['changed by hand', 'STATE_DAMAGED', '{"version":1,"sha256":"","state":{"cluster":{}}}'],
  ])('that is %s is kept under another name', async (_, code, text) => {
    await writeFile(path, text);
    const loaded = await loadState(path, 42);
    expect(loaded.state).toBeUndefined();
    expect(loaded.problem).toMatchObject({ code, message: expect.stringContaining('unusable-42') });
    expect(await readFile(`${path}.unusable-42`, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['state.json.unusable-42']);
  });
});
