import type { AwsError } from '../aws-error.ts';
import { type Keyed, paginate } from '../protocols/paging.ts';

/** One page, with the token as CloudWatch's answers call it. */
export function pageOf<T>(
  all: readonly Keyed<T>[],
  page: {
    readonly size: number;
    readonly NextToken: string | undefined;
    /** What is listed, filters included. */
    readonly list: readonly unknown[];
    readonly descending?: boolean;
    readonly invalidToken: () => AwsError;
  },
): { readonly items: readonly T[]; readonly NextToken: string | undefined } {
  const { size, NextToken, ...others } = page;
  const { items, nextToken } = paginate(all, { maxResults: size, nextToken: NextToken, ...others });
  return { items, NextToken: nextToken };
}
