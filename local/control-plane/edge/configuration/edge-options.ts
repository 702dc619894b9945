import type { Workload } from '../../../../definition/workload.ts';

/** What of the definition the edge is made from. */
export type EdgeWorkload = Pick<Workload, 'distributions' | 'loadBalancers' | 'buckets'>;

/** The ports, addresses and files of the edge on this machine. */
export interface EdgeOptions {
  /** The port of the host that leads to the edge over TLS: redirects go there. */
  readonly publishedHttpsPort: number;
  /** Paths in the edge's container. */
  readonly certificatePath: string;
  readonly keyPath: string;
  /** The load balancer's folder in the shared volume. */
  readonly loadBalancerFolder: string;
  /** `host:port` of the S3 server in the compose network. */
  readonly s3Server: string;
  /** The `User-Agent` by which a bucket knows the edge as a distribution or an origin access identity, by logical id. */
  readonly readerAgent: (logicalId: string) => string;
  /** Most that the cache keeps on disk. */
  readonly cacheMiB: number;
  /** A line of JSON on standard output for each request of a viewer: what the metrics count. */
  readonly requestLog: boolean;
}

/** The ports in the edge's container. */
export const edgePorts = { https: 8443, http: 8080, health: 8079, firstFetcher: 8100 } as const;
