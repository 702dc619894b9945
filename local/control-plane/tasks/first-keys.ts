/** What the credential endpoint answers to a task while the keys that it is started with are fresh. */
export interface FirstKeys {
  /** The path of the task's credentials. */
  readonly path: string;
  /** When they have to be renewed, in milliseconds since the epoch. */
  readonly freshUntilMs: number;
  /** The body of the answer, as JSON. */
  readonly answer: string;
  /** The same for the SDK for Ruby. */
  readonly answerForRuby: string;
}
