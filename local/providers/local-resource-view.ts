import type { ResourceView } from '../../definition/values/resource-view.ts';

/** A resource as its local values are made of it. */
export interface LocalResourceView extends ResourceView {
  /** The AWS endpoint, which has the same address for the machine, a browser on it and a task. */
  readonly awsEndpoint: string;
}
