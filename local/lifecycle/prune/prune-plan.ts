/** Something that is removed, as nothing needs it. */
export type Prunable = PrunableImage | PrunableOfEnvironment | PrunableContext;

/** An image, or only names of it. */
export interface PrunableImage {
  readonly kind: 'image' | 'image-names';
  readonly id: string;
  /** The names that go; an image without a name goes by its id. */
  readonly names: readonly string[];
  /** What it was built for, such as `store`. */
  readonly purpose: string;
  /** At least, since other images that are removed as well may share layers with it. */
  readonly bytes: number;
}

/** A part of an environment. */
export interface PrunableOfEnvironment {
  readonly kind: 'volume' | 'network' | 'state';
  readonly environment: string;
  /** The name of the volume or network, or the path of the state folder. */
  readonly name: string;
  readonly bytes: number;
}

/** What an interrupted build left of the files that it was to read. */
export interface PrunableContext {
  readonly kind: 'context';
  readonly name: string;
  readonly bytes: number;
}

/** An environment of which there is something that may be removed, though not without being named. */
export interface LeftEnvironment {
  readonly environment: string;
  readonly why: string;
}

export interface PrunePlan {
  readonly items: readonly Prunable[];
  readonly left: readonly LeftEnvironment[];
}

/** What the user asks for. */
export interface PruneRequest {
  /** Also the images that the next start would use, where no environment needs them now. */
  readonly all: boolean;
  /** Environments that go with all of their data, and nothing of others with them; none for all that nothing needs. */
  readonly named: readonly string[];
  /** The environment that commands act on here, which is in use. */
  readonly current: string;
}
