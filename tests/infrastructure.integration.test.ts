import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { deployInfrastructure } from '../operations/infrastructure/deploy-infrastructure.ts';
import { destroyInfrastructure } from '../operations/infrastructure/destroy-infrastructure.ts';
import type { InfrastructureQuestion } from '../operations/infrastructure/infrastructure-question.ts';
import { previewInfrastructure } from '../operations/infrastructure/preview/preview-infrastructure.ts';
import { readInfrastructure } from '../operations/infrastructure/synthesize-infrastructure.ts';
import { acquireLock, forceUnlock } from '../operations/lock/environment-lock.ts';
import { thisHolder } from '../operations/lock/lock-holder.ts';
import { parameterLockStore } from '../operations/lock/parameter-lock-store.ts';
import { libraryVariables } from '../testing/moto/by-library.ts';
import { type MotoServer, startMoto } from '../testing/moto/moto-server.ts';
import { type SmallStack, writeSmallAssembly } from '../testing/moto/small-assembly.ts';

const account = '111122223333';
let moto: MotoServer;
let home: string;

beforeAll(async () => {
  moto = await startMoto(account);
  home = await mkdtemp(join(tmpdir(), 'infrastructure-'));
}, 400_000);
afterAll(async () => {
  await moto[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});
beforeEach(async () => {
  await moto.reset();
  for (const [name, value] of Object.entries(libraryVariables(moto.endpoint, home))) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const clientsOf = (region: string) => awsClients({ environment: 'local', endpoint: moto.endpoint, region });
const { signal } = new AbortController();

const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });
const nowhere = {
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: 'vpc-nothing', CidrBlock: '10.0.0.0/24' },
};

async function app(...stacks: readonly SmallStack[]) {
  const folder = await mkdtemp(join(home, 'assembly-'));
  await writeSmallAssembly(folder, account, stacks);
  return await readInfrastructure(folder);
}

async function change(answer: (question: InfrastructureQuestion) => boolean = () => true) {
  const questions: InfrastructureQuestion[] = [];
  const events: unknown[] = [];
  return {
    ...({ clientsOf, questions, events, signal, method: 'direct', pollMs: 20 } as const),
    onEvent: (event: unknown) => void events.push(event),
    answer: async (question: InfrastructureQuestion) => {
      questions.push(question);
      return answer(question);
    },
  };
}

async function statusOf(stack: string): Promise<string | undefined> {
  const cloudFormation = await clientsOf('us-east-1').cloudFormation();
  const { Stacks = [] } = await cloudFormation.describeStacks({});
  return Stacks.find(({ StackName }) => StackName === stack)?.StackStatus;
}

test('stacks are deployed in their order, previewed again, and deleted the other way round', async () => {
  const first = { name: 'z-first', resources: { Topic: topic('one') } };
  const second = { name: 'a-second', resources: { Queue: { Type: 'AWS::SQS::Queue' } }, after: ['z-first'] };
  const infrastructure = await app(first, second);
  const look = { ...(await change()), withDrift: false, method: 'template' } as const;
  const before = await previewInfrastructure(infrastructure, look);
  expect(before.stacks.map(({ name, isNew, isExact }) => [name, isNew, isExact])).toEqual([
    ['z-first', true, true],
    ['a-second', true, true],
  ]);
  const made = await change();
  const deployed = await deployInfrastructure(infrastructure, made);
  expect(deployed.map(({ name }) => name)).toEqual(['z-first', 'a-second']);
  expect(made.questions.map(({ kind }) => kind)).toEqual(['deploy', 'deploy']);
  const renamed = await app({ ...first, resources: { Topic: topic('two') } }, second);
  const after = await previewInfrastructure(renamed, look);
  expect(after.stacks.map(({ changes }) => changes.map(({ effect }) => effect))).toEqual([['replaced'], []]);
  const gone = await destroyInfrastructure(infrastructure, await change());
  expect(gone.map(({ name }) => name)).toEqual(['a-second', 'z-first']);
  expect(await statusOf('z-first')).toBeUndefined();
});

test('a first deployment goes by a change set, as it does on AWS', async () => {
  const infrastructure = await app({ name: 'set', resources: { Topic: topic('one') } });
  await deployInfrastructure(infrastructure, { ...(await change()), method: 'change-set' });
  expect(await statusOf('set')).toBe('CREATE_COMPLETE');
});

test('a deployment that is declined changes nothing', async () => {
  const infrastructure = await app({ name: 'declined', resources: { Topic: topic('one') } });
  const declined = deployInfrastructure(infrastructure, await change(() => false));
  await expect(declined).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  expect(await statusOf('declined')).toBeUndefined();
});

test('a deletion that is declined deletes nothing', async () => {
  const infrastructure = await app({ name: 'kept', resources: { Topic: topic('one') } });
  await deployInfrastructure(infrastructure, await change());
  const declined = destroyInfrastructure(infrastructure, await change(() => false));
  await expect(declined).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  expect(await statusOf('kept')).toBe('CREATE_COMPLETE');
});

test('the preview is asked again about what it did not show as lost', async () => {
  const resources = { Topic: topic('one') };
  await deployInfrastructure(await app({ name: 'lost', resources }), await change());
  const asked = await change(() => false);
  const replaced = await app({ name: 'lost', resources: { Topic: topic('two') } });
  await expect(deployInfrastructure(replaced, asked)).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  expect(asked.questions).toMatchObject([
    { kind: 'deploy', destructive: [{ stack: 'lost', logicalId: 'Topic', effect: 'replaced' }] },
  ]);
});

test('a stack that fails stops the deployment before those that depend on it', async () => {
  const infrastructure = await app(
    { name: 'works', resources: { Topic: topic('one') } },
    { name: 'fails', resources: { Subnet: nowhere }, after: ['works'] },
    { name: 'waits', resources: { Topic: topic('two') }, after: ['fails'] },
  );
  await expect(deployInfrastructure(infrastructure, await change())).rejects.toMatchObject({
    code: 'DEPLOYMENT_FAILED',
    message: expect.stringMatching(/vpc-nothing does not exist[\s\S]*\nfails /),
  });
  expect(await statusOf('works')).toBe('CREATE_COMPLETE');
  expect(await statusOf('waits')).toBeUndefined();
});

test('an interrupted deployment says so at once, begins nothing new, and another one can follow', async () => {
  const abort = new AbortController();
  const interrupt = new Error('interrupted');
  const infrastructure = await app({ name: 'cut', resources: { Topic: topic('one') } });
  const asked = await change(() => {
    abort.abort(interrupt);
    return true;
  });
  const cut = deployInfrastructure(infrastructure, { ...asked, signal: abort.signal });
  await expect(cut).rejects.toBe(interrupt);
  expect(await statusOf('cut')).toBeUndefined();
  const [done] = await deployInfrastructure(infrastructure, await change());
  expect(done?.name).toBe('cut');
});

test('an account that was not bootstrapped is named as such', async () => {
  const stack = { name: 'early', resources: { Topic: topic('one') }, needsBootstrap: true };
  const early = deployInfrastructure(await app(stack), await change());
  await expect(early).rejects.toMatchObject({ code: 'NOT_BOOTSTRAPPED', hint: expect.any(String) });
});

test('credentials of another account are refused before anything is sent', async () => {
  const folder = await mkdtemp(join(home, 'assembly-'));
  await writeSmallAssembly(folder, '999988887777', [{ name: 'other', resources: { Topic: topic('one') } }]);
  const other = deployInfrastructure(await readInfrastructure(folder), await change());
  await expect(other).rejects.toMatchObject({ code: 'WRONG_ACCOUNT' });
});

test('no secret of a template or of the credentials is in what a failed deployment says', async () => {
  const secret = 'hunter22hunter22';
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  const Properties = { VpcId: `{"password":"${secret}"}`, CidrBlock: '10.0.0.0/24' };
  const infrastructure = await app({ name: 'leaky', resources: { Subnet: { ...nowhere, Properties } } });
  const leaky = await change();
  const failure = await deployInfrastructure(infrastructure, leaky).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DEPLOYMENT_FAILED' });
  const told = [failure instanceof Error ? [failure.message, failure.stack] : failure, leaky.events];
  expect(JSON.stringify(told)).not.toContain(secret);
});

test('the lock of an environment is kept in parameters', async () => {
  const store = parameterLockStore('staging', clientsOf('us-east-1'));
  const request = { environment: 'staging', holder: thisHolder('a test') };
  const first = await acquireLock(store, request);
  await expect(acquireLock(store, request)).rejects.toMatchObject({ code: 'ENVIRONMENT_LOCKED' });
  await first.renew();
  await first.release();
  const second = await acquireLock(store, request);
  expect(await forceUnlock(store)).toMatchObject({ what: 'a test' });
  await second.renew();
  expect(second.signal.reason).toMatchObject({ code: 'LOCK_LOST' });
  expect(await store.list()).toHaveLength(2);
});
