import { z } from 'zod';
import type { RuleTransform } from '../../model/load-balancing.ts';
import { badProperty, unsupportedProperty } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';
import { capturedGroups, regularExpression } from './regular-expression.ts';

const rewrites = z.strictObject({
  Rewrites: z
    .array(z.strictObject({ Regex: regularExpression(1024), Replace: text }))
    .length(1, 'a transform has exactly one rewrite'),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listenerrule-transform.html */
export const transformSchema = z.strictObject({
  Type: z.enum(['url-rewrite', 'host-header-rewrite']),
  UrlRewriteConfig: rewrites.optional(),
  HostHeaderRewriteConfig: rewrites.optional(),
});

type TransformProperties = z.output<typeof transformSchema>;

/** HAProxy's replacements name nine groups, of which two hold what stands before and after the match. */
const mostGroups = 7;

/**
 * The transforms of a rule, at most one of each type.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function toTransforms(
  resource: ResolvedResource,
  transforms: readonly TransformProperties[],
): readonly RuleTransform[] {
  return transforms.map((transform, index) => {
    const path = ['Transforms', index];
    if (transforms.slice(0, index).some(({ Type }) => Type === transform.Type)) {
      throw badProperty(resource, [...path, 'Type'], 'a rule has at most one transform of each type');
    }
    return toTransform(resource, path, transform);
  });
}

function toTransform(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  { Type, UrlRewriteConfig, HostHeaderRewriteConfig }: TransformProperties,
): RuleTransform {
  const [own, other] =
    Type === 'url-rewrite'
      ? (['UrlRewriteConfig', 'HostHeaderRewriteConfig'] as const)
      : (['HostHeaderRewriteConfig', 'UrlRewriteConfig'] as const);
  const configs = { UrlRewriteConfig, HostHeaderRewriteConfig };
  const [rewrite] = configs[own]?.Rewrites ?? [];
  if (rewrite === undefined)
    throw badProperty(resource, [...path, own], `a transform of type ${Type} needs it`);
  if (configs[other] !== undefined) {
    throw badProperty(resource, [...path, other], `a transform of type ${Type} has none`);
  }
  const at = [...path, own, 'Rewrites', 0];
  rejectReplacement(resource, at, rewrite);
  return { type: Type, regex: rewrite.Regex, replace: rewrite.Replace };
}

function rejectReplacement(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  { Regex, Replace }: { readonly Regex: string; readonly Replace: string },
): void {
  const groups = capturedGroups(Regex);
  if (groups > mostGroups) {
    throw unsupportedProperty(resource, [...path, 'Regex'], `it captures more than ${mostGroups} groups`);
  }
  const at = [...path, 'Replace'];
  if (Replace.length > 1024 || !/^[\x21-\x7e]*$/.test(Replace)) {
    throw badProperty(resource, at, 'expected up to 1024 visible ASCII characters');
  }
  if (/\\|\$[^1-9]|\$$/.test(Replace)) {
    throw unsupportedProperty(
      resource,
      at,
      'AWS does not document a backslash, or a $ that is not followed by 1 to 9',
    );
  }
  const missing = [...Replace.matchAll(/\$(\d)/g)].find(([, group]) => Number(group) > groups);
  if (missing !== undefined) throw badProperty(resource, at, `the expression has no group ${missing[0]}`);
}
