import { z } from 'zod';
import type { RuleCondition } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { badProperty } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { refused } from '../../properties/standing.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';
import { cidrBlock, comparedText, hostPattern, methodName, pathPattern } from './condition-value.ts';
import { regularExpression } from './regular-expression.ts';

const expressions = z.array(regularExpression(128)).optional();

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listenerrule-rulecondition.html */
export const conditionSchema = z.strictObject({
  Field: z.enum([
    'path-pattern',
    'host-header',
    'http-request-method',
    'source-ip',
    'http-header',
    'query-string',
  ]),
  Values: z.array(text).optional(),
  RegexValues: expressions,
  PathPatternConfig: z
    .strictObject({ Values: z.array(pathPattern).optional(), RegexValues: expressions })
    .optional(),
  HostHeaderConfig: z
    .strictObject({ Values: z.array(hostPattern).optional(), RegexValues: expressions })
    .optional(),
  HttpRequestMethodConfig: z.strictObject({ Values: z.array(methodName) }).optional(),
  SourceIpConfig: z
    .strictObject({
      Values: z.array(cidrBlock),
      IpAddressType: refused('only Network Load Balancers have conditions on the IP address type'),
    })
    .optional(),
  HttpHeaderConfig: z
    .strictObject({
      HttpHeaderName: text
        .refine((name) => /^[\w.-]{1,40}$/.test(name), 'expected up to 40 letters, digits and _ . -')
        .refine((name) => name.toLowerCase() !== 'host', 'use a condition on host-header'),
      Values: z.array(comparedText).optional(),
      RegexValues: expressions,
    })
    .optional(),
  QueryStringConfig: z
    .strictObject({ Values: z.array(z.strictObject({ Key: comparedText.optional(), Value: comparedText })) })
    .optional(),
});

type ConditionProperties = z.output<typeof conditionSchema>;
type Field = ConditionProperties['Field'];

const configs = {
  'path-pattern': 'PathPatternConfig',
  'host-header': 'HostHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'source-ip': 'SourceIpConfig',
  'http-header': 'HttpHeaderConfig',
  'query-string': 'QueryStringConfig',
} as const satisfies Readonly<Record<Field, keyof ConditionProperties>>;

/**
 * One condition of a rule; `Values` and `RegexValues` beside `Field` are the older spelling of those in the
 * configuration of a path pattern and a host header.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function toCondition(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  condition: ConditionProperties,
): RuleCondition {
  const { Field } = condition;
  const foreign = Object.entries(configs).find(
    ([field, config]) => field !== Field && condition[config] !== undefined,
  );
  if (foreign !== undefined) {
    throw badProperty(resource, [...path, foreign[1]], `a condition on ${Field} has none`);
  }
  const found = read(resource, path, condition);
  const count = found.values.length + ('regexValues' in found ? (found.regexValues?.length ?? 0) : 0);
  if (count === 0)
    throw badProperty(resource, [...path, configs[Field]], `a condition on ${Field} needs values`);
  if (found.values.length > 0 && count > found.values.length) {
    throw badProperty(resource, path, 'a condition has values or regular expressions, not both');
  }
  return found;
}

function read(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  condition: ConditionProperties,
): RuleCondition {
  const { Field } = condition;
  switch (Field) {
    case 'path-pattern':
      return {
        field: Field,
        ...matched(resource, path, condition, condition.PathPatternConfig, pathPattern),
      };
    case 'host-header':
      return { field: Field, ...matched(resource, path, condition, condition.HostHeaderConfig, hostPattern) };
    case 'http-header': {
      rejectShort(resource, path, condition);
      const { HttpHeaderName = '', Values = [], RegexValues } = condition.HttpHeaderConfig ?? {};
      return present({
        field: Field,
        httpHeaderName: HttpHeaderName,
        values: Values,
        regexValues: RegexValues,
      });
    }
    case 'query-string': {
      rejectShort(resource, path, condition);
      const values = condition.QueryStringConfig?.Values ?? [];
      return { field: Field, values: values.map(({ Key, Value }) => present({ key: Key, value: Value })) };
    }
    case 'http-request-method':
    case 'source-ip': {
      rejectShort(resource, path, condition);
      return { field: Field, values: condition[configs[Field]]?.Values ?? [] };
    }
  }
}

interface Matched {
  readonly Values?: readonly string[] | undefined;
  readonly RegexValues?: readonly string[] | undefined;
}

/** The values of a condition that has two spellings. */
function matched(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  short: Matched,
  config: Matched | undefined,
  legal: z.ZodType<string>,
): { readonly values: readonly string[]; readonly regexValues?: readonly string[] } {
  for (const name of ['Values', 'RegexValues'] as const) {
    if (short[name] !== undefined && config !== undefined) {
      throw badProperty(
        resource,
        [...path, name],
        'set the values either here or in the configuration, not in both',
      );
    }
  }
  for (const [index, value] of (short.Values ?? []).entries()) {
    const [issue] = legal.safeParse(value).error?.issues ?? [];
    if (issue !== undefined) throw badProperty(resource, [...path, 'Values', index], issue.message);
  }
  const { Values = [], RegexValues } = config ?? short;
  return present({ values: Values, regexValues: RegexValues });
}

function rejectShort(
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  { Field, ...short }: ConditionProperties,
) {
  for (const name of ['Values', 'RegexValues'] as const) {
    if (short[name] !== undefined) {
      throw badProperty(
        resource,
        [...path, name],
        `a condition on ${Field} has its values in ${configs[Field]}`,
      );
    }
  }
}
