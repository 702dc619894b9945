import type { RuleCondition } from '../../../../definition/model/load-balancing.ts';
import { wildcardExpression } from '../../model/wildcard.ts';
import { quote } from './quoting.ts';

/**
 * A rule's condition as a HAProxy condition: any one of its values makes it true.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function renderCondition(condition: RuleCondition): string {
  switch (condition.field) {
    case 'path-pattern':
      return acl('path -m reg', condition.values.map(whole));
    case 'host-header':
      return acl('req.hdr(host),host_only -m reg -i', condition.values.map(whole));
    case 'http-request-method':
      return acl('method', condition.values);
    case 'source-ip':
      return acl('src', condition.values);
    case 'http-header':
      return acl(`req.fhdr(${condition.httpHeaderName}) -m reg -i`, condition.values.map(whole));
    case 'query-string':
      return acl('query -m reg -i', condition.values.map(parameter));
  }
}

function acl(fetch: string, values: readonly string[]): string {
  return `{ ${fetch} ${values.map(quote).join(' ')} }`;
}

function whole(pattern: string): string {
  return `^${wildcardExpression(pattern)}$`;
}

/** Without a key, the value may be that of any key, or a parameter that has no `=`. */
function parameter({ key, value }: { readonly key?: string; readonly value: string }): string {
  const name = key === undefined ? '([^&=]*=)?' : `${wildcardExpression(key, '[^&=]')}=`;
  return `(^|&)${name}${wildcardExpression(value, '[^&]')}(&|$)`;
}
