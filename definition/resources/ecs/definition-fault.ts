/** Why a definition is refused, mostly by ECS and in its words, and the member that is at fault, in the API's spelling. */
export interface DefinitionFault {
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** True where ECS would take it and the local environment cannot. */
  readonly isLegalOnAws?: true;
}
