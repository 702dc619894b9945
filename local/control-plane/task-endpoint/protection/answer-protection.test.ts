import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../docker/engine.ts';
import {
  sampleState,
  sampleTime,
  webRevision,
  webServiceState,
  webTask,
} from '../../api/testing/sample-state.ts';
import { type Served, serve } from '../../api/testing/serve.ts';
import { taskArn } from '../../model/arns.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { protectOn } from '../../protect-tasks.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { createTaskEndpoint } from '../task-endpoint.ts';

const id = 'e'.repeat(32);
const arn = taskArn(sampleState, webTask.id);
let persisted: PersistedState;
let endpoint: Served;

/** The endpoint of the sample's only task. */
async function open(changes: Partial<ClusterState> = {}): Promise<void> {
  persisted = { cluster: { ...sampleState, ...changes } };
  const server = createTaskEndpoint({
    state: () => persisted.cluster,
    engine: {} as Engine,
    credentials: { issue: () => Promise.reject(new Error('unused')), confirm: async () => undefined },
    endpointId: (taskId) => (taskId === webTask.id ? id : 'f'.repeat(32)),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: { now: () => sampleTime, sleep: async () => undefined },
    protect: protectOn({
      transact: async (change) => {
        const { state, result } = change(persisted, sampleTime);
        persisted = state;
        return result;
      },
    }),
  });
  endpoint = await serve((request, response) => server.emit('request', request, response));
}

beforeEach(() => open());
afterEach(() => endpoint.close());

async function ask(method: string, body?: string, of = `${id}-web`) {
  const url = `${endpoint.url}/api/${of}/task-protection/v1/state`;
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, body: await answer.json() };
}

const put = (change: object) => ask('PUT', JSON.stringify(change));

/** An answer of the agent that is an error. */
const refusal = (status: number, error: object) => ({ status, body: { error } });

describe('the agent’s endpoint of a task’s protection', () => {
  it('sets it for the requested time, returns it, and ends it', async () => {
    const unset = { ExpirationDate: null, ProtectionEnabled: false, TaskArn: arn };
    expect(await ask('GET')).toEqual({ status: 200, body: { protection: unset } });
    const until = { ExpirationDate: new Date(sampleTime + 3_600_000).toISOString(), TaskArn: arn };
    const set = { status: 200, body: { protection: { ...until, ProtectionEnabled: true } } };
    expect(await put({ ProtectionEnabled: true, ExpiresInMinutes: 60 })).toEqual(set);
    expect(await ask('GET')).toEqual(set);
    expect(await put({ ProtectionEnabled: false })).toEqual({ status: 200, body: { protection: unset } });
  });

  it('protects for two hours by default, and accepts names in any case', async () => {
    await put({ protectionEnabled: true, expiresInMinutes: null });
    expect(persisted.cluster.tasks[webTask.id]?.protectedUntil).toBe(sampleTime + 7_200_000);
  });

  it('returns a failure of ECS with status 200', async () => {
    await endpoint.close();
    await open({ services: { [webServiceState.name]: { ...webServiceState, desiredCount: 0 } } });
    expect(await put({ ProtectionEnabled: true })).toEqual({
      status: 200,
      body: { failure: { Arn: arn, Detail: null, Reason: 'DEPLOYMENT_BLOCKED' } },
    });
    const { deploymentId: _, ...oneOff } = webTask;
    await endpoint.close();
    await open({ tasks: { [webTask.id]: { ...oneOff, group: 'family:web' } } });
    expect(await ask('GET')).toMatchObject({ status: 200, body: { failure: { Reason: 'TASK_NOT_VALID' } } });
  });

  it.each(['', 'no JSON', '[]', '{"ProtectionEnabled":"yes"}', '{"Unknown":1}', '{"ExpiresInMinutes":1.5}'])(
    'cannot read %s',
    async (body) => {
      expect(await ask('PUT', body)).toEqual(
        refusal(400, {
          Code: 'InvalidParameterException',
          Message: 'UpdateTaskProtection: failed to decode request',
        }),
      );
    },
  );

  it('requires whether to protect, and a time that ECS allows', async () => {
    expect(await put({ ExpiresInMinutes: 5 })).toEqual(
      refusal(400, {
        Arn: arn,
        Code: 'InvalidParameterException',
        Message: "Invalid request: does not contain 'ProtectionEnabled' field",
      }),
    );
    expect(await put({ ProtectionEnabled: true, ExpiresInMinutes: 2881 })).toMatchObject(
      refusal(400, { Arn: arn, Code: 'InvalidParameterException' }),
    );
  });

  it('does not know a task with another id', async () => {
    const unknown = { Code: 'ResourceNotFoundException', Message: 'Failed to find a task for the request' };
    expect(await ask('GET', undefined, `${'0'.repeat(32)}-web`)).toEqual(refusal(404, unknown));
    expect(await ask('POST', '{}')).toEqual({ status: 404, body: 'not found' });
  });

  it('answers what begins like no path, and keeps nothing of a body that is too large for a change', async () => {
    expect((await fetch(`${endpoint.url}//`)).status).toBe(404);
    const padding = ' '.repeat(100_000);
    expect((await ask('PUT', `{"ProtectionEnabled":${padding}true}`)).status).toBe(400);
  });

  it('is refused for a task without a role', async () => {
    const { taskRoleArn: _, ...content } = webRevision.content;
    await endpoint.close();
    await open({ taskDefinitions: { [webRevision.arn]: { ...webRevision, content } } });
    const denied = {
      Arn: arn,
      Code: 'AccessDeniedException',
      Message: 'Invalid Request: no task IAM role credentials available for task',
    };
    expect(await ask('GET')).toEqual(refusal(403, denied));
    expect(await put({ ProtectionEnabled: true })).toEqual(refusal(403, denied));
  });
});
