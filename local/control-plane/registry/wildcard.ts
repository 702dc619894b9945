/** Whether a tag matches a pattern of ECR, in which `*` stands for any text. */
export function matchesWildcard(tag: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(tag);
}
