import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';
import { AwsError } from '../aws-error.ts';
import type { LabelledResult } from './query-results.ts';

export interface DataPageRequest {
  readonly NextToken: string | undefined;
  readonly isDescending: boolean;
  /** How many datapoints a page has at most. */
  readonly size: number;
  /** What is requested: a token serves only the request that it came from. */
  readonly list: readonly unknown[];
}

/** From where on a page goes: what follows this time in this one of the results. */
const tokenSchema = z.object({ list: z.string(), result: z.int().min(0), after: z.number().optional() });

type Token = z.output<typeof tokenSchema>;

/**
 * One page of datapoints, filled from one result after the other: the last one on a page is `PartialData` if it goes on,
 * and results that begin later come with the next page. Assumed: how CloudWatch divides several results among pages.
 * Raises `InvalidNextToken`, without a text as CloudWatch.
 */
export function dataPage(results: readonly LabelledResult[], request: DataPageRequest) {
  const list = createHash('sha256').update(JSON.stringify(request.list)).digest('base64url').slice(0, 12);
  const from: Token =
    request.NextToken === undefined ? { list, result: 0 } : tokenOf(request.NextToken, list);
  const shapes: object[] = [];
  let room = request.size;
  for (let index = from.result; index < results.length; index += 1) {
    const result = results[index];
    if (result === undefined) break;
    if (room === 0) return { results: shapes, NextToken: textOf({ list, result: index }) };
    const points = pointsOf(result, request.isDescending, index === from.result ? from.after : undefined);
    const shown = points.slice(0, room);
    const isWhole = shown.length === points.length;
    shapes.push(shapeOf(result, shown, isWhole));
    room -= shown.length;
    if (!isWhole)
      return { results: shapes, NextToken: textOf({ list, result: index, after: shown.at(-1)?.atMs }) };
  }
  return { results: shapes, NextToken: undefined };
}

interface Point {
  readonly atMs: number;
  readonly value: number;
}

function pointsOf(
  result: LabelledResult,
  isDescending: boolean,
  after: number | undefined,
): readonly Point[] {
  const points = result.timestamps.flatMap((atMs, index): readonly Point[] => {
    const value = result.values[index];
    return value === undefined ? [] : [{ atMs, value }];
  });
  const ordered = isDescending ? points.toReversed() : points;
  if (after === undefined) return ordered;
  return ordered.filter(({ atMs }) => (isDescending ? atMs < after : atMs > after));
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
function shapeOf({ id, label, messages }: LabelledResult, points: readonly Point[], isWhole: boolean) {
  return {
    Id: id,
    Label: label,
    Timestamps: points.map(({ atMs }) => new Date(atMs)),
    Values: points.map(({ value }) => value),
    StatusCode: isWhole ? 'Complete' : 'PartialData',
    Messages: messages.length === 0 ? undefined : messages,
  };
}

function textOf(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function tokenOf(text: string, list: string): Token {
  const parsed = tokenSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (parsed.success && parsed.data.list === list) return parsed.data;
  throw new AwsError('InvalidNextToken', '');
}
