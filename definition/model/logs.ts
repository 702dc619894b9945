export interface LogGroup {
  readonly logicalId: string;
  readonly name: string;
}
