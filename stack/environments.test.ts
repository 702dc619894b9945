import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environments } from './environments.ts';
import { storeTemplate, synthesize } from './testing/synthesize.ts';

const production = storeTemplate({ environment: 'production' });
const all = Object.keys(environments);

/** Each resource type with its count: what must not differ between environments. */
function shape(template: Template): Record<string, number> {
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(
    ({ Type }) => Type,
  );
  return Object.fromEntries(
    [...new Set(types)].sort().map((type) => [type, types.filter((other) => other === type).length]),
  );
}

describe.each(all)('environment %s', (environment) => {
  const { templates, missing } = synthesize({ environment });
  const template = templates.get(`spree-${environment}`);
  const text = JSON.stringify(template?.toJSON());

  it('looks nothing up, so a synth needs neither credentials nor a network', () => {
    expect(missing).toEqual([]);
  });

  it('names no account but the local one', () => {
    // The mappings say in which accounts AWS publishes its rotation function.
    const { Mappings: _, ...own } = template?.toJSON() ?? {};
    const accounts = new Set(JSON.stringify(own).match(/\b\d{12}\b/g) ?? []);
    expect([...accounts]).toEqual(environment === 'local' ? ['000000000000'] : []);
  });

  it('holds no secret, only where secrets are', () => {
    const passwords = text.match(/"(MasterUserPassword|AuthToken)":.{0,60}/g) ?? [];
    expect(passwords).toHaveLength(2);
    for (const password of passwords) expect(password).toContain('{{resolve:secretsmanager:');
  });
});

describe('environments', () => {
  it.each(all.filter((name) => name !== 'small'))('have the shape of production: %s', (environment) => {
    expect(shape(storeTemplate({ environment }))).toEqual(shape(production));
  });

  it('give the same template again', () => {
    expect(storeTemplate({ environment: 'production' }).toJSON()).toEqual(production.toJSON());
  });

  it('run the same tasks locally as in production, and fewer for staging', () => {
    const ranges = ['local', 'staging', 'production'].map((environment) =>
      Object.values(
        storeTemplate({ environment }).findResources('AWS::ApplicationAutoScaling::ScalableTarget'),
      ).map(({ Properties }) => [Properties.MinCapacity, Properties.MaxCapacity]),
    );
    expect(ranges).toEqual([
      [
        [2, 10],
        [1, 5],
      ],
      [
        [1, 3],
        [1, 2],
      ],
      [
        [2, 10],
        [1, 5],
      ],
    ]);
  });

  it('give up for a small shop what takes over, and nothing else', () => {
    const small = shape(storeTemplate({ environment: 'small' }));
    const lacks = Object.entries(shape(production)).flatMap(([type, count]) => {
      const less = count - (small[type] ?? 0);
      return less === 0 ? [] : [[type, less]];
    });
    // One instance is the replica, with an alarm of its lag; the rest belongs to the second NAT gateway.
    expect(Object.fromEntries(lacks)).toEqual({
      'AWS::CloudWatch::Alarm': 2,
      'AWS::EC2::EIP': 1,
      'AWS::EC2::NatGateway': 1,
      'AWS::RDS::DBInstance': 1,
    });
    expect(Object.keys(small).filter((type) => !(type in shape(production)))).toEqual([]);
  });

  it('wait less locally', () => {
    const local = storeTemplate({ environment: 'local' });
    local.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckIntervalSeconds: 5,
    });
    local.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 0 } },
      },
    });
  });
});
