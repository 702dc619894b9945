import type { TaskProtections } from '../../../model/task-protection.ts';
import { seconds } from './time.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProtectedTask.html */
export function taskProtectionsShape({ protectedTasks, failures }: TaskProtections) {
  return {
    protectedTasks: protectedTasks.map(({ arn, protectedUntil }) => ({
      taskArn: arn,
      protectionEnabled: protectedUntil !== undefined,
      expirationDate: seconds(protectedUntil),
    })),
    failures,
  };
}
