import type { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../template/json-value.ts';

/**
 * Parses a value with the scalars that the schema expects: CloudFormation takes text for a number or a boolean, and
 * either of them for text, which the API does not.
 */
export function parseWithScalarTypes<Schema extends z.ZodType>(
  schema: Schema,
  value: JsonValue,
): z.ZodSafeParseResult<z.output<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed;
  const converted = parsed.error.issues.reduce(
    (result, issue) =>
      issue.code === 'invalid_type' ? convertedAt(result, issue.path, issue.expected) : result,
    value,
  );
  return converted === value ? parsed : parseWithScalarTypes(schema, converted);
}

function convertedAt(value: JsonValue, path: readonly PropertyKey[], expected: string): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return convertedScalar(value, expected);
  if (isJsonList(value)) {
    const item = value[Number(step)];
    const converted = item === undefined ? item : convertedAt(item, rest, expected);
    return converted === undefined || converted === item ? value : value.with(Number(step), converted);
  }
  if (!isJsonObject(value)) return value;
  const member = ownValue(value, String(step));
  const converted = member === undefined ? member : convertedAt(member, rest, expected);
  return converted === undefined || converted === member ? value : { ...value, [String(step)]: converted };
}

function convertedScalar(value: JsonValue, expected: string): JsonValue {
  if (expected === 'string') return typeof value === 'object' ? value : String(value);
  if (typeof value !== 'string') return value;
  if (expected === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return ['number', 'int'].includes(expected) && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
