import { z } from 'zod';
import { forwardedGroups } from '../../model/forwarded-groups.ts';
import type { Listener } from '../../model/load-balancing.ts';
import { only } from '../../properties/only.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { rejectDuplicates } from '../../properties/reject-duplicates.ts';
import { keyValues, text, wholeNumber } from '../../properties/scalars.ts';
import { approximated, refused, withoutValues } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { actionSchema, toActions } from './listener-action.ts';
import { actingListenerAttributes, listenerAttributes } from './listener-attributes.ts';
import { readRules } from './listener-rule.ts';
import { networkProtocols } from './network-protocols.ts';
import { defaultSslPolicy, sslPolicy } from './ssl-policy.ts';

const noMutualTls = 'mutual TLS is not supported locally';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-listener.html */
export const listenerSchema = z.strictObject({
  LoadBalancerArn: text,
  Port: wholeNumber(1, 65_535),
  Protocol: withoutValues(z.enum(['HTTP', 'HTTPS']), networkProtocols),
  SslPolicy: approximated(
    sslPolicy.optional(),
    'The TLS versions are those of the policy; the ciphers are those of OpenSSL.',
  ),
  Certificates: approximated(
    z.array(z.strictObject({ CertificateArn: text })).default([]),
    'The listener always serves a certificate issued by the local certificate authority.',
  ),
  MutualAuthentication: z
    .strictObject({
      Mode: withoutValues(z.literal('off').default('off'), { passthrough: noMutualTls, verify: noMutualTls }),
      TrustStoreArn: refused(noMutualTls),
      IgnoreClientCertificateExpiry: refused(noMutualTls),
      AdvertiseTrustStoreCaNames: refused(noMutualTls),
    })
    .optional(),
  AlpnPolicy: refused('only TLS listeners of Network Load Balancers have it'),
  ListenerAttributes: listenerAttributes,
  DefaultActions: z.array(actionSchema).min(1),
  Tags: keyValues.default({}),
});

type ListenerProperties = z.output<typeof listenerSchema>;

interface ListenerResource {
  readonly resource: ResolvedResource;
  readonly properties: ListenerProperties;
}

/** All listeners with the ARN of the load balancer of each; `added` are their further certificates. */
export function readListeners(
  template: ResolvedTemplate,
  added: ReadonlyMap<string, readonly string[]>,
): readonly ReadListener[] {
  const listeners = resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::Listener').map((resource) => ({
    resource,
    properties: readProperties(resource, listenerSchema),
  }));
  for (const each of listeners) {
    requireLoadBalancer(template, each);
    requireCertificates(each);
  }
  rejectDuplicates(listeners, 'Port', ({ properties }) => `${properties.LoadBalancerArn} ${properties.Port}`);
  const places = listeners.map(({ resource, properties: { Port, Protocol } }) => {
    const arn = String(template.values(resource.logicalId, 'Ref'));
    return [arn, { port: Port, protocol: Protocol }] as const;
  });
  const rules = readRules(template, new Map(places));
  const read = listeners.map(({ resource, properties }) => {
    const listener = toListener(template, resource, properties);
    return {
      resource,
      loadBalancerArn: properties.LoadBalancerArn,
      listener: {
        ...listener,
        certificates: [...listener.certificates, ...(added.get(listener.arn) ?? [])],
        rules: rules.filter(({ listenerArn }) => listenerArn === listener.arn).map(({ rule }) => rule),
      },
    };
  });
  rejectSharedTargetGroups(read);
  return read;
}

interface ReadListener {
  readonly resource: ResolvedResource;
  readonly loadBalancerArn: string;
  readonly listener: Listener;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
function rejectSharedTargetGroups(listeners: readonly ReadListener[]): void {
  const users = new Map<string, string>();
  for (const { resource, loadBalancerArn, listener } of listeners) {
    for (const group of forwardedGroups(listener)) {
      const user = users.get(group) ?? loadBalancerArn;
      if (user !== loadBalancerArn) {
        throw badProperty(
          resource,
          ['LoadBalancerArn'],
          `${group} is a target group of another load balancer`,
        );
      }
      users.set(group, user);
    }
  }
}

function requireLoadBalancer(template: ResolvedTemplate, { resource, properties }: ListenerResource): void {
  const types = ['AWS::ElasticLoadBalancingV2::LoadBalancer'];
  const wanted = { types, value: properties.LoadBalancerArn };
  resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`);
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html */
function requireCertificates({ resource, properties }: ListenerResource): void {
  const { Protocol, Certificates, SslPolicy } = properties;
  if (Protocol === 'HTTPS' && Certificates.length !== 1) {
    throw badProperty(resource, ['Certificates'], 'an HTTPS listener has exactly one certificate');
  }
  if (Protocol === 'HTTP' && Certificates.length > 0) {
    throw badProperty(resource, ['Certificates'], 'an HTTP listener has no certificate');
  }
  if (Protocol === 'HTTP' && SslPolicy !== undefined) {
    throw badProperty(resource, ['SslPolicy'], 'an HTTP listener has no security policy');
  }
}

function toListener(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: ListenerProperties,
): Listener {
  const place = { port: properties.Port, protocol: properties.Protocol };
  return present({
    logicalId: resource.logicalId,
    arn: String(template.values(resource.logicalId, 'Ref')),
    ...place,
    sslPolicy: properties.Protocol === 'HTTPS' ? (properties.SslPolicy ?? defaultSslPolicy) : undefined,
    certificates: properties.Certificates.map(({ CertificateArn }) => CertificateArn),
    attributes: only(properties.ListenerAttributes, actingListenerAttributes),
    defaultActions: toActions(template, resource, ['DefaultActions'], properties.DefaultActions, place),
    rules: [],
    tags: properties.Tags,
  });
}
