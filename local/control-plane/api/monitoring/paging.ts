import { AwsError } from '../aws-error.ts';
import { type Keyed, paginate } from '../protocols/paging.ts';

export interface PageInput {
  readonly size: number;
  readonly NextToken: string | undefined;
  /** What is listed, filters included. */
  readonly list: readonly unknown[];
  readonly descending?: boolean;
  /** What a token that is not of this list raises; `InvalidNextToken` when absent. */
  readonly invalidToken?: () => AwsError;
}

/** One page, with the token as CloudWatch's answers call it. */
export function pageOf<T>(
  all: readonly Keyed<T>[],
  { size, NextToken, ...others }: PageInput,
): { readonly items: readonly T[]; readonly NextToken: string | undefined } {
  const invalidToken = () => new AwsError('InvalidNextToken', `Invalid NextToken : ${NextToken}`);
  const page = { invalidToken, ...others, maxResults: size, nextToken: NextToken };
  const { items, nextToken } = paginate(all, page);
  return { items, NextToken: nextToken };
}
