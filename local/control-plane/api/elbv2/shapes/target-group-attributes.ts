import type { TargetGroup } from '../../../../../definition/model/load-balancing.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
export function targetGroupAttributes(group: TargetGroup): Readonly<Record<string, string>> {
  const { stickiness, minimumHealthyTargets } = group;
  const duration = String(stickiness.cookieDurationSeconds);
  const appCookie =
    stickiness.cookieName === undefined ? {} : { 'stickiness.app_cookie.cookie_name': stickiness.cookieName };
  return {
    'deregistration_delay.timeout_seconds': String(group.deregistrationDelaySeconds),
    'slow_start.duration_seconds': String(group.slowStartSeconds),
    'load_balancing.algorithm.type': group.algorithm,
    'stickiness.enabled': String(stickiness.enabled),
    'stickiness.type': stickiness.type,
    [`stickiness.${stickiness.type}.duration_seconds`]: duration,
    ...appCookie,
    [`${minimum}.count`]: String(minimumHealthyTargets.count),
    [`${minimum}.percentage`]: String(minimumHealthyTargets.percentage ?? 'off'),
  };
}

const minimum = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';
