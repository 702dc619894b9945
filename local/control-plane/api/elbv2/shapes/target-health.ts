import type { TargetGroup } from '../../../../../definition/model/load-balancing.ts';
import type { TargetState, TaskState } from '../../../model/cluster-state.ts';

/** A target as the load balancer knows it: an address and a port. */
export interface TargetId {
  readonly id: string;
  readonly port: number;
}

/** A task's registration with a target group. */
export interface Registration extends TargetId {
  readonly target: TargetState;
}

/** What is registered with a target group now; draining targets are, until they are drained. */
export function registrations(group: TargetGroup, tasks: readonly TaskState[]): readonly Registration[] {
  return tasks.flatMap((task) =>
    task.targets
      .filter((target) => target.targetGroup === group.logicalId)
      .filter((target) => target.state !== 'unregistered' && target.state !== 'unused')
      .flatMap((target) =>
        task.privateIp === undefined ? [] : [{ id: task.privateIp, port: target.port, target }],
      ),
  );
}

/**
 * `isInUse` says whether a listener forwards to the group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealthDescription.html
 */
export function targetHealthShape(
  group: TargetGroup,
  { id, port }: TargetId,
  registration: Registration | undefined,
  isInUse: boolean,
) {
  const checkPort = group.healthCheck.port;
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: checkPort === 'traffic-port' ? String(port) : checkPort,
    TargetHealth: healthOf(registration?.target, isInUse),
    AdministrativeOverride: noOverride,
  };
}

/** What AWS reports for a target in a zone without a zonal shift. */
const noOverride = {
  State: 'no_override',
  Reason: 'AdministrativeOverride.NoOverride',
  Description: 'No override is currently active on target',
};

function healthOf(target: TargetState | undefined, isInUse: boolean) {
  if (target === undefined) return { State: 'unused', ...explained('Target.NotRegistered') };
  if (!isInUse) return { State: 'unused', ...explained('Target.NotInUse') };
  const reason = target.reason ?? usualReasons[target.state];
  const description = target.description === undefined ? {} : { Description: target.description };
  return { State: target.state, ...(reason === undefined ? {} : explained(reason)), ...description };
}

const usualReasons: Readonly<Partial<Record<TargetState['state'], string>>> = {
  initial: 'Elb.InitialHealthChecking',
  unhealthy: 'Target.FailedHealthChecks',
  draining: 'Target.DeregistrationInProgress',
};

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-reason-codes */
const descriptions: Readonly<Record<string, string>> = {
  'Elb.RegistrationInProgress': 'Target registration is in progress',
  'Elb.InitialHealthChecking': 'Initial health checks in progress',
  'Target.FailedHealthChecks': 'Health checks failed',
  'Target.Timeout': 'Request timed out',
  'Target.DeregistrationInProgress': 'Target deregistration is in progress',
  'Target.NotRegistered': 'Target is not registered to the target group',
  'Target.NotInUse': 'Target group is not configured to receive traffic from the load balancer',
};

function explained(reason: string) {
  const description = descriptions[reason];
  return { Reason: reason, ...(description === undefined ? {} : { Description: description }) };
}
