import type { CheckedService, CheckInput } from '../check-input.ts';
import { secondsUntilHealthy } from '../checked-model.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/**
 * A task that is still starting when its grace is over is stopped as unhealthy, and its successor as well.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
 */
export function gracePeriod({ services }: CheckInput): readonly Finding[] {
  return services.flatMap((service) => [...ofTargets(service), ...ofContainers(service)]);
}

function ofTargets(service: CheckedService): readonly Finding[] {
  if (service.targets.length === 0) return [];
  const { name, logicalId, healthCheckGraceSeconds: grace, facts } = service;
  const checks = secondsUntilHealthy(service.targets);
  const needed = facts.bootSeconds + checks;
  if (grace >= needed) return [];
  return [
    {
      rule: 'grace-period',
      logicalId,
      message: `Failed health checks of a new task of ${name} are ignored for ${grace} s, but the task takes ${shown(facts.bootSeconds)} s to answer and ${shown(checks)} s more to become healthy.`,
      mend: `Set the health check grace period to ${Math.ceil(needed * 1.5)} s.`,
      numbers: { graceSeconds: grace, bootSeconds: facts.bootSeconds, checkSeconds: checks },
    },
  ];
}

/** Failures in the start period do not count; after it so many in a row do. */
function ofContainers({ name, logicalId, containers, facts }: CheckedService): readonly Finding[] {
  return containers.flatMap(({ name: container, health }) => {
    if (health === undefined) return [];
    const { startPeriodSeconds, intervalSeconds, retries } = health;
    const allowed = startPeriodSeconds + intervalSeconds * retries;
    if (allowed >= facts.bootSeconds) return [];
    return [
      {
        rule: 'grace-period' as const,
        logicalId,
        message: `Container ${container} of ${name} becomes unhealthy after ${allowed} s (start period ${startPeriodSeconds} s, ${retries} checks every ${intervalSeconds} s), but it takes ${shown(facts.bootSeconds)} s to answer.`,
        mend: `Set the start period of its health check to ${Math.ceil(facts.bootSeconds * 1.5)} s.`,
        numbers: { allowedSeconds: allowed, bootSeconds: facts.bootSeconds },
      },
    ];
  });
}
