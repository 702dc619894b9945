import { randomBytes } from 'node:crypto';
import { delimiter } from 'node:path';
import { env } from 'node:process';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEndpoint } from '../local/control-plane/api/start-endpoint.ts';
import { inMemoryControlPlane } from '../local/control-plane/api/testing/in-memory-control-plane.ts';
import { localStackCare } from '../local/control-plane/api/testing/local-stack-care.ts';
import { sampleState, sampleTime, webTask } from '../local/control-plane/api/testing/sample-state.ts';
import { createEcsExec } from '../local/control-plane/ecs-exec/ecs-exec.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { ensureImages } from '../local/images/ensure-images.ts';
import { run } from '../local/processes/run.ts';
import { createProgress } from '../progress/progress.ts';
import { hasAwsCli } from '../testing/deployments/aws-cli.ts';

import { sessionManagerPlugin } from '../testing/session-manager-plugin.ts';
import { systemClock } from '../time/clock.ts';

const plugin = await sessionManagerPlugin();
const isPossible = plugin !== undefined && (await hasAwsCli());
const engine = connectEngine();
let container: string;
let endpoint: { readonly url: string; close(): Promise<void> };

/** The endpoint on a state whose task has a container that really runs. */
async function startExecEndpoint(): Promise<typeof endpoint> {
  const port = await getPort({ host: '127.0.0.1' });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const origin = `ws://127.0.0.1:${port}`;
  const ecsExec = createEcsExec({ engine, clock: systemClock, log: silent, origin, composeHosts: [] });
  const containers = webTask.containers.map((each) => ({ ...each, runtimeId: container }));
  const state = { ...sampleState, tasks: { [webTask.id]: { ...webTask, containers } } };
  const controlPlane = { ...inMemoryControlPlane(state, undefined, () => sampleTime), ecsExec };
  const upstream = new URL('http://127.0.0.1:9');
  const started = await startEndpoint(
    { controlPlane, localStack: localStackCare(), upstream, composeHosts: [] },
    { host: '127.0.0.1', port },
    ecsExec.upgrade,
  );
  return { url: `http://127.0.0.1:${port}`, close: () => started.close(0) };
}

beforeAll(async () => {
  if (!isPossible) return;
  const context = { progress: createProgress(() => undefined), checkout: process.cwd() };
  const { node } = await ensureImages(engine, ['node'], context);
  container = await engine.createContainer({
    name: `spree-parity-test-plugin-${randomBytes(4).toString('hex')}`,
    image: node.image,
    labels: {},
    entrypoint: ['/bin/sh', '-c'],
    command: ['exec sleep 600'],
    environment: { GREETING: 'good morning' },
    init: true,
    network: { kind: 'none' },
  });
  await engine.startContainer(container);
  endpoint = await startExecEndpoint();
});

afterAll(async () => {
  await endpoint?.close();
  if (container !== undefined) await engine.removeContainer(container);
});

/** Runs a command by the AWS CLI. Its input stays open: the plugin ends with it. */
async function execute(command: string): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  const place = ['--endpoint-url', endpoint.url, '--region', 'ap-southeast-1'];
  const task = ['--cluster', 'spree-local-cluster', '--task', webTask.id, '--container', 'web'];
  return await run(
    'aws',
    ['ecs', 'execute-command', ...place, ...task, '--interactive', '--command', command],
    {
      env: {
        ...env,
        PATH: plugin === '' ? env.PATH : `${plugin}${delimiter}${env.PATH}`,
        ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_PAGER: '' },
        AWS_PROFILE: undefined,
      },
      timeoutMs: 60_000,
      allowFailure: true,
    },
  );
}

describe.skipIf(!isPossible)('the AWS CLI with the Session Manager plugin', () => {
  it('runs a command in a container and prints what that writes', async () => {
    const { exitCode, stdout } = await execute(`sh -c 'id -u; echo "$GREETING"; test -t 0 && echo terminal'`);
    expect(stdout).toContain('0\r\ngood morning\r\nterminal\r\n');
    expect(stdout).toMatch(/Exiting session with sessionId: ecs-execute-command-[0-9a-f]{17}\./);
    expect(exitCode).toBe(0);
  });

  it('prints all of a long output, in order', async () => {
    const { stdout } = await execute(`sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done'`);
    const numbers = stdout.split(/\r?\n/).filter((line) => /^\d+$/.test(line));
    expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, n) => String(n + 1)));
  });

  it('does not pass the exit code of the command on, as on AWS', async () => {
    expect(await execute("sh -c 'exit 7'")).toMatchObject({ exitCode: 0 });
  });

  it('says that a task cannot be entered', async () => {
    const { exitCode } = await execute("sh -c 'echo");
    expect(exitCode).not.toBe(0);
  });
});
