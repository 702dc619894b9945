import type { Rule } from './rule.ts';

/**
 * Scaling that somebody, or a load test that was killed, has suspended: the store works with the tasks that it has.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
 */
export const scaling: Rule = ({ services }) =>
  services.flatMap(({ name, cluster, serviceName, suspendedScaling }) => {
    if (!suspendedScaling.isKnown || suspendedScaling.value.length === 0) return [];
    return [
      {
        ...{ cause: 'scaling-suspended', weight: 'note', about: name },
        says: `Scaling of ${name} is suspended: ${suspendedScaling.value.map((kind) => effects[kind] ?? kind).join(', ')}.`,
        evidence: [`SuspendedState: ${suspendedScaling.value.join(', ')}`],
        advice: [
          `If that is not meant, resume it: aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/${cluster}/${serviceName} --scalable-dimension ecs:service:DesiredCount --suspended-state ${resumed}`,
        ],
      },
    ];
  });

const effects: Readonly<Record<string, string>> = {
  out: 'no task is added under load',
  in: 'no task is removed without load',
  scheduled: 'scheduled actions do nothing',
};

const resumed =
  'DynamicScalingOutSuspended=false,DynamicScalingInSuspended=false,ScheduledScalingSuspended=false';
