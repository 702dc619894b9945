import { z } from 'zod';
import type {
  CircuitBreaker,
  DeploymentConfiguration,
  NetworkConfiguration,
} from '../../../../definition/model/ecs.ts';
import {
  keptPlainSettings,
  type PlainSettings,
} from '../../../../definition/resources/ecs/plain-settings.ts';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';

const text = z.string();
const texts = z.array(text);

const circuitBreaker = objectOf<CircuitBreaker>()({
  enable: z.boolean(),
  rollback: z.boolean(),
  resetOnHealthyTask: z.boolean().exactOptional(),
  threshold: z
    .object({ type: z.enum(['BOUNDED_PERCENT', 'COUNT', 'UNBOUNDED_PERCENT']), value: z.number() })
    .exactOptional(),
});

const deploymentConfiguration = objectOf<DeploymentConfiguration>()({
  minimumHealthyPercent: z.number(),
  maximumPercent: z.number(),
  circuitBreaker,
  alarms: z.object({ enable: z.boolean(), rollback: z.boolean(), alarmNames: texts }),
});

const loadBalancers = z.array(
  z.object({ targetGroup: text, containerName: text, containerPort: z.number() }),
);

const networkConfiguration = objectOf<NetworkConfiguration>()({
  subnets: texts,
  securityGroups: texts,
  assignPublicIp: z.enum(['ENABLED', 'DISABLED']),
});

const monitoring = z.object({
  metricConfigurations: z.array(z.object({ metricNames: texts, resolutionSeconds: z.number() })),
});

const deployment: z.ZodType<DeploymentState> = objectOf<DeploymentState>()({
  id: text,
  status: z.enum(['PRIMARY', 'ACTIVE', 'INACTIVE']),
  rolloutState: z.enum(['IN_PROGRESS', 'COMPLETED', 'FAILED']),
  rolloutStateReason: text,
  taskDefinition: text,
  loadBalancers: loadBalancers.exactOptional(),
  networkConfiguration: networkConfiguration.exactOptional(),
  monitoring: monitoring.exactOptional(),
  images: z.record(text, z.object({ id: text, digest: text })).exactOptional(),
  desiredCount: z.number(),
  failedTasks: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  completedAt: z.number().exactOptional(),
  rollbackOf: text.exactOptional(),
  ignoredAlarms: texts,
  consecutiveFailures: z.number(),
  throttledUntil: z.number().exactOptional(),
  supersededBy: text.exactOptional(),
  failedBy: z.enum(['CIRCUIT_BREAKER', 'ALARM', 'USER']).exactOptional(),
  rollback: z.object({ to: text, state: z.enum(['IN_PROGRESS', 'SUCCESSFUL', 'FAILED']) }).exactOptional(),
});

const ownMembers = objectOf<Omit<ServiceState, keyof PlainSettings>>()({
  name: text,
  desiredCount: z.number(),
  deploymentConfiguration,
  loadBalancers,
  networkConfiguration,
  tags: textByName,
  monitoring: monitoring.exactOptional(),
  status: z.enum(['ACTIVE', 'DRAINING', 'INACTIVE']),
  createdAt: z.number(),
  deployments: z.array(deployment),
  history: z.array(deployment),
  events: z.array(z.object({ id: text, createdAt: z.number(), message: text })),
  template: z.object({ logicalId: text, desiredCount: z.number() }).exactOptional(),
  steady: z.boolean().exactOptional(),
  stalled: z.boolean().exactOptional(),
  heldByProtection: texts.exactOptional(),
});

/** A service as the state keeps it. */
export const service: z.ZodType<ServiceState> = ownMembers.and(keptPlainSettings);
