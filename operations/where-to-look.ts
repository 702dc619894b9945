/** What a failure advises to run. */
export interface WhereToLook {
  /** Where services take too long to get steady. */
  readonly slow: string;
  /** Where a service does not start: its name, and the id of the task that tells why, where one does. */
  readonly failed: (service: string, task?: string) => string;
}
