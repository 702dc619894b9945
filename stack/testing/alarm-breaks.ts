import type { Template } from 'aws-cdk-lib/assertions';

const alarmTypes = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

/** Operator, key and value of a condition of a policy. */
type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: '*' | { readonly Service?: string; readonly AWS?: unknown };
  readonly Resource?: unknown;
  readonly Condition?: Condition;
}

/**
 * Why an alarm that goes off reaches nobody: each break in the way from its actions to a subscriber. `account` is how the
 * template writes the account of the stack.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmBreaks(stack: Template, account: unknown): readonly string[] {
  return alarmTypes
    .flatMap((type) => Object.entries(stack.findResources(type)))
    .flatMap(([id, { Properties }]) => {
      if (Properties.ActionsEnabled === false) return [`${id}: its actions are switched off`];
      const actions: readonly { readonly Ref?: string }[] = Properties.AlarmActions ?? [];
      if (actions.length === 0) return [`${id}: no action`];
      return actions.flatMap(({ Ref: topic = 'no topic' }) =>
        [...topicBreaks(stack, topic, account)].map((fault) => `${id}: ${fault}`),
      );
    });
}

function* topicBreaks(stack: Template, topic: string, account: unknown): Generator<string> {
  const found = Object.entries(stack.findResources('AWS::SNS::Topic')).find(([id]) => id === topic)?.[1];
  if (found === undefined) yield `${topic} is no topic`;
  // AWS's own key lets no alarm use it; the policy of another one is not looked at here.
  if (found?.Properties?.KmsMasterKeyId !== undefined) yield `${topic} is encrypted with a key`;
  const subscribers = Object.values(stack.findResources('AWS::SNS::Subscription')).filter(
    ({ Properties }) => Properties.TopicArn?.Ref === topic,
  );
  if (subscribers.length === 0) yield `${topic} has no subscriber`;
  yield* policyBreaks(stack, topic, account);
}

function* policyBreaks(stack: Template, topic: string, account: unknown): Generator<string> {
  const policies = Object.values(stack.findResources('AWS::SNS::TopicPolicy')).filter(({ Properties }) =>
    Properties.Topics.some(({ Ref }: { readonly Ref?: string }) => Ref === topic),
  );
  // A topic without a policy of its own has the default one, which allows the account.
  if (policies.length === 0) return;
  const statements: readonly Statement[] = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  const isAllowed = statements.some(
    (statement) =>
      statement.Effect === 'Allow' && isOfPublishing(statement, topic) && holds(statement, account),
  );
  if (!isAllowed) yield `the policy of ${topic} does not let CloudWatch publish`;
  const isDenied = statements.some(
    (statement) =>
      statement.Effect === 'Deny' && !isOnlyOfPlainHttp(statement) && mayHold(statement, account),
  );
  if (isDenied) yield `the policy of ${topic} forbids CloudWatch to publish`;
}

/** Whether a statement is about CloudWatch publishing to the topic. */
function isOfPublishing({ Action, Principal, Resource }: Statement, topic: string): boolean {
  return (
    [Action].flat().some((action) => action === 'sns:Publish' || action === 'sns:*') &&
    (Principal === '*' || Principal?.Service === 'cloudwatch.amazonaws.com') &&
    JSON.stringify(Resource) === JSON.stringify({ Ref: topic })
  );
}

/** Whether the conditions are fulfilled by an alarm of the account. Those that are not understood count as if they were not. */
function holds({ Condition: condition = {} }: Statement, account: unknown): boolean {
  return conditionsOf(condition).every(([operator, key, value]) => {
    const isEqual = /^(String|Arn)(Equals|Like)$/.test(operator) && same(value, account);
    return key.toLowerCase() === 'aws:sourceaccount' && isEqual;
  });
}

/** Whether the conditions could be fulfilled by an alarm of the account, if only as they are not understood. */
function mayHold({ Condition: condition = {} }: Statement, account: unknown): boolean {
  return !conditionsOf(condition).some(
    ([operator, key, value]) =>
      operator === 'StringNotEquals' && key.toLowerCase() === 'aws:sourceaccount' && same(value, account),
  );
}

/** CloudWatch publishes over TLS. */
function isOnlyOfPlainHttp({ Condition: condition = {} }: Statement): boolean {
  return conditionsOf(condition).some(
    ([operator, key, value]) =>
      operator === 'Bool' && key.toLowerCase() === 'aws:securetransport' && String(value) === 'false',
  );
}

function conditionsOf(
  condition: Condition,
): readonly (readonly [operator: string, key: string, value: unknown])[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => [operator, key, value] as const),
  );
}

function same(value: unknown, account: unknown): boolean {
  return JSON.stringify([value].flat()) === JSON.stringify([account]);
}
