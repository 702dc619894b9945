import { expect, test } from 'vitest';
import { parseTemplate } from '../../definition/template/template.ts';
import { resolveLocally } from '../providers/local-workload.ts';
import { accountOf } from './property-account.ts';
import { differencesOf } from './template-differences.ts';

const document = {
  Resources: {
    Nightly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        Port: 80,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        TargetGroupAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
  },
};
const template = resolveLocally({
  stackName: 'shop',
  region: 'ap-southeast-1',
  accountId: '000000000000',
  template: parseTemplate(document, 'a test'),
});

test('what nothing takes the place of is named with its reason, and so is each property that nothing acts on', () => {
  const found = differencesOf(template).map(({ logicalId, property, kind }) => [logicalId, property, kind]);
  expect(found).toEqual([
    ['Nightly', undefined, 'absent'],
    ['Targets', undefined, 'approximated'],
    ['Targets', 'VpcId', 'recorded'],
    ['Targets', 'TargetGroupAttributes.load_balancing.cross_zone.enabled', 'recorded'],
  ]);
  expect(differencesOf(template).filter(({ why }) => why === '')).toEqual([]);
});

test('every property of a template is counted once, by what becomes of it', () => {
  expect(accountOf(template)).toEqual({ total: 6, acting: 3, approximated: 0, recorded: 2, absent: 1 });
});
