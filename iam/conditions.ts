import { matches, matchesArn } from './match.ts';
import { notEvaluated } from './policy.ts';

/** What AWS knows of a request, by condition keys such as `aws:SourceArn`; their case does not matter. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** Whether one value of a request satisfies one of a policy. */
type Comparison = (given: string, wanted: string) => boolean;

const operators: Readonly<Record<string, Comparison>> = {
  ArnEquals: (given, wanted) => matchesArn(wanted, given),
  ArnLike: (given, wanted) => matchesArn(wanted, given),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringEquals: (given, wanted) => given === wanted,
  StringLike: (given, wanted) => matches(wanted, given),
};

/** True unless a value of the request is one of those in the policy. */
const negations: Readonly<Record<string, Comparison>> = {
  ArnNotEquals: (given, wanted) => matchesArn(wanted, given),
  ArnNotLike: (given, wanted) => matchesArn(wanted, given),
  StringNotEquals: (given, wanted) => given === wanted,
  StringNotLike: (given, wanted) => matches(wanted, given),
};

/**
 * Whether all conditions of a statement hold. A key that the request does not have makes an operator false, one that negates
 * true. A key with several values needs a set operator, which is not evaluated here. Fails with `IAM_NOT_EVALUATED`.
 */
export function conditionsHold(
  conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  context: RequestContext,
  whose: string,
): boolean {
  // All are looked at, so that an operator that is not known is found although another condition is false.
  const held = Object.entries(conditions).flatMap(([operator, keys]) => {
    const compare = comparisonOf(operator, whose);
    return Object.entries(keys).map(([key, wanted]) => compare(givenFor(context, key, whose), wanted));
  });
  return held.every(Boolean);
}

function comparisonOf(operator: string, whose: string) {
  const [positive, negative] = [operators, negations].map((known) =>
    Object.hasOwn(known, operator) ? known[operator] : undefined,
  );
  if (positive) {
    return (given: string | undefined, wanted: readonly string[]) =>
      given !== undefined && wanted.some((each) => positive(given, each));
  }
  if (negative) {
    return (given: string | undefined, wanted: readonly string[]) =>
      given === undefined || !wanted.some((each) => negative(given, each));
  }
  throw notEvaluated(whose, `the condition operator ${operator}`);
}

function givenFor(context: RequestContext, key: string, whose: string): string | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (found === undefined || typeof found === 'string') return found;
  throw notEvaluated(whose, `the condition key ${key}, of which the request has several values`);
}
