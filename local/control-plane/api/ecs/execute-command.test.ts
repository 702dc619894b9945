import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import { inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { sampleState, sampleTime, webTask } from '../testing/sample-state.ts';
import { type ServedGateway, serveGateway } from '../testing/served-gateway.ts';
import type { ExecTarget } from './ecs-exec.ts';

const cluster = 'spree-local-cluster';
const session = {
  sessionId: 'ecs-execute-command-0123456789abcdef0',
  streamUrl: 'ws://127.0.0.1:4566/v1/data-channel/ecs-execute-command-0123456789abcdef0',
  tokenValue: 'token',
};

let opened: ExecTarget[];
let ended: string[];
let gateway: ServedGateway;
let ecs: Awaited<ReturnType<AwsClients['ecs']>>;
let replace: (state: typeof sampleState) => void;

beforeEach(async () => {
  [opened, ended] = [[], []];
  const controlPlane = inMemoryControlPlane(sampleState, undefined, () => sampleTime);
  replace = controlPlane.replace;
  const ecsExec = {
    open: (target: ExecTarget) => {
      opened.push(target);
      return session;
    },
    end: (id: string) => {
      ended.push(id);
      return id === session.sessionId;
    },
  };
  gateway = await serveGateway({ ...controlPlane, ecsExec });
  ecs = await gateway.clients.ecs();
});

afterEach(() => gateway.close());

const asked = { cluster, task: webTask.id, command: "sh -c 'echo ready'", interactive: true };

/** The state with another web task, in place of the one that is there. */
function withTask(change: Partial<typeof webTask>): typeof sampleState {
  return { ...sampleState, tasks: { ...sampleState.tasks, [webTask.id]: { ...webTask, ...change } } };
}

function withReadOnlyRoot(): typeof sampleState {
  const taskDefinitions = Object.entries(sampleState.taskDefinitions).map(([arn, revision]) => {
    const containerDefinitions = revision.content.containerDefinitions.map((container) => ({
      ...container,
      readonlyRootFilesystem: true,
    }));
    return [arn, { ...revision, content: { ...revision.content, containerDefinitions } }];
  });
  return { ...sampleState, taskDefinitions: Object.fromEntries(taskDefinitions) };
}

describe('ECS Exec', () => {
  it('opens a session in the container of a task', async () => {
    const answer = await ecs.executeCommand(asked);
    const prefix = 'arn:aws:ecs:ap-southeast-1:000000000000';
    expect(answer).toMatchObject({
      clusterArn: `${prefix}:cluster/${cluster}`,
      containerArn: expect.stringContaining(`:container/${cluster}/${webTask.id}/`),
      containerName: 'web',
      interactive: true,
      session,
      taskArn: `${prefix}:task/${cluster}/${webTask.id}`,
    });
    expect(opened).toEqual([{ container: 'c0ffee', command: ['sh', '-c', 'echo ready'] }]);
  });

  it('has an agent in each container of a task that asks for it, and none in others', async () => {
    const agents = async () => {
      const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [webTask.id] });
      return tasks[0]?.containers?.map((container) => container.managedAgents);
    };
    expect(await agents()).toMatchObject([[{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }]]);
    replace(withReadOnlyRoot());
    expect(await agents()).toMatchObject([[{ lastStatus: 'STOPPED' }]]);
    replace(withTask({ enableExecuteCommand: false }));
    expect(await agents()).toEqual([undefined]);
  });

  it('refuses a container with a read-only file system, on which the agent cannot run', async () => {
    replace(withReadOnlyRoot());
    await expect(ecs.executeCommand(asked)).rejects.toMatchObject({
      name: 'TargetNotConnectedException',
      message: 'The execute command failed due to an internal error. Try again later.',
    });
  });

  const [web] = webTask.containers;
  if (web === undefined) throw new Error('The sample task has no container.');
  const notThere = 'execute command was not enabled when the task was run';
  it.each([
    ['that was not started with it', withTask({ enableExecuteCommand: false }), {}, notThere],
    ['that does not run yet', withTask({ containers: [{ ...web, lastStatus: 'PENDING' }] }), {}, notThere],
    ['that has stopped', withTask({ containers: [{ ...web, lastStatus: 'STOPPED' }] }), {}, notThere],
    ['that is not there', sampleState, { task: 'constructor' }, 'The referenced task was not found.'],
    ['without such a container', sampleState, { container: 'worker' }, 'worker was not found'],
    ['not interactively', sampleState, { interactive: false }, 'Interactive is the only mode supported'],
    ['with a quote that is open', sampleState, { command: "sh -c 'ls" }, 'closing quote'],
    [
      'of several containers without the name of one',
      withTask({ containers: [web, { ...web, name: 'proxy' }] }),
      {},
      'Container name must be specified',
    ],
  ])('does not enter a task %s', async (_, state, change, message) => {
    replace(state);
    await expect(ecs.executeCommand({ ...asked, ...change })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
    expect(opened).toEqual([]);
  });

  it('does not know another cluster', async () => {
    await expect(ecs.executeCommand({ ...asked, cluster: 'other' })).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    });
  });
});

describe('Session Manager', () => {
  const ask = async (operation: string, body: object) => {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSSM.${operation}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('ends a session', async () => {
    const id = { SessionId: session.sessionId };
    expect(await ask('TerminateSession', id)).toEqual({ status: 200, body: id });
    expect(ended).toEqual([session.sessionId]);
    expect(await ask('TerminateSession', { SessionId: 'other' })).toMatchObject({
      status: 400,
      body: { __type: 'DoesNotExistException' },
    });
  });

  it('gives no token to come back with, since a session ends with its connection', async () => {
    const id = { SessionId: session.sessionId };
    expect(await ask('ResumeSession', id)).toEqual({ status: 200, body: id });
    expect(await ask('ResumeSession', {})).toMatchObject({
      status: 400,
      body: { __type: 'ValidationException' },
    });
  });
});
