/** Whether a text is what a pattern with `*` (any text) and `?` (one character) says. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Names of actions are the same in capitals and small letters. */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Compares ARNs part by part: unlike that of `matches`, a `*` does not reach beyond the colon that ends its part, but for the
 * last part, which may have colons.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const [wanted, given] = [pattern, arn].map(partsOfArn);
  if (wanted === undefined || given === undefined || wanted.length !== given.length) return false;
  return wanted.every((part, index) => matches(part, given[index] ?? ''));
}

function partsOfArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
