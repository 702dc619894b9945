import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { flag, number, texts } from '../properties/scalars.ts';
import type { JsonValue } from './json-value.ts';

const json: z.ZodType<JsonValue> = z.json();
const jsonObject = z.record(z.string(), json);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
const removalPolicy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']);

/**
 * Nothing local acts on `Metadata`. `CreationPolicy` waits for signals of instances, and `UpdatePolicy` says how
 * types that are not emulated or that have one node here are replaced.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html
 */
const resource = z.strictObject({
  Type: z.string(),
  Properties: jsonObject.optional(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Metadata: json.optional(),
  CreationPolicy: json.optional(),
  UpdatePolicy: json.optional(),
  /** Of custom resources, as the CDK writes it. */
  Version: json.optional(),
  DeletionPolicy: removalPolicy.optional(),
  UpdateReplacePolicy: removalPolicy.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const parameter = z.strictObject({
  Type: z.string(),
  Default: json.optional(),
  Description: z.string().optional(),
  NoEcho: flag.default(false),
  AllowedValues: texts.optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  MinLength: number.optional(),
  MaxLength: number.optional(),
  MinValue: number.optional(),
  MaxValue: number.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
const rule = z.strictObject({
  RuleCondition: json.optional(),
  Assertions: z.array(z.strictObject({ Assert: json, AssertDescription: z.string().optional() })),
});

/** Functions do not belong into mappings. */
const scalar = z.union(
  [z.string(), z.number(), z.boolean()],
  'a mapping contains only strings and lists of strings',
);
const mapped = z.union([scalar, z.array(scalar)], 'a mapping contains only strings and lists of strings');

const output = z.strictObject({
  Value: json,
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: json }).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
const logicalId = z.string().regex(/^[A-Za-z0-9]{1,255}$/, 'a logical ID has up to 255 letters and digits');

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: json.optional(),
  Transform: json.optional(),
  Hooks: z.never('CodeDeploy is not available locally, so there are no blue/green deployments').optional(),
  Rules: z.record(z.string(), rule).optional(),
  Resources: z.record(logicalId, resource),
  Parameters: z.record(logicalId, parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), mapped))).default({}),
  Conditions: jsonObject.default({}),
  Outputs: z.record(logicalId, output).default({}),
});

/** A CloudFormation template as it is written: intrinsic functions not yet resolved. */
export type Template = z.output<typeof template>;
export type TemplateResource = z.output<typeof resource>;
/** What happens to a resource that is removed from the template, or to the old one when it is replaced. */
export type RemovalPolicy = z.output<typeof removalPolicy>;
export type TemplateParameter = z.output<typeof parameter>;
export type TemplateRule = z.output<typeof rule>;

/** A template with the account and region that it is for. */
export interface StackDefinition {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
}

const section = z.record(z.string(), z.unknown()).default({});

/** What CloudFormation turns into other text before it reads the template, which it alone can do. */
const transformed = z.object({
  Transform: z.union([z.string(), z.array(json), jsonObject]).optional(),
  Resources: section,
  Conditions: section,
  Outputs: section,
});

/**
 * Macros that change nothing but what stands under a key or a resource type of their own: loops, `AWS::Serverless::`
 * types and hosted rotation, each of which is dealt with where it stands.
 */
const harmless = /^AWS::(LanguageExtensions|Serverless-[\d-]+|SecretsManager-[\d-]+)$/;

/**
 * Checks a parsed JSON document; fails with `TEMPLATE_MALFORMED`, naming where it came from and the first fault, or
 * with `TEMPLATE_TRANSFORM` where CloudFormation would run a macro over it.
 */
export function parseTemplate(document: unknown, source: string): Template {
  rejectTransforms(document, source);
  const unreadable = findPlace(document, (_, key) => key === '__proto__');
  // JavaScript’s objects do not keep such a key: what is below it would be dropped without a word.
  if (unreadable !== undefined)
    throw malformed(source, unreadable, 'the local environment cannot read a key of this name');
  const empty = findPlace(document, (value) => value === null);
  if (empty !== undefined) throw malformed(source, empty, 'CloudFormation does not accept null');
  const parsed = template.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(source, [...(issue?.path ?? []), ...keysOf(issue)], whyMalformed(issue), parsed.error);
}

function keysOf(issue: z.core.$ZodIssue | undefined): readonly string[] {
  return issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
}

function whyMalformed(issue: z.core.$ZodIssue | undefined): string | undefined {
  if (issue?.code === 'invalid_key') return issue.issues[0]?.message;
  return issue?.code === 'unrecognized_keys'
    ? 'CloudFormation has no such attribute, or it is not known locally'
    : issue?.message;
}

function malformed(source: string, place: readonly PropertyKey[], why?: string, cause?: unknown): Failure {
  const message = `${source} is not a CloudFormation template: ${place.join('.')}: ${why}`;
  return new Failure('TEMPLATE_MALFORMED', message, {
    hint: 'Synthesize the app again with `npx -y pnpm@12 exec cdk synth` and check the template that it writes.',
    cause,
  });
}

/** The path of the first value that a question is answered with yes for. */
function findPlace(
  value: unknown,
  isIt: (value: unknown, key: string) => boolean,
): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inside] of Object.entries(value)) {
    if (isIt(inside, key)) return [key];
    const below = findPlace(inside, isIt);
    if (below !== undefined) return [key, ...below];
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html */
function rejectTransforms(document: unknown, source: string): void {
  const parsed = transformed.safeParse(document).data;
  const { Transform: named = [], ...sections } = parsed ?? {};
  const macros = [named].flat().filter((each) => typeof each !== 'string' || !harmless.test(each));
  const loops = Object.values(sections)
    .flatMap(Object.keys)
    .filter((key) => key.startsWith('Fn::'));
  const [first] = [...macros, ...loops];
  if (first === undefined) return;
  const shown = typeof first === 'string' ? first : JSON.stringify(first);
  throw new Failure('TEMPLATE_TRANSFORM', `${source} calls ${shown}, which only CloudFormation can expand.`, {
    hint: 'In the CDK app, define each resource, condition and output that it stands for.',
  });
}
