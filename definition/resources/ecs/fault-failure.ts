import type { Failure } from '../../../failure/failure.ts';
import { badProperty, unsupportedProperty } from '../../properties/read-properties.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';
import type { DefinitionFault } from './definition-fault.ts';
import { templatePath } from './read-ecs-properties.ts';

/** The failure for a resource that ECS would refuse, or that cannot run locally. */
export function faultFailure(resource: ResolvedResource, fault: DefinitionFault): Failure {
  const path = templatePath(resource.properties, fault.path);
  const why = fault.message.replace(/\.$/, '');
  return fault.isLegalOnAws === true
    ? unsupportedProperty(resource, path, why)
    : badProperty(resource, path, why);
}
