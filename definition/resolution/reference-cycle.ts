import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import type { Template, TemplateResource } from '../template/template.ts';
import { findReferences } from './find-references.ts';

/** Fails with `TEMPLATE_REFERENCE_CYCLE`, naming the resources, if some depend on each other in a cycle. */
export function rejectReferenceCycles(template: Template): void {
  const done = new Set<string>();
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId, [], done, template);
}

function visit(logicalId: string, trail: readonly string[], done: Set<string>, template: Template): void {
  const start = trail.indexOf(logicalId);
  if (start >= 0) throw cycle([...trail.slice(start), logicalId]);
  const resource = ownValue(template.Resources, logicalId);
  if (resource === undefined || done.has(logicalId)) return;
  for (const next of dependencies(resource)) visit(next, [...trail, logicalId], done, template);
  done.add(logicalId);
}

function dependencies(resource: TemplateResource): readonly string[] {
  return [...findReferences(resource.Properties ?? {}), ...[resource.DependsOn ?? []].flat()];
}

function cycle(logicalIds: readonly string[]): Failure {
  return new Failure(
    'TEMPLATE_REFERENCE_CYCLE',
    `Resources depend on each other in a cycle: ${logicalIds.join(' -> ')}.`,
    { hint: 'Break the cycle in the CDK app, as CloudFormation would not deploy it either.' },
  );
}
