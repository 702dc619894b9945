import { invalidPattern, type MessageFilter } from './invalid-pattern.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseRegularExpression } from './regular-expression.ts';
import { parseTerms } from './terms.ts';

/**
 * Reads a filter pattern: terms, one regular expression, or a pattern for JSON. Raises `InvalidParameterException`
 * for one that is wrong, and for patterns of space-delimited fields, which are not offered.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('[')) {
    throw invalidPattern(
      'filter patterns of space-delimited fields are not supported by the local environment',
      text,
    );
  }
  if (text.startsWith('{')) return parseJsonPattern(text);
  if (/^%.*%$/s.test(text)) {
    const expression = parseRegularExpression(text.slice(1, -1));
    return (message) => expression.test(message);
  }
  return parseTerms(text);
}
