import { isDeepStrictEqual } from 'node:util';
import { present } from '../../../../definition/properties/present.ts';
import type { Workload } from '../../../../definition/workload.ts';
import { ownValue } from '../../../../json/own-value.ts';
import type { ClusterState, DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import type { RollbackPoint } from '../../model/rollback-point.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { goBackTo, noteRollback } from '../deployment/rollback.ts';
import { type IdSource, idSource } from '../identifiers.ts';
import { withTargetGroups } from './apply-workload.ts';
import type { Outcome } from './outcome.ts';
import { deleteService, withDesiredCount } from './services.ts';

/** What a release that failed was undone with. */
export interface RolledBackRelease {
  /** The services that went back to an earlier deployment, with the ARN of its revision; not those that ECS rolled back. */
  readonly restored: readonly { readonly service: string; readonly taskDefinition: string }[];
  /** The services that were new in the release. */
  readonly deleted: readonly string[];
}

/**
 * Undoes a release: its services go back to the deployments that had completed before it, with the images and the
 * settings of then, and those that were new in it are deleted.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export function rollBackRelease(
  state: ClusterState,
  failed: Workload,
  point: RollbackPoint,
  now: number,
): Outcome<RolledBackRelease> {
  const withGroups = withTargetGroups(state, point.workload);
  const restored = restoreAll(withGroups, failed, point, now);
  const isNew = ({ name, status }: ServiceState) =>
    status === 'ACTIVE' && !Object.hasOwn(point.services, name);
  const added = failed.services
    .flatMap(({ name }) => ownValue(restored.services, name) ?? [])
    .filter(isNew)
    .map(({ name }) => name);
  let current = restored;
  for (const service of added) {
    const deleted = deleteService(current, { service, force: true }, now);
    if (!deleted.ok) return deleted;
    current = deleted.state;
  }
  return { ok: true, state: current, restored: revisionsThatReturned(state, restored), deleted: added };
}

function restoreAll(state: ClusterState, failed: Workload, point: RollbackPoint, now: number): ClusterState {
  const ids = idSource(state);
  const time = clusterTime(state, now);
  const released = new Set(failed.services.map(({ name }) => name));
  // A service that somebody made by hand is their own affair.
  const isOfRelease = ({ name, template }: ServiceState) => template !== undefined || released.has(name);
  const services = Object.fromEntries(
    Object.values(point.services)
      .filter(isOfRelease)
      .flatMap((before) => {
        const service = ownValue(state.services, before.name);
        return service === undefined
          ? []
          : [[before.name, restore(service, before, { ids, now: time.latest })]];
      }),
  );
  const changed = { ...state, services: { ...state.services, ...services }, sequence: ids.sequence() };
  return isDeepStrictEqual(changed, state) ? state : keepTime(state, changed, time);
}

interface Moment {
  readonly ids: IdSource;
  readonly now: number;
}

/** A service none of whose deployments had completed has nothing to go back to. */
function restore(service: ServiceState, before: ServiceState, moment: Moment): ServiceState {
  const [target] = before.deployments;
  if (target === undefined) return service;
  const [primary] = service.deployments;
  const settled = withDesiredCount(withSettings(service, before), moment.now);
  if (primary?.id === target.id) return settled;
  const isUnderWay = primary?.rolloutState === 'IN_PROGRESS';
  const noted = isUnderWay ? noteRollback(settled, primary.rollbackOf, 'FAILED') : settled;
  return goBackTo(noted, { target, failed: primary && undone(primary), prefix }, moment);
}

const prefix = 'ECS deployment';

/** One that completed is undone too, so that no later rollback goes to it. */
function undone(deployment: DeploymentState): DeploymentState {
  if (deployment.rolloutState === 'FAILED') return deployment;
  const rolloutStateReason = `${prefix}: stopped by user.`;
  return { ...deployment, rolloutState: 'FAILED', rolloutStateReason, failedBy: 'USER' };
}

/** A desired count that was changed since is kept, as a release keeps it. */
function withSettings(service: ServiceState, before: ServiceState): ServiceState {
  const isKept =
    service.status === 'ACTIVE' && service.template?.desiredCount === before.template?.desiredCount;
  const restored: ServiceState = {
    ...before,
    ...own(service),
    desiredCount: isKept ? service.desiredCount : before.desiredCount,
  };
  return isDeepStrictEqual(restored, service) ? service : { ...restored, steady: false, stalled: false };
}

/** What is no setting of a service, but what became of it. */
function own(service: ServiceState) {
  const { createdAt, deployments, history, events, steady, stalled, heldByProtection } = service;
  return { createdAt, deployments, history, events, ...present({ steady, stalled, heldByProtection }) };
}

function revisionsThatReturned(
  { services }: ClusterState,
  restored: ClusterState,
): RolledBackRelease['restored'] {
  return Object.values(restored.services).flatMap(({ name, status, deployments: [primary] }) => {
    const before = ownValue(services, name);
    const isSame = before?.status === status && before.deployments[0]?.id === primary?.id;
    return isSame || primary === undefined ? [] : [{ service: name, taskDefinition: primary.taskDefinition }];
  });
}
