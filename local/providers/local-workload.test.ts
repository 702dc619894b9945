import { describe, expect, test } from 'vitest';
import { parseTemplate, type StackDefinition } from '../../definition/template/template.ts';
import { corpusStack } from '../../definition/testing/corpus.ts';
import { corpusWorkload } from '../../definition/testing/corpus-workload.ts';
import { digestOf } from './digest.ts';
import { localWorkload } from './local-workload.ts';
import { reduceForLocalStack } from './reduce-for-localstack.ts';

function stackOf(resources: object): StackDefinition {
  return { ...corpusStack, template: parseTemplate({ Resources: resources }, 'test') };
}

describe('the workload of a template', () => {
  test('is what the template says, with local values', () => {
    expect(localWorkload(corpusStack)).toEqual(corpusWorkload);
  });

  test('a queue has the URL that LocalStack reports for it, at the port of the AWS endpoint', () => {
    const stack = stackOf({
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
      Site: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'queue', Value: { Ref: 'Jobs' } }] } },
    });
    const { buckets } = localWorkload(stack, { awsEndpoint: 'http://127.0.0.1:4567' });
    expect(buckets[0]?.tags.queue).toBe('http://127.0.0.1:4567/queue/ap-southeast-1/000000000000/jobs');
  });

  test('has the names that CloudFormation generates for a FIFO queue and a FIFO topic', () => {
    const resources = {
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      News: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } },
    };
    const { Resources } = reduceForLocalStack(stackOf(resources));
    expect(Resources.Jobs?.Properties.QueueName).toBe('shop-local-Jobs.fifo');
    expect(Resources.News?.Properties.TopicName).toBe('shop-local-News.fifo');
  });

  test('changes with a parameter', () => {
    const inputs = { parameters: { Stage: 'production' }, stored: () => '30' };
    const { services, taskDefinitions } = localWorkload(corpusStack, inputs);
    expect(services[0]?.desiredCount).toBe(2);
    expect(taskDefinitions[0]?.containerDefinitions[0]?.environment.at(-1)).toEqual({
      name: 'TIER',
      value: 'production',
    });
  });
});

describe('the digest of a definition', () => {
  test('is the same for the same definition', () => {
    const copy = { ...corpusStack, template: structuredClone(corpusStack.template) };
    expect(digestOf(localWorkload(copy))).toBe(digestOf(localWorkload(corpusStack)));
  });

  test('differs for another one', () => {
    const inputs = { parameters: { Stage: 'production' }, stored: () => '30' };
    expect(digestOf(localWorkload(corpusStack, inputs))).not.toBe(digestOf(localWorkload(corpusStack)));
  });

  test('does not depend on the order of keys', () => {
    expect(digestOf({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(digestOf({ b: [{ d: 3, c: 2 }], a: 1 }));
  });
});

describe('what cannot be run locally is named', () => {
  test('a secret whose rules leave no value', () => {
    const Properties = {
      GenerateSecretString: { SecretStringTemplate: 'admin', GenerateStringKey: 'password' },
    };
    expect(() =>
      localWorkload(stackOf({ Login: { Type: 'AWS::SecretsManager::Secret', Properties } })),
    ).toThrow(
      expect.objectContaining({
        code: 'SECRET_NOT_GENERATABLE',
        message: expect.stringContaining('Login.GenerateSecretString: A secret cannot be generated'),
      }),
    );
  });

  test('a type that the table does not have', () => {
    expect(() => localWorkload(stackOf({ Graph: { Type: 'AWS::Neptune::DBCluster' } }))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNKNOWN_TYPE',
        message: expect.stringContaining('Graph is of type AWS::Neptune::DBCluster'),
        hint: expect.stringContaining('leave the resource out'),
      }),
    );
  });

  test('an attribute that a type does not have', () => {
    const resources = {
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: { 'Fn::GetAtt': ['Db', 'Colour'] } } },
      Db: { Type: 'AWS::RDS::DBInstance' },
    };
    expect(() => localWorkload(stackOf(resources))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNRESOLVED_REFERENCE',
        message: expect.stringContaining('Cluster.Properties.ClusterName.Fn::GetAtt refers to Db.Colour'),
      }),
    );
  });

  test('a second cluster', () => {
    const cluster = { Type: 'AWS::ECS::Cluster', Properties: {} };
    expect(() => localWorkload(stackOf({ One: cluster, Two: cluster }))).toThrow(
      'The stack has 2 ECS clusters (One, Two); only one can run locally.',
    );
  });

  test('a second database', () => {
    const properties = {
      Engine: 'postgres',
      EngineVersion: '16',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      MasterUsername: 'shop',
      MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, '}}']] },
    };
    const database = { Type: 'AWS::RDS::DBInstance', Properties: properties };
    const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
    expect(() => localWorkload(stackOf({ One: database, Two: database, Secret }))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED',
        message: expect.stringContaining('One, Two'),
      }),
    );
  });

  test.each(['AWS::RDS::DBCluster', 'AWS::RDS::DBProxy', 'AWS::ElastiCache::ServerlessCache'])(
    'a resource of type %s, with what to use in its place',
    (Type) => {
      expect(() => localWorkload(stackOf({ One: { Type, Properties: {} } }))).toThrow(
        expect.objectContaining({
          code: 'TEMPLATE_UNSUPPORTED',
          message: expect.stringMatching(`^One is of type ${Type}: .*: (use|connect)`),
        }),
      );
    },
  );

  test.each(['AWS::CloudFormation::Stack', 'Custom::CDKBucketDeployment', 'Custom::S3BucketNotifications'])(
    'a resource of type %s, whose contents would be missing without a word',
    (Type) => {
      expect(() => localWorkload(stackOf({ Site: { Type, Properties: {} } }))).toThrow(
        expect.objectContaining({
          code: 'TEMPLATE_UNSUPPORTED',
          message: expect.stringContaining(`Site is of type ${Type}: `),
        }),
      );
    },
  );

  test('another engine', () => {
    const database = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'mysql' } };
    expect(() => localWorkload(stackOf({ One: database }))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
        message: expect.stringContaining('mysql'),
      }),
    );
  });
});
