import type {
  Listener,
  LoadBalancerAttributes,
  RuleTransform,
} from '../../../../definition/model/load-balancing.ts';
import { errorPage, loadBalancerServerHeader } from './error-pages.ts';
import { quote } from './quoting.ts';
import { rewriting } from './regular-expressions.ts';

/**
 * The transforms of a rule, on what is forwarded: conditions and redirects have seen the request as it came. The URL
 * is the path with the query. A URL that no request can have is a transform that failed, which is a 500.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function renderTransform(transform: RuleTransform, condition: string): readonly string[] {
  const { pattern, replacement } = rewriting(transform);
  const rewrite = `${quote(pattern)} ${quote(replacement)} if ${condition}`;
  if (transform.type === 'host-header-rewrite') return [`http-request replace-header Host ${rewrite}`];
  return [
    `http-request replace-pathq ${rewrite}`,
    `http-request return status 500 content-type text/html string ${quote(errorPage(500))} hdr Server ${loadBalancerServerHeader} if ${condition} !{ pathq -m beg / }`,
  ];
}

const defaultPorts: readonly number[] = [80, 443];

/**
 * The port in the Host header, where it is not to be preserved: none on a default port, on another the listener's own.
 * `beforeTransforms` is what a rewrite of the header sees. A request through the edge keeps the port that is the
 * edge's own here and not there on AWS.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#host-header-preservation
 */
export function renderHostPort(
  { port }: Pick<Listener, 'port'>,
  attributes: LoadBalancerAttributes,
): { readonly beforeTransforms: readonly string[]; readonly afterTransforms: readonly string[] } {
  if (attributes['routing.http.preserve_host_header.enabled']) {
    return { beforeTransforms: [], afterTransforms: [] };
  }
  if (defaultPorts.includes(port)) {
    const line = `http-request replace-header Host ${quote('^(.*?)(:[0-9]+)?$')} ${quote('\\1')} if !{ so_name edge }`;
    return { beforeTransforms: [line], afterTransforms: [] };
  }
  const line = `http-request replace-header Host ${quote('^([^:]+|\\[.*\\])$')} ${quote(`\\1:${port}`)}`;
  return { beforeTransforms: [], afterTransforms: [line] };
}
