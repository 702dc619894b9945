import type { ServiceSettings } from '../../../../definition/model/ecs.ts';
import {
  balancingFault,
  deploymentFault,
  execFault,
} from '../../../../definition/resources/ecs/service-rules.ts';
import { ownValue } from '../../../../json/own-value.ts';
import type { ClusterState, ServiceState } from '../../model/cluster-state.ts';
import { metricConfigurationsOf } from '../../model/high-resolution.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { startDeployment } from '../deployment/deployment-start.ts';
import { idSource } from '../identifiers.ts';
import { lookUpActiveService, lookUpActiveTaskDefinition, lookUpService } from './lookup.ts';
import { type Outcome, type Refused, refuse } from './outcome.ts';

/** Everything that ECS's `CreateService` is given; `taskDefinition` as `lookUpTaskDefinition` takes it. */
export interface CreateServiceInput extends ServiceSettings {
  readonly taskDefinition: string;
}

type ServiceOutcome = Outcome<{ readonly service: ServiceState }>;

/** Creates a service with its first deployment. */
export function createService(state: ClusterState, input: CreateServiceInput, now: number): ServiceOutcome {
  const taken = whyNameIsTaken(ownValue(state.services, input.name)) ?? whyInvalid(input);
  if (taken !== undefined) return refuse('InvalidParameterException', taken);
  const definition = lookUpActiveTaskDefinition(state, input.taskDefinition);
  if (!definition.ok) return definition;
  const { content } = definition.value;
  const mismatch = balancingFault(input.loadBalancers, content) ?? execFault(input, content);
  if (mismatch !== undefined) return refuse('InvalidParameterException', mismatch.message);
  const { taskDefinition: _, monitoring, ...settings } = input;
  const created: ServiceState = {
    ...settings,
    ...withoutEmpty(monitoring),
    status: 'ACTIVE',
    createdAt: clusterTime(state, now).latest,
    deployments: [],
    history: [],
    events: [],
  };
  return deploy(state, created, definition.value.arn, now);
}

/** What `UpdateService` may change; what is absent stays as it is. */
export type UpdateServiceInput = Partial<Omit<CreateServiceInput, 'name'>> & {
  readonly service: string;
  readonly forceNewDeployment?: boolean;
};

/**
 * Changes a service. A new deployment starts when it is forced, and when the task definition, the load balancers, the
 * network or the resolution of metrics differ; the desired count, the deployment configuration, the grace period and the
 * rest take effect on the deployment that is there.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function updateService(state: ClusterState, input: UpdateServiceInput, now: number): ServiceOutcome {
  const active = lookUpActiveService(state, input.service);
  if (!active.ok) return active;
  const { service: _, taskDefinition: reference, forceNewDeployment, ...settings } = input;
  const invalid = whyInvalid({ ...active.value, ...settings });
  if (invalid !== undefined) return refuse('InvalidParameterException', invalid);
  const current = active.value.deployments[0]?.taskDefinition ?? '';
  const revision = reference === undefined ? current : revisionArn(state, reference, current);
  if (typeof revision !== 'string') return revision;
  const { monitoring, ...rest } = { ...active.value, ...settings };
  const changed = withDesiredCount({ ...rest, ...withoutEmpty(monitoring) }, clusterTime(state, now).latest);
  const isNew =
    forceNewDeployment === true || revision !== current || differsByRevision(active.value, changed);
  const content = state.taskDefinitions[revision]?.content;
  const roleless =
    settings.enableExecuteCommand === true ? execFault(changed, content, 'updated') : undefined;
  if (roleless !== undefined) return refuse('InvalidParameterException', roleless.message);
  if (!isNew) return keep(state, changed, now);
  const mismatch = balancingFault(changed.loadBalancers, content);
  if (mismatch !== undefined) return refuse('InvalidParameterException', mismatch.message);
  return deploy(state, changed, revision, now);
}

/** Deletes a service: it drains, and is INACTIVE once its tasks have stopped. */
export function deleteService(
  state: ClusterState,
  input: { readonly service: string; readonly force?: boolean },
  now: number,
): ServiceOutcome {
  const service = lookUpService(state, input.service);
  if (!service.ok) return service;
  if (service.value.status !== 'ACTIVE') return { ok: true, state, service: service.value };
  if (service.value.desiredCount > 0 && input.force !== true) {
    const message = 'The service cannot be stopped while it is scaled above 0.';
    return refuse('InvalidParameterException', message);
  }
  const { latest } = clusterTime(state, now);
  const draining = withDesiredCount({ ...service.value, status: 'DRAINING', desiredCount: 0 }, latest);
  return keep(state, draining, now);
}

function revisionArn(state: ClusterState, reference: string, current: string): string | Refused {
  if (reference === current) return current;
  const definition = lookUpActiveTaskDefinition(state, reference);
  return definition.ok ? definition.value.arn : definition;
}

function deploy(state: ClusterState, service: ServiceState, revision: string, now: number): ServiceOutcome {
  const ids = idSource(state);
  const world = { now: clusterTime(state, now).latest, ids, inAlarm: state.inAlarm ?? [] };
  const deployed = startDeployment(service, revision, world);
  return keep({ ...state, sequence: ids.sequence() }, deployed, now);
}

function keep(state: ClusterState, service: ServiceState, now: number): ServiceOutcome {
  const changed = { ...state, services: { ...state.services, [service.name]: service } };
  return { ok: true, state: keepTime(state, changed, clusterTime(state, now)), service };
}

/** A service whose primary deployment has its desired count. */
export function withDesiredCount(service: ServiceState, now: number): ServiceState {
  const [primary, ...others] = service.deployments;
  if (primary === undefined || primary.desiredCount === service.desiredCount) return service;
  const changed = { ...primary, desiredCount: service.desiredCount, updatedAt: now };
  return { ...service, deployments: [changed, ...others], stalled: false };
}

/** By what a service revision has besides its task definition. */
function differsByRevision(before: ServiceState, after: ServiceState): boolean {
  const ofRevision = (service: ServiceState) =>
    JSON.stringify([service.loadBalancers, service.networkConfiguration, metricConfigurationsOf(service)]);
  return ofRevision(before) !== ofRevision(after);
}

/** An empty list is how a client goes back to the default resolution. */
function withoutEmpty(monitoring: ServiceSettings['monitoring']): Pick<ServiceSettings, 'monitoring'> {
  return monitoring === undefined || monitoring.metricConfigurations.length === 0 ? {} : { monitoring };
}

function whyNameIsTaken(existing: ServiceState | undefined): string | undefined {
  if (existing?.status === 'ACTIVE') return 'Creation of service was not idempotent.';
  if (existing?.status === 'DRAINING') return 'Unable to Start a service that is still Draining.';
  return undefined;
}

function whyInvalid(
  service: Pick<ServiceState, 'desiredCount' | 'deploymentConfiguration' | 'healthCheckGracePeriodSeconds'>,
): string | undefined {
  const { minimumHealthyPercent, maximumPercent } = service.deploymentConfiguration;
  if (!isCount(service.desiredCount)) return 'Desired count must be a whole number of at least 0.';
  if (!isCount(service.healthCheckGracePeriodSeconds)) {
    return 'Health check grace period must be a whole number of at least 0.';
  }
  if (maximumPercent < 100) return 'Maximum percent cannot be less than 100.';
  if (minimumHealthyPercent < 0 || minimumHealthyPercent > 100) {
    return 'Minimum healthy percent must be between 0 and 100.';
  }
  return deploymentFault(service.deploymentConfiguration)?.message;
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
