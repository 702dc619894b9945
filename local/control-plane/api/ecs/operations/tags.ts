import { z } from 'zod';
import { tagKey } from '../../../../../definition/resources/ecs/tag-key.ts';
import { tags as tagsInput } from '../../../../../definition/resources/ecs/tags.ts';
import { operation } from '../operation.ts';
import { tagShapes } from '../shapes/tags.ts';
import { tagsOf, withTags } from '../tagged-resource.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation(
  z.object({ resourceArn: z.string() }),
  ({ resourceArn }, controlPlane) => ({ tags: tagShapes(tagsOf(controlPlane.state(), resourceArn)) }),
);

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html */
export const tagResource = operation(
  z.object({ resourceArn: z.string(), tags: tagsInput }),
  async ({ resourceArn, tags }, controlPlane) =>
    controlPlane.transact((state) => ({
      state: withTags(state, resourceArn, (before) => ({ ...before, ...tags })),
      result: {},
    })),
);

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html */
export const untagResource = operation(
  z.object({ resourceArn: z.string(), tagKeys: z.array(tagKey) }),
  async ({ resourceArn, tagKeys }, controlPlane) =>
    controlPlane.transact((state) => ({
      state: withTags(state, resourceArn, (before) =>
        Object.fromEntries(Object.entries(before).filter(([key]) => !tagKeys.includes(key))),
      ),
      result: {},
    })),
);
