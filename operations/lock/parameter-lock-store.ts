import type { AwsClients } from '../../aws/clients.ts';
import { isNamed } from '../../failure/error-name.ts';
import { type LockRecord, type LockStore, readLockState, writeLockState } from './lock-record.ts';

/**
 * Keeps the lock of an environment in parameters of SSM: these are there before anything is deployed, cost nothing, and creating
 * one is atomic. That is all the lock needs, as no parameter is changed by anybody but its creator.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function parameterLockStore(environment: string, clients: Pick<AwsClients, 'ssm'>): LockStore {
  const path = `/spree-${environment}/deployment-lock`;
  const nameOf = (generation: number) => `${path}/${generation}`;
  return {
    list: async () => {
      const ssm = await clients.ssm();
      const records: LockRecord[] = [];
      let NextToken: string | undefined;
      do {
        const page = await ssm.getParametersByPath({ Path: path, ...(NextToken && { NextToken }) });
        for (const { Name, Value = '', LastModifiedDate } of page.Parameters ?? []) {
          const generation = Number(Name?.slice(path.length + 1));
          if (!Number.isInteger(generation)) continue;
          records.push({
            generation,
            value: readLockState(Value),
            writtenAt: LastModifiedDate?.getTime() ?? 0,
          });
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined && NextToken !== '');
      return records;
    },
    create: async (generation, value) => {
      const ssm = await clients.ssm();
      try {
        await ssm.putParameter({
          ...{ Name: nameOf(generation), Type: 'String', Value: writeLockState(value), Overwrite: false },
          Description: 'Who changes the environment; written by deployments, not to be edited',
        });
        return true;
      } catch (error) {
        if (isNamed(error, 'ParameterAlreadyExists')) return false;
        throw error;
      }
    },
    overwrite: async (generation, value) => {
      const ssm = await clients.ssm();
      await ssm.putParameter({
        ...{ Name: nameOf(generation), Type: 'String', Value: writeLockState(value), Overwrite: true },
      });
    },
    remove: async (generation) => {
      const ssm = await clients.ssm();
      try {
        await ssm.deleteParameter({ Name: nameOf(generation) });
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ParameterNotFound') throw error;
      }
    },
  };
}
