import { z } from 'zod';

/*
 * Version 1 is what all releases wrote until a version was counted up for each change: what a later one of them added is
 * filled in where it is missing, and what it dropped is dropped.
 */

const list = z.array(z.unknown()).default([]);

const containerDefinition = z.looseObject({
  environment: list,
  secrets: list,
  portMappings: list,
  dependsOn: list,
  ulimits: list,
  mountPoints: list,
  dockerLabels: z.looseObject({}).default({}),
  readonlyRootFilesystem: z.boolean().default(false),
  initProcessEnabled: z.boolean().default(false),
});

const taskDefinition = z.looseObject({
  content: z.looseObject({
    containerDefinitions: z.array(containerDefinition),
    volumes: list,
    tags: z.looseObject({}).default({}),
  }),
});

const deployment = z.looseObject({}).transform(({ everHealthy: _, ...kept }) => kept);

const service = z.looseObject({
  deployments: z.array(deployment),
  history: z.array(deployment).default([]),
  tags: z.looseObject({}).default({}),
});

const targetGroup = z
  .looseObject({
    healthCheck: z.looseObject({}).transform(({ enabled: _, ...kept }) => kept),
    minimumHealthyTargets: z.looseObject({ count: z.number() }).default({ count: 1 }),
    tags: z.looseObject({}).default({}),
  })
  .transform(({ targetType: _, ...kept }) => kept);

const version1 = z.looseObject({
  taskDefinitions: z.record(z.string(), taskDefinition),
  services: z.record(z.string(), service),
  targetGroups: z.record(z.string(), targetGroup),
});

/** A cluster of version 1 as version 2 has it. */
export function fromVersion1(cluster: unknown): unknown {
  return version1.parse(cluster);
}
