/** What a session runs, and where. */
export interface ExecTarget {
  /** The engine's id of the container. */
  readonly container: string;
  readonly command: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Session.html */
export interface ExecSession {
  readonly sessionId: string;
  readonly streamUrl: string;
  /** Opens the session's channel, once and soon. */
  readonly tokenValue: string;
}

/** ECS Exec: sessions that the Session Manager plugin connects to. */
export interface EcsExec {
  open(target: ExecTarget): ExecSession;
  /** Ends a session; false if there is none of this id. */
  end(sessionId: string): boolean;
}
