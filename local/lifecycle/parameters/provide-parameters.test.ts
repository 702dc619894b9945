import { describe, expect, test } from 'vitest';
import { parseTemplate, type StackDefinition } from '../../../definition/template/template.ts';
import { type KeptParameters, noParameters } from '../../providers/parameters/kept-parameters.ts';
import { parseParameters } from './given-parameters.ts';
import { type ParameterSources, provideParameters } from './provide-parameters.ts';
import type { StoredName } from './stored-names.ts';

function stackOf(document: object): StackDefinition {
  const template = parseTemplate({ Resources: {}, ...document }, 'test');
  return { stackName: 'shop', region: 'ap-southeast-1', accountId: '000000000000', template };
}

const topic = (name: object | string) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });

const stack = stackOf({
  Parameters: {
    Greeting: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/greeting' },
    Stage: { Type: 'String' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
  },
  Resources: {
    One: topic({ Ref: 'Greeting' }),
    Two: topic({ 'Fn::Join': ['', ['{{resolve:ssm:/shop/', { Ref: 'Greeting' }, ':2}}']] }),
    Three: topic({ Ref: 'Stage' }),
  },
});

const stage: KeptParameters = { template: { Stage: 'local' }, stored: {} };

const provide = (sources: Partial<ParameterSources>, of = stack) =>
  provideParameters(of, { given: {}, kept: noParameters, running: async () => undefined, ...sources });

describe('the value of what a template reads from Parameter Store', () => {
  test('is the given one, else that of the running environment, else the kept one', async () => {
    const stored = {
      '/shop/greeting': 'kept',
      '/shop/kept:2': 'a',
      '/shop/runs:2': 'a',
      '/shop/given:2': 'a',
    };
    const kept = { ...stage, stored };
    const running = async ({ name }: StoredName) => (name === '/shop/greeting' ? 'runs' : undefined);
    const given = { '/shop/greeting': 'given' };
    const valueWith = async (sources: Partial<ParameterSources>) =>
      (await provide({ kept, ...sources })).stored['/shop/greeting'];
    expect(await valueWith({})).toBe('kept');
    expect(await valueWith({ running })).toBe('runs');
    expect(await valueWith({ running, given })).toBe('given');
  });

  test('may lead to a further name; what nothing reads, such as the version of a bootstrap, is not asked for', async () => {
    const asked: string[] = [];
    const running = async ({ name }: StoredName) => {
      asked.push(name);
      return name === '/shop/greeting' ? 'hi' : undefined;
    };
    await provide({ kept: stage, running });
    expect(asked).toContain('/shop/greeting');
    expect(asked).toContain('/shop/hi:2');
    expect(asked).not.toContain('/cdk-bootstrap/version');
  });

  test('may be a secure string in the running environment where tasks alone read it', async () => {
    const Secrets = [{ Name: 'KEY', ValueFrom: '/shop/key' }];
    const properties = { ContainerDefinitions: [{ Name: 'web', Secrets }] };
    const reading = stackOf({
      Resources: {
        One: topic('{{resolve:ssm:/shop/name}}'),
        Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties },
      },
    });
    const asked: StoredName[] = [];
    const running = async (stored: StoredName) => {
      asked.push(stored);
      return 'runs';
    };
    expect((await provide({ running }, reading)).stored).toEqual({
      '/shop/key': 'runs',
      '/shop/name': 'runs',
    });
    expect(asked).toEqual([
      { name: '/shop/name', onlyForTasks: false },
      { name: '/shop/key', onlyForTasks: true },
    ]);
  });

  test('is not asked of the running environment where only AWS has it', async () => {
    const publicOnly = stackOf({ Resources: { One: topic('{{resolve:ssm:/aws/service/ami}}') } });
    const running = async () => 'made up';
    expect((await provide({ running }, publicOnly)).stored).toEqual({});
    expect((await provide({ running, given: { '/aws/service/ami': 'ami-1' } }, publicOnly)).stored).toEqual({
      '/aws/service/ami': 'ami-1',
    });
  });
});

describe("the value of a template's own parameter", () => {
  test('is the given one, which is kept', async () => {
    expect((await provide({ kept: stage, given: { Stage: 'other' } })).template).toEqual({ Stage: 'other' });
    expect((await provide({ kept: stage })).template).toEqual({ Stage: 'local' });
  });

  test('is forgotten with the parameter', async () => {
    expect(await provide({ kept: stage }, stackOf({}))).toEqual(noParameters);
  });
});

test('a given name that the template neither declares nor reads is refused', async () => {
  await expect(provide({ kept: stage, given: { Stag: 'x' } })).rejects.toMatchObject({
    code: 'BAD_ARGUMENT',
    message: 'The template does not use a parameter named Stag',
    hint: 'Known parameters: Greeting, Stage, BootstrapVersion, /shop/greeting, /shop/:2.',
  });
});

describe('--parameter', () => {
  test('is a name and a value, in which further equals signs may be', () => {
    expect(parseParameters(['A=b', '/c/d=e=f', 'G='])).toEqual({ A: 'b', '/c/d': 'e=f', G: '' });
  });

  test.each(['value', '=value'])('is refused without a name, and not shown: %s', (pair) => {
    expect(() => parseParameters([pair])).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT', message: '--parameter must have the form NAME=VALUE' }),
    );
  });

  test('has one value, which is not shown', () => {
    expect(() => parseParameters(['A=1', 'B=2', 'A=3'])).toThrow(
      expect.objectContaining({ message: '--parameter gives A more than one value', exitCode: 2 }),
    );
  });
});
