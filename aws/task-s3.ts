import { S3 } from '@aws-sdk/client-s3';

/**
 * S3 as a task reaches it: with the keys of its role, in its own region; locally at the address that the control plane
 * gives to every task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskS3(): S3 {
  return new S3({
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
}
