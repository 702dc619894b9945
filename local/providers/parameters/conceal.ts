import type { Template } from '../../../definition/template/template.ts';
import { Failure } from '../../../failure/failure.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { KeptParameters } from './kept-parameters.ts';

/** The error without the values of parameters that the template does not want to be shown (`NoEcho`). */
export function concealing(error: unknown, template: Template, { template: given }: KeptParameters): unknown {
  if (!(error instanceof Failure)) return error;
  const hidden = Object.entries(template.Parameters)
    .filter(([, { NoEcho }]) => NoEcho)
    .map(([name, { Default }]) => String(ownValue(given, name) ?? Default ?? ''))
    .filter((value) => value !== '' && error.message.includes(value));
  if (hidden.length === 0) return error;
  const message = hidden.reduce((text, value) => text.replaceAll(value, '****'), error.message);
  // The cause is left out: it may quote the value.
  return new Failure(error.code, message, {
    exitCode: error.exitCode,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
