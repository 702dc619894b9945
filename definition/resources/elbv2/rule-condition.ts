import { z } from 'zod';
import type { RuleCondition } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { badProperty } from '../../properties/read-properties.ts';
import { text, texts } from '../../properties/scalars.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';

const values = z.object({ Values: texts.default([]) });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listenerrule-rulecondition.html */
export const conditionSchema = z.object({
  Field: z.enum([
    'path-pattern',
    'host-header',
    'http-request-method',
    'source-ip',
    'http-header',
    'query-string',
  ]),
  Values: texts.optional(),
  PathPatternConfig: values.optional(),
  HostHeaderConfig: values.optional(),
  HttpRequestMethodConfig: values.optional(),
  SourceIpConfig: values.optional(),
  HttpHeaderConfig: z.object({ HttpHeaderName: text, Values: texts }).optional(),
  QueryStringConfig: z
    .object({ Values: z.array(z.object({ Key: text.optional(), Value: text })) })
    .optional(),
});

type ConditionProperties = z.output<typeof conditionSchema>;

/** One condition of a rule; `Values` is the older spelling of path pattern and host header. */
export function toCondition(resource: ResolvedResource, condition: ConditionProperties): RuleCondition {
  const { Field, HttpHeaderConfig, QueryStringConfig } = condition;
  switch (Field) {
    case 'http-header':
      if (HttpHeaderConfig === undefined) break;
      return {
        field: Field,
        httpHeaderName: HttpHeaderConfig.HttpHeaderName,
        values: HttpHeaderConfig.Values,
      };
    case 'query-string':
      if (QueryStringConfig === undefined) break;
      return {
        field: Field,
        values: QueryStringConfig.Values.map(({ Key, Value }) => present({ key: Key, value: Value })),
      };
    default:
      return { field: Field, values: plainValues(condition) };
  }
  throw badProperty(resource, ['Conditions'], `a condition on ${Field} has no configuration`);
}

function plainValues(condition: ConditionProperties): readonly string[] {
  const config =
    condition.PathPatternConfig ??
    condition.HostHeaderConfig ??
    condition.HttpRequestMethodConfig ??
    condition.SourceIpConfig;
  return config?.Values ?? condition.Values ?? [];
}
