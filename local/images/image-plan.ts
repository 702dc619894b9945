/** What is known of an image before anything is done about it. */
export interface ImageFacts {
  readonly name: string;
  /** The user's own image, from the environment. */
  readonly given?: string;
  /** The names, of those that are asked about, that the engine has. */
  readonly present: ReadonlySet<string>;
  readonly pulls: readonly string[];
  /** The name that the image has when it is built here. */
  readonly built: string;
}

/** One source of an image; the sources of a plan are tried in order until one succeeds. */
export type ImageWay =
  | { readonly kind: 'given'; readonly image: string; readonly pull: boolean }
  | { readonly kind: 'present'; readonly image: string }
  | { readonly kind: 'pull'; readonly image: string }
  | { readonly kind: 'build'; readonly image: string };

/**
 * The ways to an image: given by the user, and then nothing else will do; present; pulled; built from packages.
 * Nothing that is present is replaced.
 */
export function imagePlan(facts: ImageFacts): readonly ImageWay[] {
  if (facts.given !== undefined) {
    return [{ kind: 'given', image: facts.given, pull: !facts.present.has(facts.given) }];
  }
  const there = [...facts.pulls, facts.built].find((image) => facts.present.has(image));
  if (there !== undefined) return [{ kind: 'present', image: there }];
  return [
    ...facts.pulls.map((image) => ({ kind: 'pull', image }) as const),
    { kind: 'build', image: facts.built },
  ];
}
