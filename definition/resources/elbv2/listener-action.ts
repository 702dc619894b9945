import { z } from 'zod';
import type { ListenerAction } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { flag, number, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

const forward = z.object({
  Type: z.literal('forward'),
  Order: number.optional(),
  TargetGroupArn: text.optional(),
  ForwardConfig: z
    .object({
      TargetGroups: z.array(z.object({ TargetGroupArn: text, Weight: number.default(1) })).default([]),
      TargetGroupStickinessConfig: z
        .object({ Enabled: flag.default(false), DurationSeconds: number.optional() })
        .optional(),
    })
    .optional(),
});

const fixedResponse = z.object({
  Type: z.literal('fixed-response'),
  Order: number.optional(),
  FixedResponseConfig: z.object({
    StatusCode: text,
    ContentType: text.optional(),
    MessageBody: text.optional(),
  }),
});

const redirect = z.object({
  Type: z.literal('redirect'),
  Order: number.optional(),
  RedirectConfig: z.object({
    StatusCode: z.enum(['HTTP_301', 'HTTP_302']),
    Protocol: text.default('#{protocol}'),
    Host: text.default('#{host}'),
    Port: text.default('#{port}'),
    Path: text.default('/#{path}'),
    Query: text.default('#{query}'),
  }),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listener-action.html */
export const actionSchema = z.discriminatedUnion('Type', [forward, fixedResponse, redirect]);
type ActionProperties = z.output<typeof actionSchema>;

/** Actions in their order; those that authenticate are refused by the schema. */
export function toActions(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  actions: readonly ActionProperties[],
): readonly ListenerAction[] {
  return actions
    .toSorted((left, right) => (left.Order ?? 0) - (right.Order ?? 0))
    .map((action) => toAction(template, resource, action));
}

function toAction(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  action: ActionProperties,
): ListenerAction {
  switch (action.Type) {
    case 'forward':
      return toForward(template, resource, action);
    case 'fixed-response': {
      const { StatusCode, ContentType, MessageBody } = action.FixedResponseConfig;
      return present({
        type: 'fixed-response' as const,
        statusCode: StatusCode,
        contentType: ContentType,
        messageBody: MessageBody,
      });
    }
    case 'redirect': {
      const { StatusCode, Protocol, Host, Port, Path, Query } = action.RedirectConfig;
      return {
        type: 'redirect',
        statusCode: StatusCode,
        protocol: Protocol,
        host: Host,
        port: Port,
        path: Path,
        query: Query,
      };
    }
  }
}

function toForward(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  action: z.output<typeof forward>,
): ListenerAction {
  const { TargetGroupArn, ForwardConfig } = action;
  const single = TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }];
  const groups = ForwardConfig?.TargetGroups.length ? ForwardConfig.TargetGroups : single;
  const sticky = ForwardConfig?.TargetGroupStickinessConfig;
  return present({
    type: 'forward' as const,
    targetGroups: groups.map((group) => ({
      targetGroup: findTargetGroup(template, resource, group.TargetGroupArn),
      weight: group.Weight,
    })),
    stickinessSeconds: sticky?.Enabled ? (sticky.DurationSeconds ?? 3600) : undefined,
  });
}

function findTargetGroup(template: ResolvedTemplate, resource: ResolvedResource, arn: string): string {
  const wanted = { types: ['AWS::ElasticLoadBalancingV2::TargetGroup'], value: arn };
  return resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`).logicalId;
}
