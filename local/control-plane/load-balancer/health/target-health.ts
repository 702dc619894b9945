import type { TargetHealthCheck } from '../../../../definition/model/load-balancing.ts';
import { matchesCode } from './matcher.ts';

/** How one check of a target went. */
export type ProbeResult =
  | { readonly kind: 'answered'; readonly statusCode: number }
  | { readonly kind: 'timed-out' }
  /** Refused, reset, or not HTTP. */
  | { readonly kind: 'failed' };

/**
 * The health of a registered target, with the checks in a row that speak against its state.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy';
  readonly reason?: string;
  readonly description?: string;
  readonly passes: number;
  readonly failures: number;
}

/** The health of a target that was registered just now. */
export const initialHealth: TargetHealth = {
  state: 'initial',
  reason: 'Elb.InitialHealthChecking',
  description: 'Initial health checks in progress',
  passes: 0,
  failures: 0,
};

/**
 * The health after one more check: one pass takes an initial target into service, then the thresholds count.
 * A target that fails its first checks is unhealthy after as many as a healthy one would be.
 */
export function targetHealth(
  previous: TargetHealth,
  result: ProbeResult,
  check: TargetHealthCheck,
): TargetHealth {
  return isPass(result, check) ? afterPass(previous, check) : afterFailure(previous, result, check);
}

/** True when the answer is one that the matcher takes. */
export function isPass(result: ProbeResult, check: TargetHealthCheck): boolean {
  return result.kind === 'answered' && matchesCode(check.matcher, result.statusCode);
}

function afterPass(previous: TargetHealth, check: TargetHealthCheck): TargetHealth {
  const passes = previous.passes + 1;
  const isHealthy = previous.state !== 'unhealthy' || passes >= check.healthyThresholdCount;
  return isHealthy ? { state: 'healthy', passes: 0, failures: 0 } : { ...previous, passes, failures: 0 };
}

function afterFailure(previous: TargetHealth, result: ProbeResult, check: TargetHealthCheck): TargetHealth {
  const failures = previous.failures + 1;
  const isUnhealthy = previous.state === 'unhealthy' || failures >= check.unhealthyThresholdCount;
  return isUnhealthy
    ? { state: 'unhealthy', ...explain(result), passes: 0, failures: 0 }
    : { ...previous, passes: 0, failures };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/check-target-health.html */
function explain(result: ProbeResult): { readonly reason: string; readonly description: string } {
  switch (result.kind) {
    case 'answered':
      return {
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${result.statusCode}]`,
      };
    case 'timed-out':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    case 'failed':
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}
