import { z } from 'zod';
import type { ListenerAction } from '../../model/load-balancing.ts';
import { present } from '../../properties/present.ts';
import { badProperty } from '../../properties/read-properties.ts';
import { flag, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { isSamePlace, type ListenerPlace } from './redirect-loop.ts';

const noProvider = 'the local load balancer does not authenticate users with';
const authentications = {
  'authenticate-oidc': `${noProvider} an OpenID Connect provider`,
  'authenticate-cognito': `${noProvider} Amazon Cognito`,
  'jwt-validation': 'the local load balancer does not validate JSON Web Tokens',
};

const forwardConfig = z.strictObject({
  TargetGroups: uniqueList(
    z.strictObject({ TargetGroupArn: text, Weight: wholeNumber(0, 999).default(1) }),
    'TargetGroupArn',
  )
    .max(5, 'an action can forward to at most five target groups')
    .default([]),
  TargetGroupStickinessConfig: z
    .strictObject({ Enabled: flag.default(false), DurationSeconds: wholeNumber(1, 604_800).optional() })
    .refine(({ Enabled, DurationSeconds }) => !Enabled || DurationSeconds !== undefined, {
      path: ['DurationSeconds'],
      message: 'a duration is required if the target groups are sticky',
    })
    .optional(),
});

const contentTypes = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

const fixedResponseConfig = z.strictObject({
  StatusCode: text.refine((code) => /^[245]\d\d$/.test(code), 'expected a code of 2XX, 4XX or 5XX'),
  ContentType: z.enum(contentTypes).optional(),
  MessageBody: text.refine((body) => body.length <= 1024, 'expected up to 1024 characters').optional(),
});

/**
 * Text in which ELB replaces some keywords. Assumed: it refuses the others, which it would have nothing to replace by.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
function withKeywords(keywords: readonly string[]) {
  const legal = keywords.map((keyword) => `#{${keyword}}`);
  return text.refine(
    (value) => [...value.matchAll(/#\{[^}]*\}?/g)].every(([keyword]) => legal.includes(keyword)),
    `its keywords are ${legal.join(', ')}`,
  );
}

const redirectConfig = z.strictObject({
  StatusCode: z.enum(['HTTP_301', 'HTTP_302']),
  Protocol: z.enum(['HTTP', 'HTTPS', '#{protocol}']).default('#{protocol}'),
  Host: withKeywords(['host'])
    .refine((host) => host.length >= 1 && host.length <= 128, 'expected up to 128 characters')
    .default('#{host}'),
  Port: z.union([z.literal('#{port}'), wholeNumber(1, 65_535).transform(String)]).default('#{port}'),
  Path: withKeywords(['host', 'path', 'port'])
    .refine(
      (path) => /^\/.{0,127}$/.test(path),
      'expected a path of up to 128 characters that begins with a slash',
    )
    .default('/#{path}'),
  Query: withKeywords(['protocol', 'host', 'port', 'path', 'query'])
    .refine((query) => query.length <= 128, 'expected up to 128 characters')
    .default('#{query}'),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listener-action.html */
export const actionSchema = z.strictObject({
  Type: withoutValues(z.enum(['forward', 'fixed-response', 'redirect']), authentications),
  Order: recorded(
    'A rule has a single action locally, because the actions that could precede it are not supported.',
    wholeNumber(1, 50_000),
  ),
  TargetGroupArn: text.optional(),
  ForwardConfig: forwardConfig.optional(),
  FixedResponseConfig: fixedResponseConfig.optional(),
  RedirectConfig: redirectConfig.optional(),
  AuthenticateOidcConfig: refused(authentications['authenticate-oidc']),
  AuthenticateCognitoConfig: refused(authentications['authenticate-cognito']),
  JwtValidationConfig: refused(authentications['jwt-validation']),
});

type ActionProperties = z.output<typeof actionSchema>;

const configs = {
  forward: ['TargetGroupArn', 'ForwardConfig'],
  'fixed-response': ['FixedResponseConfig'],
  redirect: ['RedirectConfig'],
} as const;

/**
 * The one action of a rule, as a list. Fails with `TEMPLATE_BAD_PROPERTY` for what ELB refuses: two that end the
 * request, a configuration of another type, a redirect to the same place.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export function toActions(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  actions: readonly ActionProperties[],
  listener: ListenerPlace,
): readonly ListenerAction[] {
  if (actions.length > 1) {
    throw badProperty(
      resource,
      path,
      'only one forward, redirect or fixed-response action can end a request',
    );
  }
  return actions.map((action, index) => {
    const at = [...path, index];
    for (const [type, names] of Object.entries(configs)) {
      const foreign = names.find((name) => type !== action.Type && action[name] !== undefined);
      if (foreign !== undefined) {
        throw badProperty(resource, [...at, foreign], `an action of type ${action.Type} has none`);
      }
    }
    return toAction(template, resource, at, action, listener);
  });
}

function toAction(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  action: ActionProperties,
  listener: ListenerPlace,
): ListenerAction {
  const missing = (config: string) =>
    badProperty(resource, [...path, config], `an action of type ${action.Type} needs it`);
  switch (action.Type) {
    case 'forward':
      return toForward(template, resource, path, action);
    case 'fixed-response': {
      if (action.FixedResponseConfig === undefined) throw missing('FixedResponseConfig');
      const { StatusCode, ContentType, MessageBody } = action.FixedResponseConfig;
      return present({
        type: 'fixed-response' as const,
        statusCode: StatusCode,
        contentType: ContentType,
        messageBody: MessageBody,
      });
    }
    case 'redirect': {
      if (action.RedirectConfig === undefined) throw missing('RedirectConfig');
      const redirect = toRedirect(action.RedirectConfig);
      const at = [...path, 'RedirectConfig'];
      if (isSamePlace(redirect, listener)) {
        throw badProperty(resource, at, 'it must change the protocol, host, port or path, or it would loop');
      }
      if (listener.protocol === 'HTTPS' && redirect.protocol === 'HTTP') {
        throw badProperty(resource, [...at, 'Protocol'], 'an HTTPS listener cannot redirect to HTTP');
      }
      return redirect;
    }
  }
}

function toRedirect({ StatusCode, Protocol, Host, Port, Path, Query }: z.output<typeof redirectConfig>) {
  return {
    type: 'redirect',
    statusCode: StatusCode,
    protocol: Protocol,
    host: Host,
    port: Port,
    path: Path,
    query: Query,
  } as const;
}

function toForward(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  path: readonly PropertyKey[],
  { TargetGroupArn, ForwardConfig }: ActionProperties,
): ListenerAction {
  const single = TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }];
  const groups = ForwardConfig?.TargetGroups.length ? ForwardConfig.TargetGroups : single;
  if (groups.length === 0) {
    throw badProperty(
      resource,
      [...path, 'TargetGroupArn'],
      'an action of type forward needs a target group',
    );
  }
  if (TargetGroupArn !== undefined && groups.some((group) => group.TargetGroupArn !== TargetGroupArn)) {
    const why = 'if it is set, ForwardConfig can name only the same target group';
    throw badProperty(resource, [...path, 'TargetGroupArn'], why);
  }
  const sticky = ForwardConfig?.TargetGroupStickinessConfig;
  return present({
    type: 'forward' as const,
    targetGroups: groups.map((group) => ({
      targetGroup: findTargetGroup(template, resource, group.TargetGroupArn),
      weight: group.Weight,
    })),
    stickinessSeconds: sticky?.Enabled ? sticky.DurationSeconds : undefined,
  });
}

function findTargetGroup(template: ResolvedTemplate, resource: ResolvedResource, arn: string): string {
  const wanted = { types: ['AWS::ElasticLoadBalancingV2::TargetGroup'], value: arn };
  return resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`).logicalId;
}
