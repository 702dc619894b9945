import type { AwsClients } from '../../../../aws/clients.ts';
import { sampleScalable } from './ecs-endpoint.ts';

/** Lets the sample service run two to ten tasks, by a policy on its CPU; gives the name of the policy's high alarm. */
export async function scaleOnCpu(clients: AwsClients): Promise<string> {
  const scaling = await clients.applicationAutoScaling();
  await scaling.registerScalableTarget({ ...sampleScalable, MinCapacity: 2, MaxCapacity: 10 });
  const { Alarms = [] } = await scaling.putScalingPolicy({
    ...{ ...sampleScalable, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling' },
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });
  const high = Alarms.find(({ AlarmName = '' }) => AlarmName.includes('AlarmHigh'))?.AlarmName;
  if (high === undefined) throw new Error('the policy has no high alarm');
  return high;
}

/** Does so, and puts the high alarm into ALARM, as somebody by hand. */
export async function alarmOnCpu(clients: AwsClients): Promise<void> {
  const AlarmName = await scaleOnCpu(clients);
  const cloudWatch = await clients.cloudWatch();
  await cloudWatch.setAlarmState({ AlarmName, StateValue: 'ALARM', StateReason: 'by hand' });
}
