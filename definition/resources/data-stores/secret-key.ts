import { Failure } from '../../../failure/failure.ts';
import type { SecretKey } from '../../model/data-stores.ts';
import { present } from '../../properties/present.ts';
import { badProperty } from '../../properties/read-properties.ts';
import { parseDynamicReference } from '../../resolution/dynamic-reference.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { type PasswordRules, whyBadPassword } from '../password-rules.ts';
import { whyUnusable } from '../secret-use.ts';

/**
 * Reads a property that is a dynamic reference to a secret of the template; a plain-text value is refused,
 * and not shown.
 */
export function readSecretKey(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  {
    property,
    value,
    rules,
  }: { readonly property: string; readonly value: string; readonly rules: PasswordRules },
): SecretKey {
  const reference = parseDynamicReference(value);
  if (reference?.service !== 'secretsmanager') {
    throw new Failure(
      'TEMPLATE_BAD_PROPERTY',
      `${resource.logicalId} (${resource.type}): ${property} is not a reference to a secret in Secrets Manager.`,
      { hint: 'Store the value in a secret, and set the property to a dynamic reference to it.' },
    );
  }
  const wanted = { types: ['AWS::SecretsManager::Secret'], value: reference.secretId };
  const secret = resourceWithValue(template, wanted, `${resource.logicalId}.${property}`);
  const why = whyUnusable(template, secret, reference) ?? whyBadPassword(secret, reference.jsonKey, rules);
  if (why !== undefined) throw badProperty(resource, [property], why);
  return present({ secret: secret.logicalId, jsonKey: reference.jsonKey });
}
