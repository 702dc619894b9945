/** What ECR says of a push to a tag that is for good. */
export function tagTakenMessage(repository: string, tag: string): string {
  return `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`;
}
