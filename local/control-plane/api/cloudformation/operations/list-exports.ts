import { z } from 'zod';
import { stackOperation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = stackOperation(z.object({}), (_, stack) => ({
  Exports: stack.outputs.flatMap(({ exportName, value }) =>
    exportName === undefined ? [] : [{ ExportingStackId: stack.id, Name: exportName, Value: value }],
  ),
}));
