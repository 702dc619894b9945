import type { Service } from '../../model/ecs.ts';
import { forwardedGroups } from '../../model/forwarded-groups.ts';
import type { LoadBalancer } from '../../model/load-balancing.ts';
import { badProperty } from '../../properties/read-properties.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` for a service with a target group that no listener forwards to: ECS does not
 * create it, since "the target group does not have an associated load balancer".
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export function rejectUnattached(
  template: ResolvedTemplate,
  services: readonly Service[],
  loadBalancers: readonly LoadBalancer[],
): void {
  const attached = new Set(loadBalancers.flatMap(({ listeners }) => listeners.flatMap(forwardedGroups)));
  for (const resource of resourcesOfType(template, 'AWS::ECS::Service')) {
    const own = services.find(({ logicalId }) => logicalId === resource.logicalId)?.loadBalancers ?? [];
    const stray = own.find(({ targetGroup }) => !attached.has(targetGroup));
    if (stray === undefined) continue;
    const why = `no listener forwards to the target group ${stray.targetGroup}`;
    throw badProperty(resource, ['LoadBalancers'], why);
  }
}
