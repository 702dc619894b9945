import type { IIoHost, IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { redacted } from '../../failure/redacted.ts';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import type { Answer, DestructiveChange, InfrastructureQuestion } from './infrastructure-question.ts';

/** Who is told what the library does, and who answers it. */
export interface Conversation {
  readonly onEvent: (event: InfrastructureEvent) => void;
  readonly answer: Answer;
  /**
   * Once it is aborted, the library is stopped at the next word that it says, as it knows of no signals: what CloudFormation has
   * begun goes on, and nothing new is begun.
   */
  readonly signal?: AbortSignal;
}

/** A host that prints nothing; what it refused to answer is kept, as the library may raise it in words of its own. */
export interface KeepingHost extends IIoHost {
  readonly refusal: () => Failure | undefined;
}

/** Hands the library's messages on as events, and its questions to `answer`. */
export function ioHost({ onEvent, answer, signal }: Conversation): KeepingHost {
  let refusal: Failure | undefined;
  return {
    refusal: () => refusal,
    notify: async (message) => {
      signal?.throwIfAborted();
      const event = eventOf(message);
      if (event !== undefined) onEvent(event);
    },
    async requestResponse<T>(request: IoRequest<unknown, T>): Promise<T> {
      try {
        signal?.throwIfAborted();
        const said = await answer(questionOf(request));
        signal?.throwIfAborted();
        return answerAs(request, said);
      } catch (error) {
        if (error instanceof Failure) refusal = error;
        throw error;
      }
    },
  };
}

/** What the messages about a whole stack carry. */
const progress = z.object({ stack: z.object({ stackName: z.string() }) });
const deployed = z.object({ stackArn: z.string() });
const destroyed = z.object({ stackName: z.string() });

const activity = z.object({
  event: z.object({
    StackName: z.string(),
    LogicalResourceId: z.string(),
    ResourceType: z.string().default(''),
    ResourceStatus: z.string().default(''),
    ResourceStatusReason: z.string().optional(),
  }),
  progress: z.object({ completed: z.number(), total: z.number().optional() }),
});

function eventOf({ code, level, message, data }: IoMessage<unknown>): InfrastructureEvent | undefined {
  const whole = stackEventOf(code, data);
  if (whole !== undefined) return whole;
  if (code === 'CDK_TOOLKIT_I5502') return resourceEventOf(activity.safeParse(data).data);
  // A result is given to the caller as a value; as a text, such as that of a difference, it has values that may be secret. What
  // is of use only to whoever looks for a fault in the library would drown the rest.
  if (level === 'debug' || level === 'trace' || level === 'result') return undefined;
  return {
    type: 'remark',
    level: level === 'warn' ? 'warning' : level === 'error' ? 'error' : 'info',
    ...(code !== undefined && { code }),
    text: redacted(message).trim(),
  };
}

function stackEventOf(code: string | undefined, data: unknown): InfrastructureEvent | undefined {
  switch (code) {
    case 'CDK_TOOLKIT_I5100':
    case 'CDK_TOOLKIT_I7100': {
      const stack = progress.safeParse(data).data?.stack.stackName;
      return stack === undefined ? undefined : { type: 'stack began', stack };
    }
    case 'CDK_TOOLKIT_I5900': {
      // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID
      const stack = deployed.safeParse(data).data?.stackArn.split('/')[1];
      return stack === undefined ? undefined : { type: 'stack ended', stack };
    }
    case 'CDK_TOOLKIT_I7900': {
      const stack = destroyed.safeParse(data).data?.stackName;
      return stack === undefined ? undefined : { type: 'stack ended', stack };
    }
    default:
      return undefined;
  }
}

function resourceEventOf(said: z.infer<typeof activity> | undefined): InfrastructureEvent | undefined {
  if (said === undefined) return undefined;
  const { event, progress } = said;
  return {
    type: 'resource',
    stack: event.StackName,
    logicalId: event.LogicalResourceId,
    resourceType: event.ResourceType,
    status: event.ResourceStatus,
    ...(event.ResourceStatusReason !== undefined && { reason: redacted(event.ResourceStatusReason) }),
    done: progress.completed,
    ...(progress.total !== undefined && { total: progress.total }),
  };
}

const kinds: Readonly<Record<string, InfrastructureQuestion['kind']>> = {
  CDK_TOOLKIT_I5060: 'deploy',
  CDK_TOOLKIT_I5050: 'roll back first',
  CDK_TOOLKIT_I7010: 'destroy',
};

const confirmation = z.object({
  motivation: z.string().optional(),
  destructiveChanges: z
    .array(
      z.object({
        stackName: z.string(),
        logicalId: z.string(),
        resourceType: z.string().optional(),
        impact: z.string(),
      }),
    )
    .default([]),
});

function questionOf({ code, message, data }: IoRequest<unknown, unknown>): InfrastructureQuestion {
  const kind = kinds[code];
  if (kind === undefined) throw unexpected(code, message);
  const { motivation, destructiveChanges } = confirmation.parse(data);
  const text = kind === 'destroy' ? message : (motivation ?? message);
  return { kind, text: redacted(text), destructive: destructiveChanges.map(destructiveOf) };
}

function destructiveOf({
  stackName,
  logicalId,
  resourceType,
  impact,
}: z.infer<typeof confirmation>['destructiveChanges'][number]): DestructiveChange {
  return {
    stack: stackName,
    logicalId,
    ...(resourceType !== undefined && { resourceType }),
    effect: effects[impact] ?? 'replaced',
  };
}

const effects: Readonly<Record<string, DestructiveChange['effect']>> = {
  WILL_REPLACE: 'replaced',
  MAY_REPLACE: 'maybe replaced',
  WILL_DESTROY: 'deleted',
  WILL_ORPHAN: 'left behind',
};

/** A yes or a no where the library wants one. */
function answerAs<T>({ code, message, defaultResponse }: IoRequest<unknown, T>, said: boolean): T {
  const isAnswer = (value: unknown): value is T => typeof value === typeof defaultResponse;
  if (!isAnswer(said)) throw unexpected(code, message);
  return said;
}

/** Such as for the code of an MFA device: these have to be answered before anything begins. */
function unexpected(code: string, message: string): Failure {
  const isMfa = code === 'CDK_SDK_I1100';
  return new Failure(
    'UNEXPECTED_QUESTION',
    `The CDK library asks what nobody can answer here (${code}): ${redacted(message)}`,
    {
      hint: isMfa
        ? 'Get temporary credentials first, with `aws sso login` or `aws sts get-session-token`, and run it again.'
        : 'Nothing was changed because of it. Please report this as a fault.',
    },
  );
}
