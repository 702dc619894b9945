import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';
import type { Answer } from '../answer.ts';
import { AwsError } from '../aws-error.ts';
import { parseFilterPattern } from './filter-pattern.ts';

/** Sends a body to LocalStack in place of the request's own and gives the whole answer. */
export type Ask = (body: string) => Promise<Answer>;

const inputSchema = z.looseObject({
  filterPattern: z.string().optional(),
  logStreamNamePrefix: z.string().optional(),
  logStreamNames: z.array(z.string()).optional(),
});
const event = z.looseObject({ message: z.string().default(''), logStreamName: z.string().default('') });
const outputSchema = z.looseObject({ events: z.array(event) });

/** Operations whose filter pattern LocalStack takes and ignores. */
const ignoring = new Set(['PutMetricFilter', 'PutSubscriptionFilter']);

/** The operations of CloudWatch Logs in which a filter pattern may stand. */
export function takesFilterPattern(target: string | undefined): boolean {
  const operation = operationOf(target);
  return operation === 'FilterLogEvents' || ignoring.has(operation);
}

/**
 * Answers an operation with a filter pattern, or with a prefix of the names of streams: LocalStack ignores both, so that
 * its answer is filtered here page by page; as on AWS, a page may be empty though more follow. Patterns that would not act
 * are refused.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function answerWithFilter(target: string | undefined, body: string, ask: Ask): Promise<Answer> {
  const parsed = inputSchema.safeParse(parseJson(body));
  const { filterPattern = '', ...input } = parsed.data ?? {};
  const operation = operationOf(target);
  const prefix = operation === 'FilterLogEvents' ? (input.logStreamNamePrefix ?? '') : '';
  if (!parsed.success || (filterPattern === '' && prefix === '')) return await ask(body);
  if (prefix !== '' && input.logStreamNames !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'logStreamNamePrefix and logStreamNames cannot both be specified.',
    );
  }
  if (ignoring.has(operation)) {
    throw new AwsError(
      'NotImplemented',
      `A filter pattern of ${operation} is not supported by the local environment.`,
      501,
    );
  }
  const isWanted = filterPattern === '' ? () => true : parseFilterPattern(filterPattern);
  const answer = await ask(JSON.stringify(input));
  const output = outputSchema.safeParse(parseJson(answer.body));
  if (answer.status !== 200 || !output.success) return answer;
  const events = output.data.events.filter(
    ({ message, logStreamName }) => logStreamName.startsWith(prefix) && isWanted(message),
  );
  return { ...answer, body: JSON.stringify({ ...output.data, events }) };
}

function operationOf(target: string | undefined): string {
  return target?.split('.').at(-1) ?? '';
}
