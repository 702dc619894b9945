import { z } from 'zod';
import type { TaskDefinition } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { keyValues, number, text, texts } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { containerSchema, toContainer } from './container.ts';

/** Task size is CPU units and MiB; `.5 vCPU` and `1 GB` are the console's spellings. */
const cpu = z.union([number, sizeIn(/^(\d*\.)?\d+ ?vcpu$/i)]);
const memory = z.union([number, sizeIn(/^\d+ ?gb$/i)]);

function sizeIn(spelling: RegExp) {
  return z
    .string()
    .regex(spelling)
    .transform((size) => Number.parseFloat(size) * 1024);
}

const schema = z.object({
  Family: text.optional(),
  Cpu: cpu,
  Memory: memory,
  NetworkMode: text.default('bridge'),
  RequiresCompatibilities: texts.default([]),
  TaskRoleArn: text.optional(),
  ExecutionRoleArn: text.optional(),
  ContainerDefinitions: z.array(containerSchema).min(1),
  Volumes: z.array(z.object({ Name: text })).default([]),
  Tags: keyValues.default({}),
});

/** Task definitions, with ECS's defaults where the template is silent. */
export function readTaskDefinitions(template: ResolvedTemplate): readonly TaskDefinition[] {
  return resourcesOfType(template, 'AWS::ECS::TaskDefinition').map((resource) => {
    const properties = readProperties(resource, schema);
    return present({
      logicalId: resource.logicalId,
      family: properties.Family ?? generatedFamily(template, resource),
      cpu: properties.Cpu,
      memoryMiB: properties.Memory,
      networkMode: properties.NetworkMode,
      requiresCompatibilities: properties.RequiresCompatibilities,
      taskRoleArn: properties.TaskRoleArn,
      executionRoleArn: properties.ExecutionRoleArn,
      containerDefinitions: properties.ContainerDefinitions.map(toContainer),
      volumes: properties.Volumes.map(({ Name }) => ({ name: Name })),
      tags: properties.Tags,
    });
  });
}

/** CloudFormation makes a family of the stack's name and the logical id; a hash follows on AWS only. */
function generatedFamily(template: ResolvedTemplate, resource: ResolvedResource): string {
  return `${template.stackName}-${resource.logicalId}`;
}
