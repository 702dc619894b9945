import type { IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { expect, test } from 'vitest';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import type { InfrastructureQuestion } from './infrastructure-question.ts';
import { ioHost } from './io-host.ts';

const at = { time: new Date(0), action: 'deploy' } as const;

function host(answer: (question: InfrastructureQuestion) => boolean = () => true) {
  const events: InfrastructureEvent[] = [];
  const questions: InfrastructureQuestion[] = [];
  const made = ioHost({
    onEvent: (event) => events.push(event),
    answer: async (question) => {
      questions.push(question);
      return answer(question);
    },
  });
  const notify = (message: Omit<IoMessage<unknown>, 'time' | 'action'>) => made.notify({ ...at, ...message });
  const ask = <T>(request: Omit<IoRequest<unknown, T>, 'time' | 'action' | 'level'>) =>
    made.requestResponse<T>({ ...at, level: 'info', ...request });
  return { ...made, events, questions, notify, ask };
}

test('what CloudFormation does with a resource is an event, with how far it is', async () => {
  const { events, notify } = host();
  await notify({
    ...{ code: 'CDK_TOOLKIT_I5502', level: 'info', message: '' },
    data: {
      deployment: 'x',
      progress: { completed: 34, total: 112, formatted: '34/112' },
      event: {
        ...{ StackName: 'spree-staging', LogicalResourceId: 'Queue', ResourceType: 'AWS::SQS::Queue' },
        ...{ ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: 'refused, "password":"hunter22"' },
      },
    },
  });
  expect(events).toEqual([
    {
      ...{ type: 'resource', stack: 'spree-staging', logicalId: 'Queue', resourceType: 'AWS::SQS::Queue' },
      ...{ status: 'CREATE_FAILED', reason: 'refused, "password":"[secret]"', done: 34, total: 112 },
    },
  ]);
});

test('a stack begins and ends', async () => {
  const { events, notify } = host();
  const message = { level: 'info', message: '' } as const;
  await notify({ ...message, code: 'CDK_TOOLKIT_I5100', data: { stack: { stackName: 'spree-small' } } });
  const stackArn = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/spree-small/1';
  await notify({ ...message, code: 'CDK_TOOLKIT_I5900', data: { stackArn } });
  await notify({ ...message, code: 'CDK_TOOLKIT_I7900', data: { stackName: 'spree-small' } });
  expect(events).toEqual([
    { type: 'stack began', stack: 'spree-small' },
    { type: 'stack ended', stack: 'spree-small' },
    { type: 'stack ended', stack: 'spree-small' },
  ]);
});

test('remarks are passed on without secrets, and without what only debugging needs', async () => {
  const { events, notify } = host();
  await notify({ level: 'debug', message: 'internals', data: undefined });
  const diff = 'MasterUserPassword: [-] hunter22 [+] hunter23';
  await notify({ level: 'result', code: 'CDK_TOOLKIT_I4002', message: diff, data: undefined });
  await notify({ level: 'warn', message: 'https://user:hunter22@proxy refuses', data: undefined });
  expect(events).toEqual([{ type: 'remark', level: 'warning', text: 'https://user:[secret]@proxy refuses' }]);
});

test('a question is asked with what is lost, and the answer counts, not the default', async () => {
  const { ask, questions } = host(() => false);
  const data = {
    motivation: 'Stack includes updates',
    destructiveChanges: [
      {
        stackName: 'spree-staging',
        logicalId: 'Db',
        resourceType: 'AWS::RDS::DBInstance',
        impact: 'WILL_REPLACE',
      },
    ],
  };
  const request = { code: 'CDK_TOOLKIT_I5060', message: 'a long diff', data, defaultResponse: true } as const;
  expect(await ask<boolean>(request)).toBe(false);
  expect(questions).toEqual([
    {
      ...{ kind: 'deploy', text: 'Stack includes updates' },
      destructive: [
        {
          ...{ stack: 'spree-staging', logicalId: 'Db', resourceType: 'AWS::RDS::DBInstance' },
          effect: 'replaced',
        },
      ],
    },
  ]);
});

test('after an interrupt the library is stopped at its next word, and no answer counts any more', async () => {
  const abort = new AbortController();
  const interrupt = new Error('interrupted');
  const made = ioHost({
    onEvent: () => {},
    answer: async () => {
      abort.abort(interrupt);
      return true;
    },
    signal: abort.signal,
  });
  const message = { ...at, level: 'info', message: '', data: {} } as const;
  await made.notify(message);
  const request = { ...message, code: 'CDK_TOOLKIT_I5060', defaultResponse: true } as const;
  await expect(made.requestResponse<boolean>(request)).rejects.toBe(interrupt);
  await expect(made.notify(message)).rejects.toBe(interrupt);
});

test.each([
  ['CDK_SDK_I1100', 'MFA token for arn:aws:iam::111122223333:mfa/maria', ''],
  ['CDK_TOOLKIT_I8910', 'Perform a refactor?', true],
] as const)(
  'the question %s, which nobody here can answer, is refused',
  async (code, message, defaultResponse) => {
    const made = host();
    await expect(made.ask({ code, message, data: {}, defaultResponse })).rejects.toMatchObject({
      code: 'UNEXPECTED_QUESTION',
    });
    expect(made.questions).toEqual([]);
    expect(made.refusal()?.code).toBe('UNEXPECTED_QUESTION');
  },
);
