import { z } from 'zod';
import { readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import {
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

const type = 'AWS::ElasticLoadBalancingV2::ListenerCertificate';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-listenercertificate.html */
export const listenerCertificateSchema = z.strictObject({
  ListenerArn: text,
  Certificates: z.array(z.strictObject({ CertificateArn: text })).min(1),
});

/** ARNs of the certificates that are added to listeners, by the ARN of the listener. */
export function readListenerCertificates(template: ResolvedTemplate): ReadonlyMap<string, readonly string[]> {
  const added = new Map<string, readonly string[]>();
  for (const resource of resourcesOfType(template, type)) {
    const { ListenerArn, Certificates } = readProperties(resource, listenerCertificateSchema);
    const wanted = { types: ['AWS::ElasticLoadBalancingV2::Listener'], value: ListenerArn };
    resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`);
    const arns = Certificates.map(({ CertificateArn }) => CertificateArn);
    added.set(ListenerArn, [...(added.get(ListenerArn) ?? []), ...arns]);
  }
  return added;
}
