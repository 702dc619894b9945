import { resolveTemplate } from '../../definition/resolution/resolve-template.ts';
import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import type { ResourceReference } from '../../definition/resolution/resolver.ts';
import type { StackDefinition } from '../../definition/template/template.ts';
import { toWorkload } from '../../definition/to-workload.ts';
import type { Workload } from '../../definition/workload.ts';
import { localAccountId } from '../environment/local-account.ts';
import { type LocalInputs, localValues } from './local-values.ts';
import { rejectUnknownTypes } from './provided-resources.ts';
import { rejectPlaceholder } from './reject-placeholders.ts';
import { rejectUnevaluable } from './reject-unevaluable.ts';
import { rejectUngeneratable } from './reject-ungeneratable.ts';
import { rejectUnsupported } from './reject-unsupported.ts';
import { rejectSecretReferences } from './secret-references.ts';
import { rejectBadTaskSecrets, requireTaskParameters } from './task-secrets.ts';

const fallbackRegion = 'ap-southeast-1';

/**
 * What the local environment runs for a stack: its template resolved with local values and read into a workload.
 * Fails with `TEMPLATE_UNKNOWN_TYPE`, `TEMPLATE_UNSUPPORTED` or a `TEMPLATE_...` code.
 */
export function localWorkload(stack: StackDefinition, inputs: LocalInputs = {}): Workload {
  const resolved = resolveLocally(stack, inputs);
  const workload = toWorkload(resolved);
  rejectSecretReferences(resolved);
  rejectBadTaskSecrets(resolved);
  rejectUnsupported(workload);
  rejectUngeneratable(workload);
  rejectUnevaluable(workload);
  return workload;
}

/**
 * The stack's template with local values in the place of every reference. Fails with `TEMPLATE_PLACEHOLDER` where one
 * would be made up, and with `TEMPLATE_PARAMETER_MISSING`.
 */
export function resolveLocally(stack: StackDefinition, inputs: LocalInputs = {}): ResolvedTemplate {
  const local = asLocal(stack);
  rejectUnknownTypes(local.template);
  const checked = {
    ...inputs,
    checkReference: (reference: ResourceReference) => rejectPlaceholder(local.template, reference),
  };
  const resolved = resolveTemplate(local, localValues(local, checked), checked);
  requireTaskParameters(resolved, inputs);
  return resolved;
}

/** The stack in the local account, and in a region of its own where the app names none. */
export function asLocal(stack: StackDefinition): StackDefinition {
  const region = stack.region === 'unknown-region' ? fallbackRegion : stack.region;
  const { stackName, template } = stack;
  return { stackName, template, region, accountId: localAccountId };
}
