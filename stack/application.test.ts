import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { applicationFrom, notOfRails } from '../application/testing/applications.ts';
import { environments } from './environments.ts';
import { storeTemplate } from './testing/synthesize.ts';

const defaultsSpelledOut = applicationFrom(
  'web:',
  '  command: [bin/rails, server, -b, 0.0.0.0, -p, 3000]',
  '  port: 3000',
  '  healthPath: /up',
  '  healthCommand: curl -fsS http://localhost:3000/up || exit 1',
  'worker:',
  '  command: [bundle, exec, sidekiq, -q, default, -q, spree_webhooks]',
  `  healthCommand: "pgrep -f '[s]idekiq' || exit 1"`,
  '  queues: [default, spree_webhooks]',
  '  metric: { namespace: Spree/Queue, name: QueueLatency, dimension: Service }',
  'redis: true',
  'migrate: bin/rails db:migrate',
  'seed: bin/rails db:seed',
);

it.each(Object.keys(environments))(
  '%s is the same without a file as with one that says the defaults',
  (environment) => {
    const template = storeTemplate({ environment }).toJSON();
    expect(storeTemplate({ environment }, {}, defaultsSpelledOut).toJSON()).toEqual(template);
    expect(Object.keys(template.Outputs)).not.toContain('MigrateCommand');
  },
);

describe.each(['local', 'production'])('an application that is not of Rails, %s', (environment) => {
  const template = storeTemplate({ environment }, {}, notOfRails);
  const containers = Object.values(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
    ({ Properties }) => Properties.ContainerDefinitions,
  );
  const container = (name: string) => containers.find(({ Name }) => Name === name);

  it('listens on its own port, everywhere', () => {
    expect(container('web')).toMatchObject({
      Command: ['node', 'server.js'],
      PortMappings: [{ ContainerPort: 4000 }],
      Environment: expect.arrayContaining([{ Name: 'PORT', Value: '4000' }]),
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 4000,
      HealthCheckPath: '/health',
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      LoadBalancers: [Match.objectLike({ ContainerPort: 4000 })],
    });
    for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
      template.hasResourceProperties(type, { FromPort: 4000, ToPort: 4000 });
    }
    expect(JSON.stringify(template.toJSON())).not.toMatch(/:?\b3000\b(?! IOPS)|"\/up"|bin\/rails/);
  });

  it('has no health check of the container where it has no command for it', () => {
    expect(container('web')).not.toHaveProperty('HealthCheck');
  });

  it('has nothing of a worker: no service, scaling, alarm, graph or output', () => {
    const said =
      JSON.stringify(template.toJSON()).match(/.{0,60}(worker|QueueLatency|QUEUE_).{0,60}/gi) ?? [];
    expect(said.filter((text) => !/load ?test|quota|new account/i.test(text))).toEqual([]);
    expect(Object.keys(template.findResources('AWS::ECS::Service'))).toHaveLength(1);
  });

  it('sends its mail from the web tasks, as nothing else could', () => {
    expect(container('web').Environment).toContainEqual({ Name: 'SMTP_ADDRESS', Value: expect.any(String) });
    expect(container('web').Secrets).toContainEqual(expect.objectContaining({ Name: 'SMTP_PASSWORD' }));
  });

  it('tells whoever releases how it is migrated, that it has no seeds, and where it answers', () => {
    const { HealthPath, MigrateCommand, SeedCommand, SeedTaskFamily } = template.toJSON().Outputs;
    expect(HealthPath.Value).toBe('/health');
    expect(JSON.parse(MigrateCommand.Value)).toEqual(['node', 'migrate.js', '--all steps']);
    expect(SeedCommand.Value).toBe('none');
    expect(SeedTaskFamily).toBeUndefined();
    expect(container('seed')).toBeUndefined();
  });

  it('sets up its users by its own command, and its one-off task does nothing by itself', () => {
    expect(container('setup').Command).toEqual(['node', 'set-up.js']);
    expect(container('oneoff').Command).toEqual(['true']);
  });
});

it('an application without a worker needs no connections for one', () => {
  const many = { worker: { min: 1, max: 500 } };
  expect(() => storeTemplate({}, many)).toThrow('500 worker tasks');
  expect(() => storeTemplate({}, many, applicationFrom('worker: none'))).not.toThrow();
});
