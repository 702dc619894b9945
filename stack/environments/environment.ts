/** Where the store runs. `local` is a developer's machine, the others are on AWS. */
export type EnvironmentName = 'local' | 'small' | 'staging' | 'production';

/** How many tasks a service may have; scaling moves between the two. */
export interface TaskRange {
  readonly min: number;
  readonly max: number;
}

/** A custom domain; without one the store answers at CloudFront's own name. */
export interface Domain {
  readonly name: string;
  readonly hostedZoneId: string;
}

/** The mail server that takes the store's mail, and whose it is. */
export interface Mail {
  /** The sender of all mail. */
  readonly from: string;
  readonly host: string;
  /** A port where the server speaks SMTP with STARTTLS, such as 587. */
  readonly port: number;
  /** Name of a secret of the account, which this app does not make: `username` and `password` for the server. */
  readonly secretName: string;
}

/** What the database runs on. */
export interface DatabaseSize {
  /** A class of RDS without its `db.`, such as `t3.micro`. */
  readonly instanceType: string;
  /** Whether a standby in the other Availability Zone takes over. */
  readonly isMultiAz: boolean;
  /** Whether a second instance answers what only reads. */
  readonly hasReplica: boolean;
}

/** What Redis runs on. */
export interface CacheSize {
  /** A node type of ElastiCache, such as `cache.t3.micro`. */
  readonly nodeType: string;
  /** With two, the second one takes over, in the other Availability Zone. */
  readonly nodes: 1 | 2;
}

/** What differs between environments and has a value in each. */
export interface Sizes {
  readonly region: string;
  /**
   * Names of two Availability Zones; undefined for the first two of the region. Some zones have no VPC origins.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  readonly availabilityZones: readonly [string, string] | undefined;
  readonly web: TaskRange;
  readonly worker: TaskRange;
  readonly database: DatabaseSize;
  /** Where the application uses Redis. */
  readonly cache: CacheSize;
  /** One for each Availability Zone, or one for both. */
  readonly natGateways: 1 | 2;
  /** How long a deregistered target may finish its requests, in seconds. */
  readonly deregistrationDelaySeconds: number;
  readonly targetHealthIntervalSeconds: number;
  readonly containerHealthIntervalSeconds: number;
  /** How long failed health checks of a new task are forgiven, in seconds. */
  readonly healthCheckGraceSeconds: number;
  /** How long browsers must insist on HTTPS, in seconds; 0 would undo an earlier answer. */
  readonly hstsSeconds: number;
  readonly backupRetentionDays: number;
  /** Whether the seeds bring products, shipping methods and a payment method that needs no card. */
  readonly seedsSample: boolean;
  /** Whether it must be hard to delete once it is in service. */
  readonly isProtectedFromDeletion: boolean;
}

/** What only its owner can say of an environment. */
export interface Ownership {
  /** The 12 digits of the AWS account: nothing is deployed to another one. */
  readonly account: string;
  /** The store's first administrator. */
  readonly adminEmail: string;
  /** Who gets the alarms; each has to confirm the subscription once. */
  readonly alarmEmails: readonly string[];
  readonly mail: Mail;
}

/** An environment as its file in this folder has it; what is undefined has to be set before it can be deployed. */
export interface Environment extends Sizes {
  readonly account: Ownership['account'] | undefined;
  readonly adminEmail: Ownership['adminEmail'] | undefined;
  readonly alarmEmails: Ownership['alarmEmails'] | undefined;
  readonly mail: Mail | undefined;
  readonly domain: Domain | undefined;
  /**
   * False until customers can use the store. Until then a failed deployment can be undone and tried again (nothing is
   * protected from deletion), and the first deployment may leave out the tasks. Afterwards neither is possible.
   */
  readonly isInService: boolean;
}
