import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContainerSummary } from '../../local/docker/engine.ts';
import { composeServiceLabel } from '../../local/environment/compose-labels.ts';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import { assignPorts } from '../../local/environment/ports.ts';
import { writePrivateFile } from '../../local/environment/state-file.ts';
import { stateFile } from '../../local/environment/state-files.ts';
import { findServer, serverNamed } from './find-server.ts';

let stateHome: string;
let environment: LocalEnvironment;

beforeEach(async () => {
  stateHome = await mkdtemp(join(tmpdir(), 'find-server-'));
  const variables = { PARITY_ENVIRONMENT: 'shop', XDG_STATE_HOME: stateHome };
  environment = identifyEnvironment('/somewhere', variables);
});
afterEach(() => rm(stateHome, { recursive: true }));

function engineWith(...containers: readonly (readonly [string, ContainerSummary['state']])[]) {
  return {
    listContainers: async () =>
      containers.map(([server, state]) => ({
        ...{ id: `id of ${server}`, name: `shop-${server}-1`, image: server, state, hostPorts: [] },
        labels: { [composeServiceLabel]: server },
      })),
  };
}

test('a server is known by its name in docker-compose.yml', () => {
  expect([serverNamed('redis'), serverNamed('web')]).toEqual(['redis', undefined]);
});

test('the container of a running server is found', async () => {
  await assignPorts(environment, new Set());
  const engine = engineWith(['postgres', 'running'], ['redis', 'running']);
  expect(await findServer(engine, environment, 'redis')).toBe('id of redis');
});

test('one that does not run is refused with its state and its log', async () => {
  await assignPorts(environment, new Set());
  await expect(findServer(engineWith(['redis', 'exited']), environment, 'redis')).rejects.toMatchObject({
    code: 'SERVER_NOT_RUNNING',
    message: 'The server redis is exited',
    hint: expect.stringMatching(/local:restart redis\. .* local:logs redis$/),
  });
  await expect(findServer(engineWith(), environment, 'redis')).rejects.toMatchObject({
    message: 'The server redis is not there: shop is down',
    hint: expect.stringContaining('local:up'),
  });
});

test('one that the definition does without is refused with those that there are', async () => {
  await assignPorts(environment, new Set());
  await writePrivateFile(stateFile(environment, 'composeVariables'), 'LEFT_OUT_SERVICES="redis"\n');
  const failure = findServer(engineWith(), environment, 'redis');
  await expect(failure).rejects.toMatchObject({
    code: 'NO_SUCH_SERVER',
    hint: expect.stringMatching(/^Servers: postgres, postgres-replica, minio/),
  });
});

test('an environment that was never started has none', async () => {
  await expect(findServer(engineWith(), environment, 'redis')).rejects.toMatchObject({
    code: 'ENVIRONMENT_NOT_STARTED',
  });
});
