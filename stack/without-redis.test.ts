import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { withoutRedis } from '../application/testing/applications.ts';
import { storeTemplate } from './testing/synthesize.ts';

describe.each(['local', 'small', 'staging', 'production'])('%s without Redis', (environment) => {
  const template = storeTemplate({ environment }, {}, withoutRedis);

  it('has nothing of ElastiCache, no alarm or graph of it, no secret, and no value that speaks of it', () => {
    expect(mentions(template)).toEqual([]);
    expect(mentions(storeTemplate({ environment }))).not.toEqual([]);
  });

  it('tells each task where the database is, and of nothing else that it would have to put together', () => {
    const definitions = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
    const commands = definitions.flatMap(({ Properties }) =>
      Properties.ContainerDefinitions.flatMap(({ EntryPoint = [] }) => EntryPoint[2] ?? []),
    );
    expect(commands.length).toBeGreaterThanOrEqual(4);
    for (const command of commands) {
      expect([...command.matchAll(/(\w+_URL)=/g)].map(([, name]) => name)).toEqual([
        'DATABASE_URL',
        'DATABASE_REPLICA_URL',
      ]);
    }
  });

  it('runs and watches the worker of its queue as before', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'QueueLatency' });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Name: 'worker', Command: ['bin/jobs'] })],
    });
  });
});

/** What the whole template says of Redis, with a little of what stands around it. */
function mentions(template: Template): readonly string[] {
  return (
    JSON.stringify(template.toJSON()).match(/.{0,40}(redis|elasticache|cachememory|sidekiq).{0,40}/gi) ?? []
  );
}
