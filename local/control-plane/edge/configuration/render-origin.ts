import { edgeGrants } from '../../../../definition/model/bucket-grants.ts';
import type { Distribution, Origin } from '../../../../definition/model/cloudfront.ts';
import { listenerSocket } from '../../load-balancer/paths.ts';
import type { EdgeOptions, EdgeWorkload } from './edge-options.ts';
import { block } from './nginx-syntax.ts';

/** An origin as nginx reaches it. */
export interface RenderedOrigin {
  readonly id: string;
  /** Scheme and authority for `proxy_pass`; undefined if the origin must not or cannot be reached. */
  readonly address: string | undefined;
  /** What stands before the request's path: S3's bucket and the origin path. */
  readonly pathPrefix: string;
  /** The `Host` that it gets where the viewer's is not forwarded. */
  readonly host: string;
  readonly connectTimeoutSeconds: number;
  readonly readTimeoutSeconds: number;
  readonly isLoadBalancer: boolean;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Headers by which the origin knows the edge. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  /** Whether it is a bucket that the edge may not list, so that a missing object is a 403. */
  readonly hidesMissing: boolean;
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
  const { target } = origin;
  const common = {
    id: origin.id,
    customHeaders: origin.customHeaders,
    pathPrefix: origin.originPath,
    connectTimeoutSeconds: origin.connectTimeoutSeconds,
    readTimeoutSeconds: origin.readTimeoutSeconds,
    ownHeaders: {},
    hidesMissing: false,
  };
  switch (target.kind) {
    case 'vpc':
      return { ...common, ...balanced(name, findById(workload, target.loadBalancer), target.port, options) };
    case 'custom':
      return { ...common, ...custom(name, target, workload, options) };
    case 's3':
      return { ...common, ...bucket(target, origin.originPath, workload, options) };
  }
}

type Reached = Pick<RenderedOrigin, 'address' | 'host' | 'isLoadBalancer' | 'blocks'>;
type LoadBalancer = EdgeWorkload['loadBalancers'][number];

/** Over the socket that the load balancer keeps for each listener. */
function balanced(
  name: string,
  loadBalancer: LoadBalancer | undefined,
  port: number,
  options: EdgeOptions,
): Reached {
  const listener = loadBalancer?.listeners.find((candidate) => candidate.port === port);
  const reached = { host: loadBalancer?.dnsName ?? 'load-balancer', isLoadBalancer: true };
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
  if (own !== undefined) return balanced(name, own, target.port, options);
  const isOnAws = /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|aws)$/.test(target.domainName);
  return {
    address: isOnAws ? undefined : `${target.scheme}://${target.domainName}:${target.port}`,
    host: target.domainName,
    isLoadBalancer: false,
    blocks: [],
  };
}

/**
 * By path, as the reader that the bucket's policy may name: the edge shows a secret in `User-Agent` in the place of
 * CloudFront's signature. Nothing that a viewer says can take its place.
 */
function bucket(
  { bucket: logicalId, reader }: Extract<Origin['target'], { kind: 's3' }>,
  originPath: string,
  workload: EdgeWorkload,
  options: EdgeOptions,
): Reached & Pick<RenderedOrigin, 'pathPrefix' | 'ownHeaders' | 'hidesMissing'> {
  const found = workload.buckets.find((candidate) => candidate.logicalId === logicalId);
  const agent = reader === undefined ? 'Amazon CloudFront' : options.readerAgent(reader);
  return {
    address: `http://${options.s3Server}`,
    pathPrefix: `/${found?.name ?? logicalId}${originPath}`,
    host: options.s3Server,
    isLoadBalancer: false,
    blocks: [],
    ownHeaders: { 'user-agent': agent, host: options.s3Server, authorization: '', cookie: '', referer: '' },
    hidesMissing: found !== undefined && !edgeGrants(found, reader ?? '').lists,
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
