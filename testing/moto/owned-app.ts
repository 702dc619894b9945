import { createApp } from '../../stack/create-app.ts';
import { owned } from '../../stack/testing/owned.ts';
import { changed } from '../../stack/testing/synthesize.ts';

// The app of the checkout with what its owner has to set: a test's `cdk.json` names it.
createApp({}, changed(owned)).synth();
