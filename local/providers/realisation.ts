import type { JsonValue } from '../../definition/template/json-value.ts';
import type { ResourceView } from '../../definition/values/resource-view.ts';

/** What stands in for a resource of AWS on the local machine. */
export type Provider =
  | 'localstack'
  | 'control-plane'
  | 'postgres'
  | 'redis'
  | 's3'
  | 'load-balancer'
  | 'edge'
  | 'engine'
  | 'not-realised';

/**
 * How well it does so: as on AWS; with differences that `why` names; known by its name and values with nothing
 * acting on it; not there at all.
 */
export type Faithfulness = 'as-aws' | 'approximated' | 'recorded' | 'absent';

/** What the local values of a resource are made of. */
export interface LocalView extends ResourceView {
  /** The AWS endpoint, which has the same address for the machine, a browser on it and a task. */
  readonly awsEndpoint: string;
}

/** The values of a resource's `Ref` and attributes; undefined where it has no such one, or the same as on AWS. */
export type LocalValues = (attribute: string, resource: LocalView) => JsonValue | undefined;

/** One row of the table of resource types. */
export interface Realisation {
  readonly provider: Provider;
  readonly faithfulness: Faithfulness;
  /** What differs from AWS or why it is not there, as a sentence for the parity report. */
  readonly why: string;
  /** Values that are others here than on AWS, such as host names; the rest are the same for any account and region. */
  readonly localValues?: LocalValues;
  /**
   * Attributes (`Ref` among them) that only AWS can answer, so that their values here are placeholders: an error where
   * they reach what runs locally.
   */
  readonly placeholders?: (attribute: string) => boolean;
  /** Present where the resource is in the template that goes to LocalStack. */
  readonly localstack?: {
    /** The property that names the resource, set in the reduced template so that its name is known beforehand. */
    readonly nameProperty?: string;
    /** Whether its `Ref` is known only after the deployment. */
    readonly refIsGenerated?: boolean;
    /** Properties that stay out of the reduced template. */
    readonly withoutProperties?: readonly string[];
  };
}

/** Rows by resource type. */
export type Rows = Readonly<Record<string, Realisation>>;
