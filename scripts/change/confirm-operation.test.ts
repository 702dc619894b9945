import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import type { Target } from '../../operations/target.ts';
import { confirmOperation } from './confirm-operation.ts';

const region = 'ap-southeast-1';
const operation = { region, lines: ['web: 5 tasks instead of 2'], otherwise: 'Nothing was scaled' };

beforeEach(() => {
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
});
afterEach(() => vi.unstubAllEnvs());

async function staging(): Promise<Target> {
  const clients = awsClients({ environment: 'staging', region });
  const caller = { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/me' };
  answering(await clients.sts(), { GetCallerIdentity: () => ({ $metadata: {}, ...caller }) });
  return { environment: 'staging', clients };
}

async function asked(answer: boolean, yes: boolean, account = '111122223333') {
  const said: string[] = [];
  const questions: string[] = [];
  const terminal = {
    isTty: true,
    ask: async (question: string) => {
      questions.push(question);
      return answer;
    },
  };
  const context = { options: yes ? { yes } : {}, say: (text: string) => said.push(text) };
  const readStacks = async () => [{ name: 'spree-staging', account, region }];
  const asking = { terminal, readStacks };
  const ended = await confirmOperation({ ...operation, target: await staging() }, context, asking).then(
    () => 'goes on',
    (error: unknown) => error,
  );
  return { said, questions, ended };
}

test('account, region and what changes are said before the question, and a no changes nothing', async () => {
  expect(await asked(false, false)).toMatchObject({
    said: ['staging: account 111122223333, ap-southeast-1', '  web: 5 tasks instead of 2'],
    questions: ['Go on?'],
    ended: { code: 'NOT_CONFIRMED', message: 'Nothing was scaled: the answer was no' },
  });
});

test('a yes goes on, and so does --yes, without a question', async () => {
  expect((await asked(true, false)).ended).toBe('goes on');
  expect(await asked(false, true)).toMatchObject({ questions: [], ended: 'goes on' });
});

test('credentials of another account than that of the environment are refused before anything is asked', async () => {
  const { said, questions, ended } = await asked(true, true, '999988887777');
  expect([said, questions]).toEqual([[], []]);
  expect(ended).toMatchObject({ code: 'WRONG_ACCOUNT' });
});

test('an endpoint that is not that of AWS is refused before anything is asked', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
  const { said, questions, ended } = await asked(true, true);
  expect([said, questions]).toEqual([[], []]);
  expect(ended).toMatchObject({ code: 'ENDPOINT_OVERRIDE' });
});

test('the local environment is changed without a question', async () => {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region });
  const context = { options: {}, say: () => {} };
  const local = { ...operation, target: { environment: 'local', clients } as const };
  await expect(
    confirmOperation(local, context, { terminal: { isTty: false, ask: async () => false } }),
  ).resolves.toBeUndefined();
});
