/** Why ECS refuses a definition, in its words, and the member that is at fault, in the API's spelling. */
export interface DefinitionFault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}
