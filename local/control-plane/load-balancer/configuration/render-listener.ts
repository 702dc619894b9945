import type { Listener, ListenerAction, LoadBalancer } from '../../../../definition/model/load-balancing.ts';
import { edgeAddressHeader, listenerSocket } from '../paths.ts';
import { renderCondition } from './conditions.ts';
import { renderAction, renderGroupCookies } from './render-actions.ts';
import { renderForwardedHeaders } from './render-forwarded-headers.ts';

/** Where a listener is reached, and with which certificate. */
export interface ListenerPlace {
  readonly folder: string;
  /** False for a second load balancer on a port that is taken: only the edge reaches it. */
  readonly bindsPort: boolean;
  /** A PEM file beside its `.key`, for HTTPS listeners. */
  readonly certificatePath: string;
  readonly requestLog: boolean;
}

/**
 * A listener as a HAProxy frontend. The first rule in the order of priority whose conditions are all true puts
 * its number into `txn.rule`; 0 is the default.
 */
export function renderListener(
  loadBalancer: LoadBalancer,
  listener: Listener,
  place: ListenerPlace,
): readonly string[] {
  return [
    `frontend ${listener.logicalId}`,
    ...[
      ...binds(listener, place),
      ...(place.requestLog ? [requestLog] : []),
      `timeout client ${idleSeconds(loadBalancer)}s`,
      `http-request set-var(txn.idle) int(${idleSeconds(loadBalancer) * 1000})`,
      `http-request set-src hdr(${edgeAddressHeader}) if { so_name edge }`,
      `http-request del-header ${edgeAddressHeader}`,
      ...listener.rules.map(
        (rule, index) =>
          `http-request set-var(txn.rule) int(${index + 1}) if !{ var(txn.rule) -m found } ${rule.conditions.map(renderCondition).join(' ')}`,
      ),
      'http-request set-var-fmt(txn.query) "?%[query]" if { query -m len gt 0 }',
      ...renderActions(listener),
      ...renderForwardedHeaders(listener, loadBalancer.attributes),
      'use_backend %[var(txn.group)] if { var(txn.group) -m found }',
      ...stickySeconds(listener).flatMap(renderGroupCookies),
    ].map((line) => `  ${line}`),
  ];
}

/**
 * How long a connection may be idle on either side; the target groups take it from `txn.idle`, in milliseconds.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
function idleSeconds({ attributes }: LoadBalancer): number {
  return Number(attributes['idle_timeout.timeout_seconds'] ?? 60);
}

const requestLog =
  'log-format \'{"time":"%tr","client":"%[src]","method":"%HM","path":"%HPO","status":%ST,"group":"%b","target":"%s","milliseconds":%Ta,"termination":"%ts"}\'';

function binds(listener: Listener, place: ListenerPlace): readonly string[] {
  const tls = listener.protocol === 'HTTPS' ? ` ssl crt ${place.certificatePath} alpn h2,http/1.1` : '';
  return [
    ...(place.bindsPort ? [`bind :${listener.port}${tls}`] : []),
    `bind unix@${listenerSocket(place.folder, listener.logicalId)} mode 666 name edge`,
  ];
}

function renderActions(listener: Listener): readonly string[] {
  const otherwise = listener.rules.length === 0 ? '' : '!{ var(txn.rule) -m found }';
  return [
    ...listener.rules.flatMap((rule, index) =>
      rule.actions.flatMap((action) =>
        renderAction(action, `{ var(txn.rule) -m int ${index + 1} }`, listener),
      ),
    ),
    ...listener.defaultActions.flatMap((action) => renderAction(action, otherwise, listener)),
  ];
}

function stickySeconds(listener: Listener): readonly number[] {
  const actions: readonly ListenerAction[] = [
    ...listener.rules.flatMap((rule) => rule.actions),
    ...listener.defaultActions,
  ];
  return [
    ...new Set(
      actions.flatMap((action) =>
        action.type === 'forward' && action.stickinessSeconds !== undefined && action.targetGroups.length > 1
          ? [action.stickinessSeconds]
          : [],
      ),
    ),
  ];
}
