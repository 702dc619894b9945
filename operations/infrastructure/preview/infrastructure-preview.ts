/** What a deployment would change, before anybody agrees to it. It has names of properties only: values may be secret. */
export interface InfrastructurePreview {
  readonly stacks: readonly StackPreview[];
}

/** What changes of one stack. */
export interface StackPreview {
  readonly name: string;
  readonly region: string;
  /** Whether all of it is made now. */
  readonly isNew: boolean;
  /** Whether CloudFormation itself has said what it would do; otherwise the templates were compared. */
  readonly isExact: boolean;
  /** How permissions and rules of the network change; the most far-reaching first. */
  readonly security: readonly SecurityChange[];
  /** Each resource that changes: first what is security-relevant, then by how much is lost. */
  readonly changes: readonly ResourceChange[];
  /** Outputs that come, change or go. */
  readonly outputs: readonly string[];
  /** Undefined where it was not looked for, as of a new stack, or where it cannot be read. */
  readonly drift: Drift | undefined;
  readonly duration: Duration;
}

/** What becomes of a resource. */
export type Effect =
  | 'created'
  | 'updated'
  | 'maybe replaced'
  | 'replaced'
  | 'replaced, the old one stays'
  | 'deleted'
  | 'left behind'
  | 'imported';

/** A resource that changes. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly effect: Effect;
  /** Names of the properties that change; of a resource that comes or goes, none. */
  readonly properties: readonly string[];
  /** What of it is interrupted meanwhile; undefined where nothing is. */
  readonly interruption: string | undefined;
  /** Whether it holds what cannot be made again. */
  readonly isStateful: boolean;
  readonly isSecurityRelevant: boolean;
}

/** A permission or a rule of the network that comes or goes. */
export interface SecurityChange {
  readonly kind: 'permission' | 'managed policy' | 'network';
  readonly change: 'added' | 'removed';
  /** In one line. */
  readonly text: string;
  /** Whether more is allowed afterwards. */
  readonly isBroader: boolean;
}

/** How the resources of a stack differ from what CloudFormation has made. */
export interface Drift {
  readonly resources: readonly DriftedResource[];
  /** How many resources are of a type that CloudFormation cannot check. */
  readonly unchecked: number;
}

/** A resource that somebody changed or deleted by hand. */
export interface DriftedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly drift: 'changed' | 'deleted';
  /** Paths of the properties that differ. */
  readonly properties: readonly string[];
}

/** How long it usually takes. */
export interface Duration {
  readonly minutes: readonly [from: number, to: number];
  /** `measured` by earlier updates of the same stack, or `typical` of such a stack. */
  readonly source: 'measured' | 'typical' | 'nothing to do';
}
