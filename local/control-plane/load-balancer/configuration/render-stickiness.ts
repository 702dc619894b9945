import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';

/**
 * What keeps a client with a target of this group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
 */
export function renderStickiness({ logicalId, stickiness }: TargetGroup): readonly string[] {
  if (!stickiness.enabled) return [];
  const { type, cookieName, cookieDurationSeconds: seconds } = stickiness;
  return type === 'app_cookie'
    ? applicationCookie(logicalId, cookieName ?? '', seconds)
    : loadBalancerCookie(seconds);
}

const sevenDays = 604_800;

/**
 * The load balancer's own cookie is set again on every answer, and a second time for cross-origin requests. It lasts
 * seven days, whatever the duration: that counts from the last answer.
 */
function loadBalancerCookie(seconds: number): readonly string[] {
  return [
    `cookie AWSALB insert maxidle ${seconds}`,
    'http-after-response set-var(txn.cookie) res.cook(AWSALB)',
    `http-after-response replace-header Set-Cookie "^(AWSALB=[^;]*);.*\\$" "\\\\1; Expires=%[date(${sevenDays}),http_date]; Path=/"`,
    `http-after-response add-header Set-Cookie "AWSALBCORS=%[var(txn.cookie)]; Expires=%[date(${sevenDays}),http_date]; Path=/; SameSite=None" if { var(txn.cookie) -m found }`,
  ];
}

/**
 * Beside the application's cookie goes one of the load balancer's, `GROUP=TARGET.END|` for each group that the
 * client sticks to, END in seconds since the epoch. Both have to come back; then the target is kept, or another
 * takes its place where it is gone, and the duration starts again. The load balancer's cookie itself lasts 7 days.
 * One shard of it is enough here, so only `AWSALBAPP-0` is there.
 */
function applicationCookie(group: string, name: string, seconds: number): readonly string[] {
  const isStuck = 'var(txn.stuck) -m found';
  return [
    'http-request set-var(txn.now) date',
    `http-request set-var(txn.kept) req.cook(AWSALBAPP-0),param(${group},|)`,
    `http-request set-var(txn.others) "req.cook(AWSALBAPP-0),regsub('${group}=[^|]*\\|?','')"`,
    `http-request set-var(txn.stuck) bool(true) if { req.cook(${name}) -m found } { var(txn.kept),field(2,.),sub(txn.now) -m int gt 0 }`,
    'http-request set-var(txn.samesite) str("; SameSite=None; Secure") if { req.fhdr(User-Agent) -m reg "Chrom(e|ium)/([89][0-9]|[1-9][0-9][0-9])" }',
    `use-server %[var(txn.kept),field(1,.)] if { ${isStuck} }`,
    `http-response set-var(txn.stuck) bool(true) if { res.cook(${name}) -m found }`,
    `http-response add-header Set-Cookie "AWSALBAPP-0=%[var(txn.others)]${group}=%[srv_name].%[date(${seconds})]|; Expires=%[date(${sevenDays}),http_date]; Path=/%[var(txn.samesite)]" if { ${isStuck} }`,
  ];
}
