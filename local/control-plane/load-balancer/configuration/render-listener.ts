import type { Listener, ListenerAction } from '../../../../definition/model/load-balancing.ts';
import { neverFromViewers } from '../../../../definition/resources/cloudfront/cloudfront-headers.ts';
import type { ListenerPort } from '../../../environment/listener-ports.ts';
import { edgeAddressHeader, listenerSocket, sharedPortSocket } from '../paths.ts';
import { renderCondition } from './conditions.ts';
import { quote } from './quoting.ts';
import { redirectReason, renderAction, renderGroupCookies } from './render-actions.ts';
import { renderForwardedHeaders } from './render-forwarded-headers.ts';
import { renderResponseHeaders } from './render-response-headers.ts';
import { renderTlsHeaders, tlsOptions } from './render-tls.ts';
import { renderHostPort, renderTransform } from './render-transforms.ts';
import { renderRequestLog, shownStatus } from './request-log.ts';

export interface ListenerOptions {
  /** The folder of the sockets. */
  readonly folder: string;
  /** A PEM file beside its `.key`, for HTTPS listeners. */
  readonly certificatePath: string;
  readonly requestLog: boolean;
}

/**
 * A listener as a HAProxy frontend. The first rule in the order of priority whose conditions are all true puts
 * its number into `txn.rule`; 0 is the default.
 */
export function renderListener(place: ListenerPort, options: ListenerOptions): readonly string[] {
  const { listener, loadBalancer } = place;
  const { attributes } = loadBalancer;
  const hostPort = renderHostPort(listener, attributes);
  const idleSeconds = attributes['idle_timeout.timeout_seconds'];
  return [
    `frontend ${listener.logicalId}`,
    ...[
      ...binds(place, options),
      ...(options.requestLog ? renderRequestLog(loadBalancer) : []),
      `timeout client ${idleSeconds}s`,
      'tcp-request session set-var(sess.began) date',
      // The target groups take it from here, in milliseconds.
      `http-request set-var(txn.idle) int(${idleSeconds * 1000})`,
      `http-request set-src hdr(${edgeAddressHeader}) if { so_name edge }`,
      `http-request del-header ${edgeAddressHeader}`,
      // What CloudFront takes away: nginx can drop headers by their names alone, not by what they begin with.
      `http-request del-header ${quote(neverFromViewers)} -m reg if { so_name edge }`,
      ...(attributes['routing.http.drop_invalid_header_fields.enabled'] ? [dropInvalidHeaders] : []),
      ...listener.rules.map(
        (rule, index) =>
          `http-request set-var(txn.rule) int(${index + 1}) if !{ var(txn.rule) -m found } ${rule.conditions.map(renderCondition).join(' ')}`,
      ),
      'http-request set-var-fmt(txn.query) "?%[query]" if { query -m len gt 0 }',
      ...renderActions(listener),
      ...hostPort.beforeTransforms,
      ...listener.rules.flatMap(({ transforms }, index) =>
        transforms.flatMap((transform) => renderTransform(transform, isRule(index))),
      ),
      ...hostPort.afterTransforms,
      ...renderForwardedHeaders(listener, attributes),
      ...renderTlsHeaders(listener, attributes),
      'use_backend %[var(txn.group)] if { var(txn.group) -m found }',
      ...stickySeconds(listener).flatMap(renderGroupCookies),
      ...(actionsOf(listener).some(({ type }) => type === 'redirect') ? [redirectReason] : []),
      ...renderResponseHeaders(listener.attributes),
      `http-after-response set-header Connection close if { date,sub(sess.began) -m int ge ${attributes['client_keep_alive.seconds']} } !{ status 101 }`,
      ...(options.requestLog ? [shownStatus] : []),
    ].map((line) => `  ${line}`),
  ];
}

/**
 * Names with anything but letters, digits and hyphens. That rules do not see such a header either is assumed.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const dropInvalidHeaders = 'http-request del-header [^-A-Za-z0-9] -m reg';

/** A port that is shared is bound by a frontend of its own; the ports of further load balancers lead here directly. */
function binds(place: ListenerPort, { folder, certificatePath }: ListenerOptions): readonly string[] {
  const { listener, containerPort, isShared } = place;
  const tls = tlsOptions(listener, place.loadBalancer.attributes, certificatePath);
  return [
    ...(isShared && containerPort === listener.port ? [] : [`bind :${containerPort}${tls}`]),
    ...(isShared
      ? [`bind unix@${sharedPortSocket(folder, listener.logicalId)} user haproxy mode 600 accept-proxy${tls}`]
      : []),
    `bind unix@${listenerSocket(folder, listener.logicalId)} mode 666 name edge`,
  ];
}

function isRule(index: number): string {
  return `{ var(txn.rule) -m int ${index + 1} }`;
}

function renderActions(listener: Listener): readonly string[] {
  const otherwise = listener.rules.length === 0 ? '' : '!{ var(txn.rule) -m found }';
  return [
    ...listener.rules.flatMap((rule, index) =>
      rule.actions.flatMap((action) => renderAction(action, isRule(index), listener)),
    ),
    ...listener.defaultActions.flatMap((action) => renderAction(action, otherwise, listener)),
  ];
}

function actionsOf(listener: Listener): readonly ListenerAction[] {
  return [...listener.rules.flatMap((rule) => rule.actions), ...listener.defaultActions];
}

function stickySeconds(listener: Listener): readonly number[] {
  return [
    ...new Set(
      actionsOf(listener).flatMap((action) =>
        action.type === 'forward' && action.stickinessSeconds !== undefined && action.targetGroups.length > 1
          ? [action.stickinessSeconds]
          : [],
      ),
    ),
  ];
}
