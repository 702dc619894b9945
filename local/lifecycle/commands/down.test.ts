import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProgress } from '../../../progress/progress.ts';
import type { ContainerSummary } from '../../docker/engine.ts';
import { identifyEnvironment } from '../../environment/identify.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { type DownEngine, down } from './down.ts';

let environment: LocalEnvironment;

beforeEach(async () => {
  const XDG_STATE_HOME = await mkdtemp(join(tmpdir(), 'parity-down-'));
  environment = identifyEnvironment('/checkout', { PARITY_ENVIRONMENT: 'shop', XDG_STATE_HOME });
});

const server = (service: string) => container(service, { 'com.docker.compose.service': service });
const ofTask = (name: string, role: string) =>
  container(name, { 'dev.spree-parity.task': '1', 'dev.spree-parity.role': role });

function container(id: string, labels: Readonly<Record<string, string>>): ContainerSummary {
  return { id, name: id, image: 'image', state: 'running', hostPorts: [], labels };
}

/** An engine with an environment's containers, network and volume, which notes what is removed. */
function engineWith(containers: readonly ContainerSummary[]) {
  const left = new Map(containers.map((each) => [each.id, each]));
  const volumes = new Set(['shop_postgres']);
  const done: string[] = [];
  const engine: DownEngine = {
    listContainers: async () => [...left.values()],
    stopContainer: async (id) => {
      left.set(id, { ...container(id, left.get(id)?.labels ?? {}), state: 'exited' });
      done.push(`stop ${id}`);
    },
    removeContainer: async (id) => void (left.delete(id) && done.push(`remove ${id}`)),
    removeNetwork: async (name) => void done.push(`remove ${name}`),
    listVolumes: async () => [...volumes],
    removeVolume: async (name) => void volumes.delete(name),
    listImages: async () => [],
    removeImage: async (name) => void done.push(`remove ${name}`),
  };
  return { engine, done, left: () => [...left.keys()], volumes: () => [...volumes] };
}

const takeDown = (engine: DownEngine, volumes: boolean) =>
  down(
    { environment, engine, progress: createProgress(() => undefined), signal: new AbortController().signal },
    { volumes },
  );

describe('down', () => {
  it('stops the control plane first, then tasks with their pause containers last, then servers and network', async () => {
    const { engine, done } = engineWith([
      server('postgres'),
      ofTask('pause', 'pause'),
      ofTask('web', 'container'),
      server('control-plane'),
    ]);
    await takeDown(engine, false);
    const inOrder = [
      'stop control-plane',
      'remove web',
      'remove pause',
      'remove postgres',
      'remove shop_default',
    ];
    expect(done.filter((each) => inOrder.includes(each))).toEqual(inOrder);
  });

  it('keeps the data unless it is asked to delete it', async () => {
    const kept = stateFile(environment, 's3Settings');
    await writePrivateFile(kept, 'KEY=1');
    const { engine, volumes } = engineWith([]);
    await takeDown(engine, false);
    expect([existsSync(kept), volumes()]).toEqual([true, ['shop_postgres']]);
    await takeDown(engine, true);
    expect([existsSync(kept), volumes()]).toEqual([false, []]);
  });

  it('may run again after the data was deleted, and removes what is running by then', async () => {
    await writePrivateFile(stateFile(environment, 'composeVariables'), 'ENVIRONMENT_NAME=shop\n');
    const { engine } = engineWith([server('postgres')]);
    await takeDown(engine, true);
    const { engine: later, left } = engineWith([server('redis')]);
    await takeDown(later, true);
    await takeDown(later, false);
    expect(left()).toEqual([]);
  });
});
