import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../definition/resolution/resolved-template.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../definition/template/json-value.ts';
import { ownValue } from '../json/own-value.ts';
import { notEvaluated, type Policy, parsePolicy } from './policy.ts';

/** A role of a template, with all policies that it has there. */
export interface TemplateRole {
  readonly logicalId: string;
  readonly arn: string;
  /** Who may take it on. */
  readonly trust: Policy;
  readonly policies: readonly Policy[];
}

/** The roles of a template. Fails with `IAM_NOT_EVALUATED` for a boundary and for policies that AWS manages. */
export function rolesOf(template: ResolvedTemplate): readonly TemplateRole[] {
  return resourcesOfType(template, 'AWS::IAM::Role').map((role) => {
    const { logicalId, properties } = role;
    for (const name of ['ManagedPolicyArns', 'PermissionsBoundary']) {
      if (ownValue(properties, name) !== undefined) throw notEvaluated(logicalId, name);
    }
    return {
      logicalId,
      arn: String(template.values(logicalId, 'Arn')),
      trust: parsePolicy(ownValue(properties, 'AssumeRolePolicyDocument'), logicalId),
      policies: [...inlinePolicies(role), ...attachedPolicies(role, template)],
    };
  });
}

function inlinePolicies({ logicalId, properties }: ResolvedResource): readonly Policy[] {
  return listOf(ownValue(properties, 'Policies')).map((each) =>
    parsePolicy(isJsonObject(each) ? ownValue(each, 'PolicyDocument') : each, logicalId),
  );
}

function attachedPolicies({ logicalId }: ResolvedResource, template: ResolvedTemplate): readonly Policy[] {
  const name = template.values(logicalId, 'Ref');
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => resourcesOfType(template, type))
    .filter(({ properties }) => name !== undefined && listOf(ownValue(properties, 'Roles')).includes(name))
    .map((policy) => parsePolicy(ownValue(policy.properties, 'PolicyDocument'), policy.logicalId));
}

/** Where a type has the policy of another resource, and what names that resource. */
const policyTypes = {
  'AWS::S3::BucketPolicy': { document: 'PolicyDocument', of: 'Bucket' },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', of: 'Queues' },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', of: 'Topics' },
  'AWS::SecretsManager::ResourcePolicy': { document: 'ResourcePolicy', of: 'SecretId' },
} as const;

/** The policy of a resource by its `Ref`; undefined where the template has none. */
export function resourcePolicy(template: ResolvedTemplate, ref: JsonValue): Policy | undefined {
  for (const [type, { document, of }] of Object.entries(policyTypes)) {
    const found = resourcesOfType(template, type).find(({ properties }) => {
      const named = ownValue(properties, of);
      return named === ref || listOf(named).includes(ref);
    });
    if (found !== undefined) return parsePolicy(ownValue(found.properties, document), found.logicalId);
  }
  return undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value !== undefined && isJsonList(value) ? value : [];
}
