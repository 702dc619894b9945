import { invalidPattern } from './invalid-pattern.ts';

/**
 * A regular expression of a filter pattern, without its percent signs. Groups and other symbols than these are refused.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export function parseRegularExpression(text: string): RegExp {
  if (!/^[A-Za-z0-9:_#=@/;,\-^$?[\]{}|\\*+. ]+$/.test(text)) {
    throw invalidPattern('the regular expression has a character that is not supported', `%${text}%`);
  }
  try {
    return new RegExp(text);
  } catch {
    throw invalidPattern('the regular expression is not valid', `%${text}%`);
  }
}
