import { planLoad, scaledMinutes } from './plan-load.ts';
import type { LoadShape } from './shape.ts';

const quietShare = 0.1;
const leastQuietMs = 15_000;
const upMs = 5_000;
/** Tasks start no faster where metrics are. */
const bootMs = 45_000;
/** The high alarm of a target tracking policy needs three minutes; a minute begins late, and its data comes later. */
const breachingMinutes = 5;
/** The low alarm needs fifteen; the rest is for the cooldown and for data that comes late. */
const quietMinutes = 15 + 4;

/**
 * Holds until a target tracking policy has scaled out and the new tasks work, then is quiet until it has scaled in.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export const spike: LoadShape = {
  name: 'spike',
  about: 'Up within seconds until a policy has scaled out, then quiet until it has scaled in.',
  plan: (options) =>
    planLoad(
      'spike',
      quietShare,
      [
        { durationMs: Math.max(scaledMinutes(2, options), leastQuietMs), share: quietShare },
        { durationMs: upMs, share: 1 },
        { durationMs: scaledMinutes(breachingMinutes, options) + bootMs, share: 1 },
        { durationMs: upMs, share: quietShare },
        { durationMs: scaledMinutes(quietMinutes, options), share: quietShare },
      ],
      options,
    ),
};
