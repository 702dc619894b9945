import type { Workload } from '../../../definition/workload.ts';
import { applyDefinedAlarms } from '../../control-plane/alarms/apply-alarms.ts';
import { applicationAutoScalingApi } from '../../control-plane/api/application-autoscaling/application-autoscaling-api.ts';
import type { ControlPlane } from '../../control-plane/api/control-plane.ts';
import { monitoringApi } from '../../control-plane/api/monitoring/monitoring-api.ts';
import { applyDefinedScaling } from '../../control-plane/scaling/apply-scaling.ts';

/** What CloudWatch and Application Auto Scaling say of the alarms, targets and policies of a definition. */
export async function scalingAnswers(
  controlPlane: ControlPlane,
  workload: Workload,
): Promise<readonly string[]> {
  await controlPlane.applicationAutoScaling.changeScaling((state, nowMs) => ({
    state: applyDefinedAlarms(applyDefinedScaling(state, workload, nowMs), workload, nowMs),
    result: undefined,
  }));
  return [...(await alarmAnswers(controlPlane, workload)), ...(await targetAnswers(controlPlane))];
}

async function alarmAnswers(controlPlane: ControlPlane, workload: Workload): Promise<readonly string[]> {
  const { region, accountId, alarms } = workload;
  const ask = async (operation: string, input: object) => {
    const target = `GraniteServiceVersion20100801.${operation}`;
    return (await monitoringApi.answer({ target, body: JSON.stringify(input), requestId: '' }, controlPlane))
      .body;
  };
  const answers = await Promise.all([
    ask('DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
    ...alarms.map(({ alarmName }) =>
      ask('ListTagsForResource', {
        ResourceARN: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`,
      }),
    ),
  ]);
  return answers.map(String);
}

async function targetAnswers(controlPlane: ControlPlane): Promise<readonly string[]> {
  const ask = async (operation: string, input: object) => {
    const target = `AnyScaleFrontendService.${operation}`;
    const body = JSON.stringify(input);
    return (await applicationAutoScalingApi.answer({ target, body, requestId: '' }, controlPlane)).body;
  };
  const targets = Object.values(controlPlane.applicationAutoScaling.scaling().scaling?.targets ?? {});
  const operations = ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'];
  const answers = await Promise.all([
    ...operations.map((operation) => ask(operation, { ServiceNamespace: 'ecs' })),
    ...targets.map(({ arn }) => ask('ListTagsForResource', { ResourceARN: arn })),
  ]);
  return answers.map(String);
}
