import { describe, expect, test } from 'vitest';
import { type DeployedResource, neededByTasks } from './needed-by-tasks.ts';

const deployed = (logicalId: string, type: string, name?: string, ...dependencies: readonly string[]) =>
  ({ logicalId, type, name, dependencies }) satisfies DeployedResource;

/** What one task with this container definition needs of these resources. */
function neededBy(container: { readonly [key: string]: string }, resources: readonly DeployedResource[]) {
  const task = {
    logicalId: 'Task',
    type: 'AWS::ECS::TaskDefinition',
    properties: { ContainerDefinitions: [container] },
  };
  const stack = { stackName: 'shop', region: 'ap-southeast-1', accountId: '000000000000' };
  return neededByTasks({ ...stack, resources: [task], outputs: {}, values: () => undefined }, resources);
}

describe('what is in LocalStack before a task starts', () => {
  test('is every secret, and what a task definition names: a parameter, a queue by its URL, a topic by its ARN', () => {
    const resources = [
      deployed('Secret', 'AWS::SecretsManager::Secret', 'shop/unread'),
      deployed('Greeting', 'AWS::SSM::Parameter', '/shop/greeting'),
      deployed('Farewell', 'AWS::SSM::Parameter', '/shop/farewell'),
      deployed('Mail', 'AWS::SQS::Queue', 'shop-Mail'),
      deployed('News', 'AWS::SNS::Topic', 'shop-News'),
      deployed('Other', 'AWS::SNS::Topic', 'shop-Other'),
    ];
    const container = {
      ValueFrom: 'arn:aws:ssm:ap-southeast-1:000000000000:parameter/shop/greeting',
      Queue: 'http://sqs.ap-southeast-1.localhost.localstack.cloud:4566/000000000000/shop-Mail',
      Topic: 'arn:aws:sns:ap-southeast-1:000000000000:shop-News',
    };
    expect(neededBy(container, resources)).toEqual(['Secret', 'Greeting', 'Mail', 'News']);
  });

  test('is also what these depend on, in the order of the template', () => {
    const resources = [
      deployed('Dead', 'AWS::SQS::Queue', 'shop-Dead'),
      deployed('Other', 'AWS::SQS::Queue', 'shop-Other'),
      deployed('Mail', 'AWS::SQS::Queue', 'shop-Mail', 'Dead'),
    ];
    expect(neededBy({ Queue: 'shop-Mail' }, resources)).toEqual(['Dead', 'Mail']);
  });

  test('is neither its own role nor the log group of its output, but both where a variable names them', () => {
    const resources = [
      deployed('Role', 'AWS::IAM::Role', 'shop-Role'),
      deployed('Logs', 'AWS::Logs::LogGroup', '/ecs/shop'),
    ];
    const [role, group] = ['arn:aws:iam::0:role/shop-Role', '/ecs/shop'];
    expect(neededBy({ TaskRoleArn: role, LogConfiguration: group }, resources)).toEqual([]);
    expect(neededBy({ Role: role, Group: group }, resources)).toEqual(['Role', 'Logs']);
  });
});
