import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';
import { type Answer, json } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import type { EcsExec } from '../ecs/ecs-exec.ts';

const operations = ['AmazonSSM.ResumeSession', 'AmazonSSM.TerminateSession'];
const input = z.object({ SessionId: z.string().min(1) });

/** Whether a request is one by which the Session Manager plugin resumes or ends a session; LocalStack has no sessions. */
export function isAboutSession(target: string | undefined): boolean {
  return target !== undefined && operations.includes(target);
}

/**
 * Answers `TerminateSession`, and `ResumeSession` by which the plugin comes back after a lost connection: a session has
 * ended with its connection, which an answer without a token says.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ResumeSession.html
 */
export function answerSession(
  target: string | undefined,
  body: string,
  ecsExec: EcsExec | undefined,
): Answer {
  const { data } = input.safeParse(parseJson(body));
  if (data === undefined) throw new AwsError('ValidationException', 'SessionId is required.');
  const wasThere = target === 'AmazonSSM.TerminateSession' && ecsExec?.end(data.SessionId) === true;
  if (target === 'AmazonSSM.TerminateSession' && !wasThere) {
    throw new AwsError('DoesNotExistException', `Session ${data.SessionId} does not exist.`);
  }
  return json(200, { SessionId: data.SessionId });
}
