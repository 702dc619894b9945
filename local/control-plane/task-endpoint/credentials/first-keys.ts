import type { Clock } from '../../../../time/clock.ts';
import type { RegisteredTaskDefinition, TaskState } from '../../model/cluster-state.ts';
import type { FirstKeys } from '../../tasks/first-keys.ts';
import { credentialsBody } from './answer-credentials.ts';
import { renewBeforeMs } from './credential-store.ts';
import type { KeptCredentials } from './temporary-credentials.ts';

export interface FirstKeysOptions {
  readonly credentials: Pick<KeptCredentials, 'fresh'>;
  readonly endpointId: (taskId: string) => string;
  readonly clock: Clock;
}

/** A task is not kept from starting for longer: without them it asks the endpoint, which waits for the S3 server. */
const longestWaitMs = 1000;

/** The keys of a task's role before it starts; undefined where it has no role, or the S3 server does not answer soon. */
export function firstKeysOf({ credentials, endpointId, clock }: FirstKeysOptions) {
  return async (
    { id }: TaskState,
    { content: { taskRoleArn: roleArn } }: RegisteredTaskDefinition,
  ): Promise<FirstKeys | undefined> => {
    if (roleArn === undefined) return undefined;
    const answered = new AbortController();
    const issued = await Promise.race([
      credentials.fresh({ roleArn, sessionName: id }).catch(() => undefined),
      clock.sleep(longestWaitMs, answered.signal).then(() => undefined),
    ]);
    answered.abort();
    if (issued === undefined) return undefined;
    const answer = (isForRuby: boolean) => JSON.stringify(credentialsBody(roleArn, issued, isForRuby));
    return {
      path: `/v2/credentials/${endpointId(id)}`,
      freshUntilMs: issued.expiration - renewBeforeMs,
      answer: answer(false),
      answerForRuby: answer(true),
    };
  };
}
