import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../aws-error.ts';

/** An item of a list, with the key that orders it. Keys are unique and compare as strings. */
export interface Keyed<T> {
  readonly key: string;
  readonly item: T;
}

export interface PageRequest {
  readonly maxResults: number;
  readonly nextToken: string | undefined;
  readonly descending?: boolean;
  /** What is listed, filters included: a token serves only the list that it came from. */
  readonly list: readonly unknown[];
  /** What a token that is not of this list raises; ECS's `InvalidParameterException` when absent. */
  readonly invalidToken?: () => AwsError;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

const tokenSchema = z.object({ after: z.string(), list: z.string() });

/**
 * One page of a list. The token says after which key the next one begins, so that items which come or go
 * between two pages make none appear twice.
 */
export function paginate<T>(all: readonly Keyed<T>[], request: PageRequest): Page<T> {
  const list = createHash('sha256').update(JSON.stringify(request.list)).digest('base64url').slice(0, 12);
  const after =
    request.nextToken === undefined ? undefined : keyOf(request.nextToken, list, request.invalidToken);
  const sign = request.descending === true ? -1 : 1;
  const ordered = all
    .filter(({ key }) => after === undefined || sign * compare(key, after) > 0)
    .toSorted((a, b) => sign * compare(a.key, b.key));
  const page = ordered.slice(0, request.maxResults);
  const last = page.at(-1);
  const isEnd = last === undefined || page.length === ordered.length;
  return { items: page.map(({ item }) => item), nextToken: isEnd ? undefined : token(last.key, list) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function token(after: string, list: string): string {
  return Buffer.from(JSON.stringify({ after, list })).toString('base64url');
}

function keyOf(nextToken: string, list: string, invalidToken = ecsInvalidToken): string {
  const parsed = tokenSchema.safeParse(decode(nextToken));
  if (!parsed.success || parsed.data.list !== list) throw invalidToken();
  return parsed.data.after;
}

const ecsInvalidToken = () => new AwsError('InvalidParameterException', 'Invalid token.');

function decode(nextToken: string): unknown {
  try {
    return JSON.parse(Buffer.from(nextToken, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
