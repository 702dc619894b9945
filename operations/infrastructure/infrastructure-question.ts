import { Failure } from '../../failure/failure.ts';

/** What is about to be done that nobody can undo. */
export interface InfrastructureQuestion {
  readonly kind: 'deploy' | 'roll back first' | 'destroy';
  readonly text: string;
  /** What the change replaces or deletes of what is there. */
  readonly destructive: readonly DestructiveChange[];
}

/** A resource that exists and is lost by the change, or no longer looked after by CloudFormation. */
export interface DestructiveChange {
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType?: string;
  readonly effect: 'replaced' | 'maybe replaced' | 'deleted' | 'left behind';
}

/** Says whether it may be done: asked for each question, and never answered by a default. */
export type Answer = (question: InfrastructureQuestion) => Promise<boolean>;

/** Refuses whatever is asked, for work that changes nothing. */
export async function answerNothing({ text }: InfrastructureQuestion): Promise<boolean> {
  throw new Failure('UNEXPECTED_QUESTION', `Something that only reads asked: ${text}`, {
    hint: 'Nothing was changed. Please report this as a fault.',
  });
}
