import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { databaseQueue } from './environments/queue.ts';
import { readSettings } from './settings.ts';
import { changed, storeTemplate } from './testing/synthesize.ts';

const changes = { cache: 'none', queue: databaseQueue } as const;

describe.each(['local', 'small', 'staging', 'production'])('%s without Redis', (environment) => {
  const template = storeTemplate({ environment }, changes);

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

it('is refused where the queue keeps its jobs in Redis', () => {
  expect(() => readSettings(() => undefined, changed({ cache: 'none' }))).toThrow(
    "stack/environments/local.ts: cache is 'none', but the queue keeps its jobs in Redis (bundle exec sidekiq -q default -q spree_webhooks)",
  );
});

/** What the whole template says of Redis, with a little of what stands around it. */
function mentions(template: Template): readonly string[] {
  return (
    JSON.stringify(template.toJSON()).match(/.{0,40}(redis|elasticache|cachememory|sidekiq).{0,40}/gi) ?? []
  );
}
