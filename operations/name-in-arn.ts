/**
 * The last part of an ARN: the ID of a task, the name of a service, the name and number of a revision. A name stays as it is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
