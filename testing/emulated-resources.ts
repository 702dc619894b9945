import { z } from 'zod';

/** What the emulated services of an AWS endpoint have, by kind, without what differs from one run to the next. */
export type EmulatedResources = Readonly<Record<string, readonly string[]>>;

const region = 'ap-southeast-1';

/** Lists everything that an endpoint has of what LocalStack emulates. Raises for an answer that is an error. */
export async function emulatedResources(endpoint: string): Promise<EmulatedResources> {
  const json = (service: string, target: string, body: object = {}) =>
    ask(endpoint, service, { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }, body);
  const query = (service: string, version: string, action: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return ask(endpoint, service, headers, new URLSearchParams({ Action: action, Version: version }));
  };
  const secrets = listed(await json('secretsmanager', 'secretsmanager.ListSecrets'), 'SecretList');
  const values = secrets.map(async ({ Name }) =>
    named(await json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: Name }), [
      'Name',
      'SecretString',
    ]),
  );
  const parameters = listed(await json('ssm', 'AmazonSSM.DescribeParameters'), 'Parameters');
  const stored = parameters.map(async ({ Name }) => {
    const answer = await json('ssm', 'AmazonSSM.GetParameter', { Name, WithDecryption: true });
    return named(z.object({ Parameter: z.unknown() }).parse(JSON.parse(answer)).Parameter, [
      'Name',
      'Type',
      'Value',
    ]);
  });
  const groups = listed(await json('logs', 'Logs_20140328.DescribeLogGroups'), 'logGroups');
  return {
    secrets: (await Promise.all(values)).toSorted(),
    parameters: (await Promise.all(stored)).toSorted(),
    logGroups: groups.map((group) => named(group, ['logGroupName', 'retentionInDays'])).toSorted(),
    queues: tagged(await query('sqs', '2012-11-05', 'ListQueues'), 'QueueUrl'),
    topics: tagged(await query('sns', '2010-03-31', 'ListTopics'), 'TopicArn'),
    subscriptions: tagged(await query('sns', '2010-03-31', 'ListSubscriptions'), 'TopicArn|Endpoint'),
    alarms: tagged(
      await query('monitoring', '2010-08-01', 'DescribeAlarms'),
      'AlarmName|MetricName|Threshold|ActionsEnabled|member',
    ),
    roles: tagged(await query('iam', '2010-05-08', 'ListRoles'), 'RoleName|AssumeRolePolicyDocument'),
  };
}

async function ask(
  endpoint: string,
  service: string,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<string> {
  const scope = `test/20261124/${region}/${service}/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    },
    body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return text;
}

function listed(text: string, member: string): readonly Record<string, unknown>[] {
  const answer = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return z.array(z.record(z.string(), z.unknown())).parse(answer[member] ?? []);
}

/** Some members of a record, or of the text of one. */
function named(found: unknown, members: readonly string[]): string {
  const record = z
    .record(z.string(), z.unknown())
    .parse(typeof found === 'string' ? JSON.parse(found) : found);
  return members.map((member) => String(record[member] ?? '-')).join(' ');
}

/** The texts of the elements of these names. */
function tagged(text: string, names: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<(?:${names})>([^<]*)</`, 'g'))]
    .map(([, value = '']) => value)
    .toSorted();
}
