/** What can be wrong with a store. */
export type Cause =
  | 'image-pull'
  | 'secrets'
  | 'logs'
  | 'memory'
  | 'security-group'
  | 'database'
  | 'database-password'
  | 'database-connections'
  | 'redis'
  | 'health-check'
  | 'command-fails'
  | 'container-start'
  | 'placement'
  | 'vpc-origin'
  | 'distribution'
  | 'listener'
  | 'load-balancer'
  | 'secret-rotation'
  | 'circuit-breaker'
  | 'too-few-tasks'
  | 'scaling-suspended'
  | 'not-deployed'
  | 'high-costs';

/**
 * `cause`: it explains what else is seen. `symptom`: something is broken, whose cause is another finding or was not found.
 * `note`: the store works.
 */
export type Weight = 'cause' | 'symptom' | 'note';

/** What is wrong, why that is known, and what to do. */
export interface Finding {
  readonly cause: Cause;
  readonly weight: Weight;
  /** A service, a database or the like, as people call it. */
  readonly about: string;
  /** One sentence. */
  readonly says: string;
  /** What AWS said, word by word. */
  readonly evidence: readonly string[];
  /** What to do, the most likely first. */
  readonly advice: readonly string[];
}
