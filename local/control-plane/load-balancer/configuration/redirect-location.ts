import type { Listener, ListenerAction } from '../../../../definition/model/load-balancing.ts';
import { ownValue } from '../../../../json/own-value.ts';
import { literal } from './quoting.ts';

type Redirect = Extract<ListenerAction, { readonly type: 'redirect' }>;

/** What stands for a request's part, by the name in `#{...}`. */
type Parts = Readonly<Record<string, string>>;

/**
 * The `Location` of a redirect as a log-format string. The load balancer writes the port even where it is the
 * protocol's own. A query of `#{query}` alone comes from the variable `txn.query`, which has the `?` in it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function redirectLocation(action: Redirect, listener: Pick<Listener, 'port' | 'protocol'>): string {
  const parts: Parts = {
    protocol: listener.protocol.toLowerCase(),
    host: '%[req.hdr(host),host_only,lower]',
    port: String(listener.port),
    path: '%[path,regsub(^/,)]',
    query: '%[query]',
  };
  const protocol = fill(
    action.protocol.replace(/^HTTPS?$/, (name) => name.toLowerCase()),
    parts,
  );
  const place = `${protocol}://${fill(action.host, parts)}:${fill(action.port, parts)}`;
  return `${place}${fill(action.path, parts)}${query(action.query, parts)}`;
}

function query(template: string, parts: Parts): string {
  if (template === '') return '';
  return template === '#{query}' ? '%[var(txn.query)]' : `?${fill(template, parts)}`;
}

function fill(template: string, parts: Parts): string {
  return template.replace(/#\{(\w+)\}|[^#]+|#/g, (piece, name: string | undefined) =>
    name === undefined ? literal(piece) : (ownValue(parts, name) ?? literal(piece)),
  );
}
