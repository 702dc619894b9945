import { errorMessage } from '../../../failure/error-message.ts';
import type { AlarmRecord, PendingAction } from '../../cloudwatch/alarms/alarms-state.ts';
import { notification } from '../../cloudwatch/alarms/notification.ts';
import type { AlarmEvaluation } from './alarm-evaluation.ts';
import { mailSubscribers } from './mail-subscribers.ts';

/** How an action ended; `stopped` means that the process ends, and the action stays to be carried out. */
export type Outcome = { readonly error?: string } | 'stopped';

/** Long enough for LocalStack to be restarted and filled again. */
const longestMs = 5 * 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** Publishes to a topic, again and again while it fails, until five minutes after the transition, and mails it then. */
export async function takeAction(
  record: AlarmRecord,
  action: PendingAction,
  evaluation: Pick<AlarmEvaluation, 'topics' | 'mail' | 'loop' | 'clock' | 'signal' | 'log'>,
): Promise<Outcome> {
  const { topics, loop, clock, signal, log } = evaluation;
  const { actionArn, atMs } = action;
  const { alarmName } = record.definition;
  if (!isTopic(actionArn)) return { error: 'Actions of this kind are not supported locally' };
  const text = notification(record, action, loop.state());
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      await topics.publish(actionArn, text);
      await mailSubscribers(actionArn, text, evaluation);
      return {};
    } catch (error) {
      if (signal.aborted) return 'stopped';
      log.warn('a notification could not be published', { alarm: alarmName, topic: actionArn, error });
      if (clock.now() + pauseMs > atMs + longestMs) return { error: errorMessage(error) };
    }
    await clock.sleep(pauseMs, signal);
    if (signal.aborted) return 'stopped';
  }
}

function isTopic(actionArn: string): boolean {
  return /^arn:[^:]+:sns:/.test(actionArn);
}
