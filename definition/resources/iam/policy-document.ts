import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { text } from '../../properties/scalars.ts';

const oneOrMore = z.union([text, z.array(text)]);
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMore)]);

const statement = {
  Sid: text.optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  /** Text where a custom resource makes the keys, of which the local environment has a placeholder. */
  Condition: z.record(z.string(), z.union([z.record(z.string(), oneOrMore), text])).optional(),
};
const resources = { Resource: oneOrMore.optional(), NotResource: oneOrMore.optional() };
const principals = { Principal: principal.optional(), NotPrincipal: principal.optional() };

/** A policy of a role. It applies to the role itself, so it names no principal. */
export const identityPolicy = documentOf(
  z
    .strictObject({ ...statement, ...resources })
    .refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined), {
      error: 'a statement has either Resource or NotResource',
      path: ['Resource'],
    })
    .refine(hasActions, actionsMessage()),
);

/** Who may take on a role: it is about the role itself, so that it names no resource. */
export const trustPolicy = documentOf(
  z.strictObject({ ...statement, ...principals }).refine(hasActions, actionsMessage()),
);

function hasActions({ Action, NotAction }: { readonly Action?: unknown; readonly NotAction?: unknown }) {
  return (Action === undefined) !== (NotAction === undefined);
}

function actionsMessage() {
  return { error: 'a statement has either Action or NotAction', path: ['Action'] };
}

/**
 * A document with such statements, as an object or as JSON in a text; it is handed on as it is written.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function documentOf(statementSchema: z.ZodType) {
  const document = z.strictObject({
    Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
    Id: text.optional(),
    Statement: z.preprocess((value) => [value].flat(), z.array(statementSchema)),
  });
  return z.json().superRefine((value, context) => {
    const written = typeof value === 'string' ? (parseJson(value) ?? value) : value;
    for (const { path, message } of document.safeParse(written).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
}
