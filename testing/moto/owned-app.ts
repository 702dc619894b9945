import { createApp } from '../../stack/create-app.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { changed } from '../../stack/testing/synthesize.ts';

// The app of the checkout with what its owner has to set: a test's `cdk.json` names it. Without a replica, as moto deletes that
// with its primary, and then misses it.
const database = { ...environments.staging.database, hasReplica: false };
createApp({}, changed({ ...owned, database })).synth();
