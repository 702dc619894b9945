import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import { informational } from '../../properties/common-reasons.ts';
import { flag, keyValueList, text } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { isFormula } from './parameter-formula.ts';
import { fixedParameters, postgresParameters } from './postgres-parameters.ts';
import { preloadLibraries } from './preload-libraries.ts';
import { libraryParameters, rdsParameters } from './rds-parameters.ts';

const ofTheMachine = 'The server uses the memory and disk of the developer’s machine.';
const ofTheLogFile = 'The server writes its log to its output: see `local:logs postgres`.';
const ofLocales = 'The server has only the locale C.UTF-8.';

const plain = plainParameters();

/** What PostgreSQL knows and the local server does not set. */
const recordedHere: Readonly<Record<string, z.ZodType<unknown>>> = {
  ...each(['shared_buffers', 'huge_pages', 'wal_buffers', 'min_wal_size', 'max_wal_size'], ofTheMachine),
  ...each(['wal_compression', 'default_toast_compression', 'wal_recycle', 'wal_init_zero'], ofTheMachine),
  ...each(['max_files_per_process', 'max_stack_depth', 'effective_io_concurrency'], ofTheMachine),
  ...each(['maintenance_io_concurrency', 'temp_file_limit', 'max_slot_wal_keep_size'], ofTheMachine),
  ...each(['log_destination', 'log_filename', 'log_file_mode', 'log_rotation_age'], ofTheLogFile),
  ...each(['log_rotation_size', 'log_truncate_on_rotation'], ofTheLogFile),
  ...each(['lc_messages', 'lc_monetary', 'lc_numeric', 'lc_time'], ofLocales),
  wal_keep_size: recorded('The primary always keeps 1 GB, so that a stopped replica can catch up.', text),
};

const refusedHere = {
  synchronous_standby_names: refused('commits would wait for a standby that does not exist locally'),
  shared_preload_libraries: preloadLibraries.optional(),
  session_preload_libraries: preloadLibraries.optional(),
  local_preload_libraries: refused('the libraries that it can name are not available locally'),
};

/**
 * The parameters of a group: each of PostgreSQL 16 with the values that it takes, and those of RDS. RDS refuses the
 * group where it does not know a parameter, or keeps it to itself. Assumed: which ones it keeps to itself.
 */
const parameters = z.strictObject({
  ...plain,
  ...libraryParameters,
  ...recordedHere,
  ...refusedHere,
  ...rdsParameters,
  ...Object.fromEntries(
    fixedParameters.map((name) => [name, refused('RDS does not allow parameter groups to change it')]),
  ),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbparametergroup.html */
export const parameterGroupSchema = z.strictObject({
  DBParameterGroupName: text.optional(),
  Description: recorded(informational, text),
  Family: withoutValues(text.pipe(z.literal('postgres16')), (family) =>
    /^(postgres(9|1[0-57-9])|(aurora-)?(mysql|postgresql)|mariadb|oracle|custom-|sqlserver|db2)/.test(family)
      ? 'PostgreSQL 16 runs locally, so the family is postgres16'
      : undefined,
  ),
  Parameters: parameters.default({}),
  Tags: recorded('No local API returns the tags of parameter groups.', keyValueList),
});

function plainParameters(): Readonly<Record<string, z.ZodType<string | undefined>>> {
  const { integer, real, enum: oneOf, bool, string } = postgresParameters;
  const switched = z.union([flag, text.pipe(z.enum(['0', '1', 'on', 'off']))]).transform(String);
  return Object.fromEntries([
    ...Object.entries(integer).map(([name, range]) => [name, numberIn(range, /^-?\d+$/)] as const),
    ...Object.entries(real).map(([name, range]) => [name, numberIn(range, /^-?\d+(\.\d+)?$/)] as const),
    ...Object.entries(oneOf).map(([name, values]) => [name, text.pipe(z.enum(values)).optional()] as const),
    ...bool.map((name) => [name, switched.optional()] as const),
    ...string.map((name) => [name, text.optional()] as const),
  ]);
}

function numberIn([least, most]: readonly [number, number], form: RegExp) {
  const isLegal = (value: string) =>
    isFormula(value) || (form.test(value) && Number(value) >= least && Number(value) <= most);
  return text.refine(isLegal, `expected numbers from ${least} to ${most}, without a unit`).optional();
}

function each(names: readonly string[], why: string): Readonly<Record<string, z.ZodType<unknown>>> {
  return Object.fromEntries(names.map((name) => [name, recorded(why, ownValue(plain, name) ?? text)]));
}
