import type { Listener, ListenerAction } from '../../model/load-balancing.ts';

/** What of its listener an action depends on. */
export type ListenerPlace = Pick<Listener, 'port' | 'protocol'>;

/**
 * True when a redirect leads to where the request came from, which ELB refuses as a loop; the query does not count.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function isSamePlace(
  redirect: Extract<ListenerAction, { readonly type: 'redirect' }>,
  listener: ListenerPlace,
): boolean {
  return (
    ['#{protocol}', listener.protocol].includes(redirect.protocol) &&
    ['#{port}', String(listener.port)].includes(redirect.port) &&
    redirect.host === '#{host}' &&
    redirect.path === '/#{path}'
  );
}
