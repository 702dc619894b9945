import type { StoreFacts } from './store-facts.ts';

/** What a visitor sends to the store. */
export interface StoreRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  /** Below the storefront's address; with `api`, below that of the Storefront API. */
  readonly path: string;
  readonly api?: boolean;
  /** The cart that an API request is about. */
  readonly cartToken?: string;
  /** The fields of a form; of an API request, its document. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whether the status 404 is an answer, too, rather than a failed request. */
  readonly mayBeMissing?: boolean;
}

export interface StoreAnswer {
  readonly status: number;
  /** Empty where it is a picture. */
  readonly body: string;
  readonly bytes: number;
  readonly contentType: string;
  /** The path and the query that a redirect leads to; empty where there is none. */
  readonly redirectsTo: string;
}

/** What an answer has to have: the first part that it lacks is why it is wrong. */
export type Expectations = Readonly<Record<string, boolean>>;

/** One person in the store. A step without a usable answer ends the journey, rather than to fail all that follow. */
export interface Visitor {
  readonly store: StoreFacts;
  readonly account?: { readonly email: string; readonly password: string };
  /** Sends a request of the step with this name, whose answer is wrong unless it has what is expected. */
  step(name: string, request: StoreRequest, expected: (answer: StoreAnswer) => Expectations): StoreAnswer;
  /** Fetches pictures side by side, as a browser does. */
  pictures(name: string, paths: readonly string[]): void;
  /** One of them, each as likely as the others. */
  pick<One>(all: readonly One[]): One;
  /** Looks at what is there. */
  think(): void;
}
