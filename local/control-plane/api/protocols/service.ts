import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer.ts';
import type { ControlPlane } from '../control-plane.ts';

/** A call of an AWS API, as its protocol reads it. */
export interface ServiceCall {
  /** The header `X-Amz-Target`, by which the JSON protocols name the operation. */
  readonly target?: string | undefined;
  /** The HTTP method, which is `POST` for all protocols but the REST ones. */
  readonly method?: string;
  /** The path, in which the CBOR protocol names the operation, and REST protocols the resource. */
  readonly path?: string;
  /** The URL's query. */
  readonly query?: string;
  readonly headers?: IncomingHttpHeaders;
  /** The body; for a Query call by GET, the URL's query instead. */
  readonly body: string;
  /** The body of a binary protocol. */
  readonly bytes?: Uint8Array;
  readonly requestId: string;
  /** What LocalStack answers to the same call; absent where it is not asked through the gateway. */
  readonly askLocalStack?: () => Promise<Answer>;
}

/** One operation of an API: the parsed input in, the members of its result out. */
export type Operation = (input: unknown, controlPlane: ControlPlane) => object | Promise<object>;

/** The operations of an API by name. */
export type Operations = ReadonlyMap<string, Operation>;

/** An API that the local environment answers: a protocol and its operations. */
export interface Service {
  /** As in messages, such as `Amazon RDS`. */
  readonly name: string;
  /** The names of the operations that are answered; AWS has more. */
  readonly offered: readonly string[];
  /** Whether a call is of an operation that is left to LocalStack; no call is where this is absent. */
  declines?(call: ServiceCall, controlPlane: ControlPlane): boolean;
  /** The answer, errors included; an internal error is passed to `onFault` as well. */
  answer(call: ServiceCall, controlPlane: ControlPlane, onFault?: (error: unknown) => void): Promise<Answer>;
}
