import { Failure } from '../../failure/failure.ts';

/** Where in a template a value stands: `WebTask.Properties.Cpu`, `Outputs.Url.Value`. */
export type Place = readonly (string | number)[];

/** The place as one dotted path. */
export function describePlace(place: Place): string {
  return place.join('.');
}

/** A reference that has no value: the thing that is named is not there or has no such attribute. */
export function unresolvedReference(place: Place, reference: string, why: string): Failure {
  return new Failure(
    'TEMPLATE_UNRESOLVED_REFERENCE',
    `${describePlace(place)} refers to ${reference}, ${why}.`,
    { hint: 'Correct the reference in the CDK app.' },
  );
}

/** An intrinsic function that is known, with arguments that it cannot take. */
export function badArgument(place: Place, value: unknown, expected: string): Failure {
  return new Failure(
    'TEMPLATE_BAD_ARGUMENT',
    `${describePlace(place)} is ${show(value)}; expected ${expected}.`,
    { hint: 'Correct the intrinsic function in the CDK app.' },
  );
}

/** A value for a message: JSON, cut at 200 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
