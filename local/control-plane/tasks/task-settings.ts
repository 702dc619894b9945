/** A server that has one address, `http://127.0.0.1:PORT`, on the machine and in tasks. */
export interface TaskForward {
  readonly port: number;
  /** Host and port in the compose network. */
  readonly host: string;
  readonly hostPort: number;
}

/** What the control plane has to know of its surroundings to run tasks. */
export interface TaskSettings {
  readonly environmentName: string;
  /** The compose network, which every task joins. */
  readonly network: string;
  readonly haproxyImage: string;
  /** Host and port of the credential and metadata endpoints, as the compose network knows them. */
  readonly taskEndpoint: { readonly host: string; readonly port: number };
  /** Where the AWS endpoint and the S3 server are, on the machine and in the compose network. */
  readonly aws: TaskForward;
  readonly s3: TaskForward;
  /** The address of the storefront in a browser on the machine. */
  readonly storefrontUrl: string;
  /** Names of the definition's buckets, each a host name inside of tasks. */
  readonly bucketNames: () => readonly string[];
  /** Most open files that the engine can give a container: on some machines less than Fargate's 65,535. */
  readonly mostOpenFiles: number;
  /** The longest start period of a health check; as the definition says where it is undefined. */
  readonly longestGraceSeconds?: number | undefined;
  /** The local certificate authority: its path on the engine's machine, and its OpenSSL subject hash. */
  readonly certificateAuthority?: { readonly hostPath: string; readonly subjectHash: string };
}
