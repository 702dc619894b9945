import type { Notification } from '../../cloudwatch/alarms/notification.ts';
import type { AlarmEvaluation } from './alarm-evaluation.ts';

/** As SNS names itself. */
const from = 'no-reply@sns.amazonaws.com';
/** The mail server is back within a second where it was killed; later states of the alarm wait no longer for it. */
const pausesMs = [1000, 2000, 4000];

/**
 * Sends a notification to those who have subscribed to its topic by mail: LocalStack has no mail server. A mail that
 * cannot be sent is logged; as on AWS, the action has succeeded all the same.
 */
export async function mailSubscribers(
  topicArn: string,
  notification: Notification,
  { topics, mail, clock, signal, log }: Pick<AlarmEvaluation, 'topics' | 'mail' | 'clock' | 'signal' | 'log'>,
): Promise<void> {
  const { subject, mailText: text } = notification;
  const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const pauseMs of pausesMs) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await clock.sleep(pauseMs, signal);
    }
    return await work();
  };
  try {
    for (const to of await untilDone(() => topics.mailSubscribers(topicArn))) {
      await untilDone(() => mail.send({ from, to, subject, text }));
    }
  } catch (error) {
    log.warn('a notification could not be mailed', { topic: topicArn, error });
  }
}
