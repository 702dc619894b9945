import { z } from 'zod';
import { Failure } from '../failure/failure.ts';
import { parseJson } from '../json/parse-json.ts';

const oneOrMore = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value): readonly string[] => [value].flat());
/** Who a statement of a resource is about. */
interface Principals {
  readonly AWS?: readonly string[];
  readonly Service?: readonly string[];
  readonly Federated?: readonly string[];
}

const principal = z.union([
  z.literal('*').transform((): Principals => ({ AWS: ['*'] })),
  z.strictObject({
    AWS: oneOrMore.exactOptional(),
    Service: oneOrMore.exactOptional(),
    Federated: oneOrMore.exactOptional(),
  }),
]);

const statement = z
  .strictObject({
    Sid: z.string().exactOptional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.exactOptional(),
    Action: oneOrMore.exactOptional(),
    NotAction: oneOrMore.exactOptional(),
    Resource: oneOrMore.exactOptional(),
    NotResource: oneOrMore.exactOptional(),
    Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).exactOptional(),
  })
  .refine(
    ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
    'one of Action and NotAction',
  )
  .refine(
    ({ Resource, NotResource }) => Resource === undefined || NotResource === undefined,
    'one of Resource and NotResource',
  );

const document = z.strictObject({
  // In documents of the older version, `${...}` is text.
  Version: z.literal('2012-10-17'),
  Id: z.string().exactOptional(),
  Statement: z.preprocess((value) => [value].flat(), z.array(statement)),
});

/** A statement whose elements are lists. */
export type Statement = z.output<typeof statement>;
/** A policy of those elements that `decide` knows. */
export type Policy = z.output<typeof document>;

/**
 * Reads a policy, given as an object or as JSON. What is not evaluated here, such as `NotPrincipal` and policy variables, fails
 * with `IAM_NOT_EVALUATED`: taken for something else, it might allow what AWS refuses.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function parsePolicy(written: unknown, whose: string): Policy {
  const parsed = document.safeParse(typeof written === 'string' ? (parseJson(written) ?? written) : written);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw notEvaluated(whose, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const variable = /\$\{[^}]*\}/.exec(JSON.stringify(parsed.data.Statement));
  if (variable !== null) throw notEvaluated(whose, `the policy variable ${variable[0]}`);
  return parsed.data;
}

/** Says what of a policy cannot be evaluated here. */
export function notEvaluated(whose: string, what: string): Failure {
  return new Failure('IAM_NOT_EVALUATED', `${whose} has what is not evaluated here: ${what}`, {
    hint: 'Write the policy without it, or add it to iam/ with a test against AWS’s documentation.',
  });
}
