import type { Verdict } from '../../../local/scaling/decisions/decision.ts';
import { explain } from '../../../local/scaling/words/explain.ts';
import { runTime } from './run-time.ts';

/**
 * Why a policy did nothing, as `scaling:explain` says it, without the full stop at its end. Times are those of the test.
 * `name` is the policy's, or `it` within a sentence.
 */
export function whyHeld(
  verdict: Verdict,
  name: string,
  { startMs, timeScale }: { readonly startMs: number; readonly timeScale: number },
): string {
  const { reason } = verdict;
  if (reason?.code === 'InCooldown' && reason.untilMs !== undefined) {
    const shortened = timeScale === 1 ? '' : `, shortened by time scale ${timeScale},`;
    return `${name} is waiting: its scale-${reason.direction} cooldown${shortened} ends at ${runTime(reason.untilMs, startMs)}`;
  }
  const [sentence = ''] = explain({ verdicts: [{ ...verdict, policyName: name }] }, timeScale);
  return sentence.replace(/\.$/, '');
}
