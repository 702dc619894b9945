import { z } from 'zod';
import { keyValueList, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import { identityPolicy, trustPolicy } from './policy-document.ts';

const path = text.refine((given) => /^\/(.*\/)?$/.test(given), 'a path must begin and end with a slash');

function named(longest: number) {
  const pattern = new RegExp(`^[\\w+=,.@-]{1,${longest}}$`);
  return text.refine((name) => pattern.test(name), `expected up to ${longest} letters, digits and _+=,.@-`);
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const roleSchema = z.strictObject({
  RoleName: named(64).optional(),
  AssumeRolePolicyDocument: trustPolicy,
  Description: text.optional(),
  ManagedPolicyArns: texts
    .refine((arns) => new Set(arns).size === arns.length, 'a policy can be attached only once')
    .optional(),
  MaxSessionDuration: wholeNumber(3600, 43_200).optional(),
  Path: path.optional(),
  PermissionsBoundary: text.optional(),
  Policies: uniqueList(
    z.strictObject({ PolicyName: named(128), PolicyDocument: identityPolicy }),
    'PolicyName',
  ).optional(),
  Tags: keyValueList.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const policySchema = z.strictObject({
  PolicyName: named(128),
  PolicyDocument: identityPolicy,
  Groups: texts.optional(),
  Roles: texts.optional(),
  Users: texts.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicySchema = z.strictObject({
  ManagedPolicyName: named(128).optional(),
  PolicyDocument: identityPolicy,
  Description: text.optional(),
  Path: path.optional(),
  Groups: texts.optional(),
  Roles: texts.optional(),
  Users: texts.optional(),
});
