/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export interface TagShape {
  readonly key: string;
  readonly value: string;
}

/** Tags as the API lists them. */
export function tagShapes(tags: Readonly<Record<string, string>>): readonly TagShape[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
