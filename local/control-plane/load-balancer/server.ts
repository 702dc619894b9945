import type { TargetGroup } from '../../assembly/workload.ts';

/** One target as HAProxy has it: a server of the backend that is its target group. */
export interface Server {
  /** Logical id of the target group. */
  readonly backend: string;
  /** Id of the task. */
  readonly name: string;
  readonly ip: string;
  readonly port: number;
  /** `maint` gets no new request; established ones go on. */
  readonly state: 'ready' | 'maint';
}

/** What follows a server's name and address in the configuration and in `add server`. */
export function serverOptions(server: Server, targetGroup: TargetGroup): string {
  return [
    'weight 100',
    ...(targetGroup.stickiness.enabled && targetGroup.stickiness.type === 'lb_cookie'
      ? [`cookie ${server.name}`]
      : []),
    ...(targetGroup.slowStartSeconds > 0 && targetGroup.algorithm === 'round_robin'
      ? [`slowstart ${targetGroup.slowStartSeconds}s`]
      : []),
    ...(targetGroup.protocol === 'HTTPS' ? ['ssl verify none'] : []),
  ].join(' ');
}
