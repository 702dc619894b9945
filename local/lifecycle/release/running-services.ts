import type { ServiceStatus } from '../../../operations/service-status.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { serviceGroup } from '../../control-plane/model/task-group.ts';

/**
 * The services as the control plane itself reports them: one small response, where the AWS SDK would take longer to
 * load than a `local:up` that has nothing to do.
 */
export function runningServices(status: ParityStatus): readonly ServiceStatus[] {
  return status.services.map(
    ({ deploymentId, taskDefinition, rolloutState, rolloutStateReason, ...service }) => ({
      ...service,
      deploymentId: deploymentId ?? undefined,
      taskDefinition: taskDefinition ?? undefined,
      rolloutState: rolloutState ?? undefined,
      rolloutStateReason: rolloutStateReason ?? undefined,
      targets: targetsOf(service.name, status),
      unhealthyBecause: [],
      events: [],
    }),
  );
}

function targetsOf(service: string, { tasks }: ParityStatus): ServiceStatus['targets'] {
  const running = tasks.filter(
    ({ group, lastStatus }) => group === serviceGroup(service) && lastStatus === 'RUNNING',
  );
  const targets = running.flatMap((task) => task.targets);
  const groups = new Set(targets.map(({ targetGroup }) => targetGroup));
  return [...groups].map((group) =>
    targets.filter(({ targetGroup }) => targetGroup === group).map(({ state }) => state),
  );
}
