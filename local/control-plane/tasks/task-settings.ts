/** What the control plane has to know of its surroundings to run tasks. */
export interface TaskSettings {
  readonly environmentName: string;
  /** The compose network, which every task joins. */
  readonly network: string;
  readonly haproxyImage: string;
  /** Host and port of the credential and metadata endpoints, as the compose network knows them. */
  readonly taskEndpoint: { readonly host: string; readonly port: number };
  /** What AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_S3 say inside a task. */
  readonly awsEndpointUrl: string;
  readonly s3EndpointUrl: string;
  /** Most open files that the engine can give a container: on some machines less than Fargate's 65,535. */
  readonly mostOpenFiles: number;
  /** The local certificate authority: its path on the engine's machine, and its OpenSSL subject hash. */
  readonly certificateAuthority?: { readonly hostPath: string; readonly subjectHash: string };
}
