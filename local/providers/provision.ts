import type { JsonValue } from '../../definition/template/json-value.ts';
import type { ResourceView } from '../../definition/values/resource-view.ts';

/** What provides an AWS resource locally. */
export type Provider =
  | 'localstack'
  | 'control-plane'
  | 'postgres'
  | 'redis'
  | 's3'
  | 'load-balancer'
  | 'edge'
  | 'engine'
  | 'none';

/**
 * How well it does so: as on AWS; with the differences that `why` describes; recorded, so that its name and values can
 * be referenced, but without effect; or not at all.
 */
export type Faithfulness = 'as-aws' | 'approximated' | 'recorded' | 'absent';

/** What the local values of a resource are computed from. */
export interface LocalView extends ResourceView {
  /** The AWS endpoint, which has the same address for the machine, a browser on it and a task. */
  readonly awsEndpoint: string;
}

/** The values of a resource’s `Ref` and attributes; undefined if it has no such attribute, or the same value as on AWS. */
export type LocalValues = (attribute: string, resource: LocalView) => JsonValue | undefined;

/** One row of the table of resource types. */
export interface Provision {
  readonly provider: Provider;
  readonly faithfulness: Faithfulness;
  /** What differs from AWS, or why the resource is absent: a sentence for the parity report. */
  readonly why: string;
  /** Values that differ from AWS, such as host names; all others are the same for any account and region. */
  readonly localValues?: LocalValues;
  /**
   * Attributes (including `Ref`) that only AWS can provide, so that their local values are placeholders: an error where
   * one reaches something that runs locally.
   */
  readonly placeholders?: (attribute: string) => boolean;
  /** Present if the resource is in the template that is deployed to LocalStack. */
  readonly localstack?: {
    /** The property that names the resource; it is set in the reduced template, so that the name is known beforehand. */
    readonly nameProperty?: string;
    /** Whether its `Ref` is known only after the deployment. */
    readonly refIsGenerated?: boolean;
    /** Properties that are left out of the reduced template. */
    readonly withoutProperties?: readonly string[];
  };
}

/** Rows by resource type. */
export type Rows = Readonly<Record<string, Provision>>;
