import { z } from 'zod';
import { Failure } from '../failure/failure.ts';
import type { JsonValue } from './json-value.ts';

const json: z.ZodType<JsonValue> = z.json();
const jsonObject = z.record(z.string(), json);

const resource = z.object({
  Type: z.string(),
  Properties: jsonObject.optional(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.string().optional(),
});

const parameter = z.object({ Type: z.string(), Default: json.optional() });

const output = z.object({
  Value: json,
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.object({ Name: json }).optional(),
});

const template = z.object({
  Resources: z.record(z.string(), resource),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), jsonObject)).default({}),
  Conditions: jsonObject.default({}),
  Outputs: z.record(z.string(), output).default({}),
});

/** A CloudFormation template as it is written: intrinsic functions not yet resolved. */
export type Template = z.output<typeof template>;
export type TemplateResource = z.output<typeof resource>;
export type TemplateOutput = z.output<typeof output>;

/** A template with the account and region that it is for. */
export interface StackDefinition {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
}

/** Checks a parsed JSON document; fails with `TEMPLATE_MALFORMED`, naming where it came from and the first fault. */
export function parseTemplate(document: unknown, source: string): Template {
  const parsed = template.safeParse(document);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Failure(
    'TEMPLATE_MALFORMED',
    `${source} is not a CloudFormation template: ${issue?.path.join('.')}: ${issue?.message}`,
    {
      hint: 'Synthesize the app again with `cdk synth` and look at the template that it writes.',
      cause: parsed.error,
    },
  );
}
