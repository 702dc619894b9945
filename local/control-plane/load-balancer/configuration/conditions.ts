import type { RuleCondition } from '../../../../definition/model/load-balancing.ts';
import { escapableWildcardExpression, wildcardExpression } from '../../model/wildcard.ts';
import { quote } from './quoting.ts';
import { searched } from './regular-expressions.ts';

/**
 * A rule's condition as a HAProxy condition: any one of its values makes it true.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function renderCondition(condition: RuleCondition): string {
  switch (condition.field) {
    case 'path-pattern':
      return acl('path -m reg', patterns(condition));
    case 'host-header':
      return acl(`${hostFetch(condition)} -m reg -i`, patterns(condition));
    case 'http-request-method':
      return acl('method', condition.values);
    case 'source-ip':
      return acl('src', condition.values);
    case 'http-header':
      return acl(`req.fhdr(${condition.httpHeaderName}) -m reg -i`, patterns(condition));
    case 'query-string':
      return acl('query -m reg -i', condition.values.map(parameter));
  }
}

interface Matched {
  readonly values: readonly string[];
  readonly regexValues?: readonly string[];
}

/** That regular expressions on hosts and headers take no notice of case, as the other values do not, is assumed. */
function patterns({ values, regexValues = [] }: Matched): readonly string[] {
  return [...values.map(whole), ...regexValues.map(searched)];
}

/** Host names are compared without the port, expressions with the whole header. */
function hostFetch({ regexValues = [] }: Matched): string {
  return regexValues.length > 0 ? 'req.fhdr(host)' : 'req.hdr(host),host_only';
}

function acl(fetch: string, values: readonly string[]): string {
  return `{ ${fetch} ${values.map(quote).join(' ')} }`;
}

function whole(pattern: string): string {
  return `^${wildcardExpression(pattern)}$`;
}

/**
 * Here, and only here, a backslash makes a `*` or `?` stand for itself. Without a key, the value may be that of any key, or a parameter that has no `=`.
 */
function parameter({ key, value }: { readonly key?: string; readonly value: string }): string {
  const name = key === undefined ? '([^&=]*=)?' : `${escapableWildcardExpression(key, '[^&=]')}=`;
  return `(^|&)${name}${escapableWildcardExpression(value, '[^&]')}(&|$)`;
}
