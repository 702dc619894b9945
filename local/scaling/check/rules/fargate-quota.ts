import { type CheckedService, type CheckInput, mostTasks, mostTasksInRollout } from '../check-input.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export function fargateQuota({ services, cluster, vcpuQuota }: CheckInput): readonly Finding[] {
  const vcpus = (tasks: (service: CheckedService) => number) =>
    services.reduce((sum, service) => sum + tasks(service) * service.taskVcpu, 0);
  const inRollout = vcpus(mostTasksInRollout);
  const atMaximum = vcpus(mostTasks);
  if (inRollout <= vcpuQuota) return [];
  return [
    {
      rule: 'fargate-quota',
      logicalId: cluster,
      message: `A rollout at full scale needs ${shown(inRollout)} vCPUs on Fargate (${shown(atMaximum)} without a rollout), but the account’s quota is ${shown(vcpuQuota)}.`,
      mend: `Request a quota of ${Math.ceil(inRollout)} vCPUs or more, or lower maximumPercent.`,
      numbers: { inRollout, atMaximum, vcpuQuota },
    },
  ];
}
