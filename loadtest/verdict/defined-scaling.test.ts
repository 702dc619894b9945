import { expect, test } from 'vitest';
import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';
import { checkedPolicy, checkedService } from '../../local/scaling/check/testing/check-inputs.ts';
import { stepPolicy } from '../../local/scaling/testing/situations.ts';
import { definedScaling } from './defined-scaling.ts';

test('the policies of a definition are those of its scaled services, with the alarms of step policies', () => {
  const alarm: AlarmRule = {
    ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
    ...{ evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: 'missing' },
  };
  const steps = { logicalId: 'Steps', metric: { kind: 'cpu' }, policy: stepPolicy() } as const;
  const policies = [checkedPolicy({ kind: 'cpu' }), { ...steps, alarm }, steps];
  const { scaling: _, ...fixed } = checkedService({ name: 'admin' });
  expect(definedScaling([checkedService({ scaling: { policies } }), fixed])).toStrictEqual([
    {
      service: 'web',
      policies: [{ policyName: 'cpu' }, { policyName: 'steps', alarm }, { policyName: 'steps' }],
    },
  ]);
});
