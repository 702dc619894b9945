import { edgeGrants } from '../../../../definition/model/bucket-grants.ts';
import type { Distribution, Origin } from '../../../../definition/model/cloudfront.ts';
import { listenerSocket } from '../../load-balancer/paths.ts';
import type { EdgeOptions, EdgeWorkload } from './edge-options.ts';
import { block } from './nginx-syntax.ts';

/** An origin as nginx reaches it. */
export interface RenderedOrigin {
  readonly id: string;
  /** Scheme and authority for `proxy_pass`; undefined where the origin must not or cannot be reached. */
  readonly address: string | undefined;
  /** What stands before the request's path: S3's bucket and the origin path. */
  readonly pathPrefix: string;
  /** The `Host` that it gets where the viewer's is not forwarded. */
  readonly host: string;
  readonly readTimeoutSeconds: number;
  readonly isLoadBalancer: boolean;
  /** Whether it is a bucket that the edge may not list: S3 answers 403 for an object that is not there then. */
  readonly hidesMissing?: boolean;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Upstream blocks that it needs. */
  readonly blocks: readonly (readonly string[])[];
}

/** Renders one origin of a distribution; `name` begins the names of its upstreams. */
export function renderOrigin(
  name: string,
  origin: Origin,
  workload: EdgeWorkload,
  options: EdgeOptions,
): RenderedOrigin {
  const common = { id: origin.id, customHeaders: origin.customHeaders, pathPrefix: origin.originPath };
  const { target } = origin;
  switch (target.kind) {
    case 'vpc':
      return { ...common, ...balanced(name, findById(workload, target.loadBalancer), target, options) };
    case 'custom':
      return { ...common, ...custom(name, target, workload, options) };
    case 's3':
      return { ...common, ...bucket(origin, target, workload, options) };
  }
}

type Reached = Omit<RenderedOrigin, 'id' | 'customHeaders' | 'pathPrefix'>;
type LoadBalancer = EdgeWorkload['loadBalancers'][number];

/** Over the socket that the load balancer keeps for each listener. */
function balanced(
  name: string,
  loadBalancer: LoadBalancer | undefined,
  target: { readonly port: number; readonly readTimeoutSeconds: number },
  options: EdgeOptions,
): Reached {
  const listener = loadBalancer?.listeners.find(({ port }) => port === target.port);
  const reached = {
    host: loadBalancer?.dnsName ?? 'load-balancer',
    readTimeoutSeconds: target.readTimeoutSeconds,
    isLoadBalancer: true,
  };
  if (listener === undefined) return { ...reached, address: undefined, blocks: [] };
  const socket = `unix:${listenerSocket(options.loadBalancerFolder, listener.logicalId)}`;
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
  return { ...reached, address: `${scheme}://${name}`, blocks: [upstream(name, socket)] };
}

/** Nothing local may reach AWS; the name of a load balancer of the definition leads to the local one. */
function custom(
  name: string,
  target: Extract<Origin['target'], { kind: 'custom' }>,
  workload: EdgeWorkload,
  options: EdgeOptions,
): Reached {
  const own = workload.loadBalancers.find(({ dnsName }) => dnsName === target.domainName);
  if (own !== undefined) return balanced(name, own, target, options);
  const scheme = target.port === 443 ? 'https' : 'http';
  const isOnAws = /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|aws)$/.test(target.domainName);
  return {
    address: isOnAws ? undefined : `${scheme}://${target.domainName}:${target.port}`,
    host: target.domainName,
    readTimeoutSeconds: target.readTimeoutSeconds,
    isLoadBalancer: false,
    blocks: [],
  };
}

/**
 * By path; what stands for the signature of an origin access control is the `User-Agent`, which the bucket's policy
 * asks for. Nothing of the viewer's own credentials reaches S3.
 */
function bucket(
  { originPath, customHeaders }: Origin,
  target: Extract<Origin['target'], { kind: 's3' }>,
  workload: EdgeWorkload,
  options: EdgeOptions,
): Reached & Pick<RenderedOrigin, 'pathPrefix' | 'customHeaders'> {
  const { reader } = target;
  const found = workload.buckets.find(({ logicalId }) => logicalId === target.bucket);
  const name = found?.name ?? target.bucket;
  const agent = reader === undefined ? 'Amazon CloudFront' : options.readerAgent(reader);
  return {
    customHeaders: { ...customHeaders, 'user-agent': agent, authorization: '', referer: '' },
    hidesMissing: found !== undefined && !edgeGrants(found, reader ?? '').lists,
    address: `http://${options.s3Server}`,
    pathPrefix: `/${name}${originPath}`,
    host: options.s3Server,
    readTimeoutSeconds: 30,
    isLoadBalancer: false,
    blocks: [],
  };
}

/** Idle connections end before the load balancer's side would end them. */
export function upstream(name: string, server: string): readonly string[] {
  return block(`upstream ${name}`, [`server ${server};`, 'keepalive 64;', 'keepalive_timeout 5s;']);
}

function findById(workload: EdgeWorkload, logicalId: string): LoadBalancer | undefined {
  return workload.loadBalancers.find((loadBalancer) => loadBalancer.logicalId === logicalId);
}

/** All origins of a distribution by id. */
export function renderOrigins(
  name: string,
  distribution: Distribution,
  workload: EdgeWorkload,
  options: EdgeOptions,
): readonly RenderedOrigin[] {
  return distribution.origins.map((origin, index) =>
    renderOrigin(`${name}_origin_${index}`, origin, workload, options),
  );
}
