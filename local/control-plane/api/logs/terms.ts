import { invalidPattern, type MessageFilter } from './invalid-pattern.ts';

/**
 * Terms: all of them have to be in the message, those after `-` must not be; of terms that all have a `?`, one
 * suffices. Beside other terms those with a `?` count for nothing. Case matters.
 * Assumed: a term is a whole word, as AWS shows for `%AUTHORIZED%`, which alone takes UNAUTHORIZED.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export function parseTerms(pattern: string): MessageFilter {
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)|\S/g)].map(
    ([whole, sign = '', quoted, bare]) => {
      const text = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
      if (text === undefined || (bare !== undefined && !/^\w+$/.test(bare))) {
        throw invalidPattern(`${whole} must be in double quotes`, pattern);
      }
      return { sign, isIn: isWordIn(text) };
    },
  );
  const required = terms.filter(({ sign }) => sign !== '?');
  if (required.length === 0) return (message) => terms.some(({ isIn }) => isIn(message));
  return (message) => required.every(({ sign, isIn }) => isIn(message) === (sign === ''));
}

function isWordIn(text: string): MessageFilter {
  const isWordCharacter = (character: string | undefined) => character !== undefined && /\w/.test(character);
  const before = isWordCharacter(text[0]) ? '(?<!\\w)' : '';
  const after = isWordCharacter(text.at(-1)) ? '(?!\\w)' : '';
  const expression = new RegExp(`${before}${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${after}`);
  return (message) => expression.test(message);
}
