import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';

/** One target that gets requests, as HAProxy has it: a server of the backend that is its target group. */
export interface Server {
  /** Logical id of the target group. */
  readonly backend: string;
  /** Id of the task. */
  readonly name: string;
  readonly ip: string;
  readonly port: number;
}

/** What follows a server's name and address in the configuration and in `add server`. */
export function serverOptions(server: Server, targetGroup: TargetGroup): string {
  return [
    'weight 100',
    ...(targetGroup.stickiness.enabled && targetGroup.stickiness.type === 'lb_cookie'
      ? [`cookie ${server.name}`]
      : []),
    ...(targetGroup.protocol === 'HTTPS' ? ['ssl verify none'] : []),
  ].join(' ');
}

/**
 * What makes a server start slowly that comes to others; the load balancer has it for round robin only.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode
 */
export function slowStart({ slowStartSeconds, algorithm }: TargetGroup): string {
  return slowStartSeconds > 0 && algorithm === 'round_robin' ? ` slowstart ${slowStartSeconds}s` : '';
}
