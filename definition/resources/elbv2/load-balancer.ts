import { z } from 'zod';
import type { LoadBalancer } from '../../model/load-balancing.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { keyValues, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { readListeners } from './listener.ts';

const schema = z.object({
  Name: text.optional(),
  Type: z.literal('application', 'only Application Load Balancers run locally').default('application'),
  Scheme: z.enum(['internal', 'internet-facing']).default('internet-facing'),
  LoadBalancerAttributes: keyValues.default({}),
});

/** Load balancers with their listeners. */
export function readLoadBalancers(template: ResolvedTemplate): readonly LoadBalancer[] {
  return resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').map((resource) =>
    readLoadBalancer(template, resource),
  );
}

function readLoadBalancer(template: ResolvedTemplate, resource: ResolvedResource): LoadBalancer {
  const properties = readProperties(resource, schema);
  const arn = String(template.values(resource.logicalId, 'Ref'));
  return {
    logicalId: resource.logicalId,
    name: properties.Name ?? String(template.values(resource.logicalId, 'LoadBalancerName')),
    arn,
    dnsName: String(template.values(resource.logicalId, 'DNSName')),
    scheme: properties.Scheme,
    attributes: properties.LoadBalancerAttributes,
    listeners: readListeners(template, arn),
  };
}
