import type { Answer } from '../answer.ts';
import type { AwsError } from '../aws-error.ts';
import type { Operations, ServiceCall } from './service.ts';

/** An API that is spoken in several protocols. Its operations name errors as the Query protocol does. */
export interface MultiProtocolApi {
  /** As in messages, such as `CloudWatch`. */
  readonly name: string;
  /** The version and the XML namespace of the Query protocol. */
  readonly version: string;
  readonly namespace: string;
  /** What the JSON and CBOR protocols call the service, such as `GraniteServiceVersion20100801`. */
  readonly serviceName: string;
  /** The code that the service gives to faults of its own. */
  readonly faultCode: string;
  /** What JSON and CBOR call an error, by its code in the Query protocol; the same where it is absent. */
  readonly errorShapes: ReadonlyMap<string, string>;
  readonly operations: Operations;
  /** Operations that are LocalStack's. */
  readonly declined: ReadonlySet<string>;
}

export interface CalledOperation {
  readonly name: string;
  readonly input: unknown;
}

/**
 * One way to write calls and answers. In results, a `Date` is a timestamp, a `Map` a map, and an undefined member is
 * left out.
 */
export interface Protocol {
  /** The code of the error for an operation that is not there. */
  readonly unknownOperation: string;
  /** Empty where the call names none. */
  operationName(call: ServiceCall): string;
  /** Raises `SerializationException` for a body that is none of this protocol. */
  read(call: ServiceCall): CalledOperation;
  result(name: string, result: object, call: ServiceCall): Answer;
  error(error: AwsError, call: ServiceCall): Answer;
}
