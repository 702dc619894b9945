import type { Application } from './application.ts';

/** Two settings that do not go together: which one to look at, and what is wrong. */
export interface FaultBetween {
  readonly path: readonly string[];
  readonly fault: string;
}

/** What is wrong between settings that are right each by itself. */
export function* faultsBetween({ worker, redis }: Application): Generator<FaultBetween> {
  if (!redis && worker !== 'none' && keepsJobsInRedis(worker.command)) {
    yield {
      path: ['redis'],
      fault:
        `redis is false, but the worker keeps its jobs in Redis (${worker.command.join(' ')}): ` +
        'give another worker.command, worker: none, or redis: true',
    };
  }
}

/** Job runners for which there is nothing but Redis. */
function keepsJobsInRedis(command: readonly string[]): boolean {
  return command.some((word) => /\b(sidekiq|resque|bullmq|rq)\b/.test(word));
}
