/**
 * What Spree's pages load from CDNs, by the path there: `NAME@VERSION/FILE`, which is also its path in the image, below
 * `public/assets/npm`. Where another version of a style sheet is asked for than of its script, the script's is taken.
 */
export const pageFiles = {
  /** Modules that Spree imports; each is bundled with all that it imports itself. */
  modules: {
    '@paralleldrive/cuid2@2.2.2/index.js': 'cuid2.ts',
    '@uppy/core@4.4.1/lib/BasePlugin.js': '@uppy/core/lib/BasePlugin.js',
    '@uppy/core@4.4.1/lib/index.js': '@uppy/core',
    '@uppy/dashboard@4.3.1/lib/index.js': '@uppy/dashboard',
    '@uppy/image-editor@3.3.1/lib/index.js': '@uppy/image-editor',
    '@uppy/utils@6.1.1/lib/RateLimitedQueue.js': '@uppy/utils/lib/RateLimitedQueue',
    'swiper@11.2.2/swiper-bundle.mjs': 'swiper/bundle',
    'tom-select@2.4.1/dist/esm/tom-select.complete.js': 'tom-select',
  },
  /** Files and folders that are taken as they are. */
  copies: {
    '@easepick/core@1.2.0/dist/index.css': '@easepick/core/dist/index.css',
    '@easepick/preset-plugin@1.2.0/dist/index.css': '@easepick/preset-plugin/dist/index.css',
    '@easepick/range-plugin@1.2.0/dist/index.css': '@easepick/range-plugin/dist/index.css',
    '@simonwep/pickr@1.8.2/dist/themes/classic.min.css': '@simonwep/pickr/dist/themes/classic.min.css',
    '@tabler/icons-webfont@3.31.0/dist/tabler-icons.min.css':
      '@tabler/icons-webfont/dist/tabler-icons.min.css',
    '@tabler/icons-webfont@3.31.0/dist/fonts/tabler-icons.woff2':
      '@tabler/icons-webfont/dist/fonts/tabler-icons.woff2',
    '@uppy/core@4.2.0/dist/style.min.css': '@uppy/core/dist/style.min.css',
    '@uppy/dashboard@4.1.0/dist/style.min.css': '@uppy/dashboard/dist/style.min.css',
    '@uppy/image-editor@3.1.0/dist/style.min.css': '@uppy/image-editor/dist/style.min.css',
    'animate.css@4.1.1/animate.min.css': 'animate.css/animate.min.css',
    'es-module-shims@1.8.2/dist/es-module-shims.js': 'es-module-shims/dist/es-module-shims.js',
    'flag-icons@7.3.2/css/flag-icons.min.css': 'flag-icons/css/flag-icons.min.css',
    'flag-icons@7.3.2/flags/4x3': 'flag-icons/flags/4x3',
    'photoswipe@5.4.4/dist/photoswipe.css': 'photoswipe/dist/photoswipe.css',
    'swiper@11.2.2/swiper-bundle.min.css': 'swiper/swiper-bundle.min.css',
    'trix@2.1.12/dist/trix.css': 'trix/dist/trix.css',
  },
  /** The font of Spree's default theme and of its admin, with the files that its style sheet names. */
  font: { path: 'inter@5.3.0/wght.css', styles: '@fontsource-variable/inter/wght.css' },
} as const;
