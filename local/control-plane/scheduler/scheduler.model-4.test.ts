import { test } from 'vitest';
import { checkModel } from './testing/simulation/model.ts';

test('whatever happens to a cluster, its limits hold, its deployments end and no task is orphaned', () =>
  checkModel(4));
