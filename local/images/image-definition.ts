/** The images that the local environment runs, besides the store's. */
export type ImageName =
  | 'postgres'
  | 'redis'
  | 's3'
  | 'localstack'
  | 'node'
  | 'haproxy'
  | 'nginx'
  | 'mail'
  | 'registry';

/** One image: its name, the variable by which a user gives another one, and where else it comes from. */
export interface ImageDefinition {
  readonly name: ImageName;
  readonly variable: string;
  /** Public images, tried in this order. */
  readonly pulls: readonly string[];
  readonly recipe: Recipe;
}

/** How an image is built from packages where none can be pulled; its Dockerfile is in `recipes/<name>/`. */
export interface Recipe {
  /** What the built image holds, for people. */
  readonly version: string;
  readonly args: Readonly<Record<string, string>>;
  /** What the content depends on besides the recipe's folder and arguments: a change gives a new tag. */
  readonly inputs: readonly string[];
  /** Puts what the Dockerfile copies into the build context. */
  readonly addFiles?: (context: BuildContext) => Promise<void>;
}

/** A folder that a build reads, and what its contents depend on. */
export interface BuildContext {
  readonly folder: string;
  /** The checkout, where packages of the toolkit's own are installed. */
  readonly checkout: string;
  /** Docker's name of the engine's architecture: `x86_64`, `aarch64`. */
  readonly architecture: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  note(text: string): void;
}

export type ImageSource = 'given' | 'present' | 'pulled' | 'built';

/** Which image is used, where it came from and what it holds. */
export interface ImageUse {
  readonly name: string;
  /** What to give to the engine. */
  readonly image: string;
  readonly source: ImageSource;
  readonly version: string;
}

export type ImageSet<Name extends ImageName = ImageName> = Readonly<Record<Name, ImageUse>>;

/** The label with the image's name, on every image built here. */
export const imageLabel = 'dev.spree-parity.image';

/** The value of this label on the stage of store/Dockerfile that the image copies from: BuildKit makes no image of it. */
export const storeStage = 'store-stage';
/** The label that says what an image holds. */
export const imageVersionLabel = 'dev.spree-parity.version';
