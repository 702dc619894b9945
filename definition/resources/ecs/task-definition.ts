import type { DefinedTaskDefinition, TaskDefinition } from '../../model/ecs.ts';
import { badProperty } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { readRemoval } from '../removal.ts';
import { faultFailure } from './fault-failure.ts';
import { readEcsProperties } from './read-ecs-properties.ts';
import { checkTaskDefinition } from './task-definition-rules.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/** Task definitions, by the rules of `RegisterTaskDefinition`. */
export function readTaskDefinitions(template: ResolvedTemplate): readonly DefinedTaskDefinition[] {
  return resourcesOfType(template, 'AWS::ECS::TaskDefinition').map((resource) =>
    readTaskDefinition(template, resource),
  );
}

function readTaskDefinition(template: ResolvedTemplate, resource: ResolvedResource): DefinedTaskDefinition {
  const { family = generatedFamily(template, resource), ...members } = readEcsProperties(
    resource,
    taskDefinitionSchema,
  );
  const checked = checkTaskDefinition({ family, ...members }, resource.logicalId);
  if (!checked.ok) {
    throw faultFailure(resource, checked.fault);
  }
  rejectDynamicReferences(resource, checked.content);
  return { ...checked.content, removal: readRemoval(resource) };
}

/** CloudFormation makes a family of the stack's name and the logical id; a hash follows on AWS only. */
function generatedFamily(template: ResolvedTemplate, resource: ResolvedResource): string {
  return `${template.stackName}-${resource.logicalId}`;
}

/** CloudFormation would put the value itself here; nothing does that locally, and the value would be in clear. */
function rejectDynamicReferences(resource: ResolvedResource, { containerDefinitions }: TaskDefinition): void {
  for (const [index, container] of containerDefinitions.entries()) {
    const { environment, command = [], entryPoint = [] } = container;
    const at = environment.findIndex(({ value }) => value.includes('{{resolve:'));
    const path = at >= 0 ? ['Environment', at, 'Value'] : ['Command'];
    if (at >= 0 || [...command, ...entryPoint].some((word) => word.includes('{{resolve:'))) {
      const why = 'dynamic references are not resolved in containers: pass the value under Secrets';
      throw badProperty(resource, ['ContainerDefinitions', index, ...path], why);
    }
  }
}
