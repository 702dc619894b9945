import type { Listener, ListenerAction } from '../../../../definition/model/load-balancing.ts';
import { errorPage, loadBalancerServerHeader, page } from './error-pages.ts';
import { quote } from './quoting.ts';
import { redirectLocation } from './redirect-location.ts';

type ListenerAddress = Pick<Listener, 'port' | 'protocol'>;

/** The request lines of a rule's action; `condition` is a HAProxy condition, or empty for always. */
export function renderAction(
  action: ListenerAction,
  condition: string,
  listener: ListenerAddress,
): readonly string[] {
  switch (action.type) {
    case 'fixed-response':
      return [line(`http-request return ${fixedResponse(action)}`, condition)];
    case 'redirect':
      return renderRedirect(action, condition, listener);
    case 'forward':
      return renderForward(action, condition);
  }
}

/** The load balancer adds the character set; seen of `text/plain` and `application/json`, and assumed of the others. */
function fixedResponse(action: Extract<ListenerAction, { type: 'fixed-response' }>): string {
  const body = action.messageBody ?? '';
  const type = `${action.contentType ?? 'text/plain'}; charset=utf-8`;
  const payload = body === '' ? '' : ` content-type ${quote(type)} string ${quote(body)}`;
  return `status ${action.statusCode}${payload} hdr Server ${loadBalancerServerHeader}`;
}

const redirectTitles = { HTTP_301: '301 Moved Permanently', HTTP_302: '302 Found' } as const;

/** With the page that the load balancer sends along, and its `Server` header. */
function renderRedirect(
  action: Extract<ListenerAction, { type: 'redirect' }>,
  condition: string,
  listener: ListenerAddress,
): readonly string[] {
  const body = quote(page(redirectTitles[action.statusCode]));
  return [
    line(
      `http-request return status ${action.statusCode.slice(5)} content-type text/html string ${body} hdr Server ${loadBalancerServerHeader} hdr Location ${quote(redirectLocation(action, listener))}`,
      condition,
    ),
  ];
}

/** The load balancer's own reason for a 302, where HAProxy says `Found`; a target's answer keeps its reason. */
export const redirectReason = `http-after-response set-status 302 reason "Moved Temporarily" if { status 302 } { res.hdr(Server) -m str ${loadBalancerServerHeader} }`;

type Forward = Extract<ListenerAction, { type: 'forward' }>;

/**
 * Picks a target group into `txn.group`: the one that the client's cookie names where the groups are sticky,
 * else one by weight. Without any weight nothing is picked, so the answer is 503.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#target-group-stickiness
 */
function renderForward(action: Forward, condition: string): readonly string[] {
  const total = action.targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  const [only] = action.targetGroups;
  if (total === 0) return [line(`http-request return ${serviceUnavailable}`, condition)];
  if (only !== undefined && action.targetGroups.length === 1) {
    return [line(`http-request set-var(txn.group) str(${only.targetGroup})`, condition)];
  }
  return [
    ...(action.stickinessSeconds === undefined ? [] : renderStickyChoice(action, condition)),
    line(`http-request set-var(txn.pick) rand(${total})`, condition),
    ...renderWeightedChoice(action, condition),
  ];
}

/** What no target can answer. */
export const serviceUnavailable = `status 503 content-type text/html string ${quote(errorPage(503))} hdr Server ${loadBalancerServerHeader}`;

function renderStickyChoice(action: Forward, condition: string): readonly string[] {
  return [
    line(`http-request set-var(txn.sticky) int(${action.stickinessSeconds})`, condition),
    ...action.targetGroups
      .filter(({ weight }) => weight > 0)
      .map(({ targetGroup }) =>
        line(
          `http-request set-var(txn.group) str(${targetGroup})`,
          `${condition} { req.cook(AWSALBTG) -m str ${targetGroup} }`,
        ),
      ),
  ];
}

function renderWeightedChoice(action: Forward, condition: string): readonly string[] {
  let below = 0;
  return action.targetGroups
    .filter(({ weight }) => weight > 0)
    .map(({ targetGroup, weight }) => {
      below += weight;
      return line(
        `http-request set-var(txn.group) str(${targetGroup})`,
        `${condition} !{ var(txn.group) -m found } { var(txn.pick) -m int lt ${below} }`,
      );
    });
}

/** The cookies that keep a client with a group, on whatever answer a sticky rule led to. */
export function renderGroupCookies(seconds: number): readonly string[] {
  const set = (name: string, more: string) =>
    `http-after-response add-header Set-Cookie "${name}=%[var(txn.group)]; Expires=%[date(${seconds}),http_date]; Path=/${more}" if { var(txn.sticky) -m int ${seconds} }`;
  return [set('AWSALBTG', ''), set('AWSALBTGCORS', '; SameSite=None')];
}

function line(statement: string, condition: string): string {
  return condition.trim() === '' ? statement : `${statement} if ${condition.trim()}`;
}
