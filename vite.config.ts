import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { TEXTS } from './src/i18n/texts.ts';
import { fillTexts } from './tools/fill-texts.ts';
import { pagePolicy, readModelOrigins } from './tools/page-policy.ts';
import { WEB_MANIFEST } from './tools/web-manifest.ts';

const MODEL_ORIGINS = readModelOrigins();
const POLICY = pagePolicy(MODEL_ORIGINS);

/** The policy also as a <meta>, first in the head, for hosts that cannot send headers; and the icon's address. */
function tagsInHead(): Plugin {
  const policy = { 'http-equiv': 'Content-Security-Policy', content: POLICY.meta };
  const icon = { rel: 'icon', type: 'image/svg+xml', href: './icons/icon.svg' };
  return {
    name: 'tabscribe:tags-in-head',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: policy, injectTo: 'head-prepend' },
      { tag: 'link', attrs: icon, injectTo: 'head' },
    ],
  };
}

/** The texts of the page as English: what is read before the program runs, and by those who do not run it. */
function textsInPage(): Plugin {
  return {
    name: 'tabscribe:texts-in-page',
    transformIndexHtml: (html) => fillTexts(html, TEXTS.en),
  };
}

export default defineConfig({
  // Relative addresses: the build works in any folder of any host.
  base: './',
  // An unknown address is a 404, not the page: a missing model file must look missing.
  appType: 'mpa',
  define: {
    SECURITY_HEADERS: JSON.stringify(POLICY.headers),
    MODEL_ORIGINS: JSON.stringify(MODEL_ORIGINS),
  },
  build: {
    target: 'es2022',
    // Nothing as a data: address, which the policy refuses for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // WASM threads start from the file that holds the runtime: alone in it, they do not start the recognizer again.
        codeSplitting: { groups: [{ name: 'onnxruntime', test: /node_modules\/onnxruntime/ }] },
      },
    },
  },
  server: { headers: { ...POLICY.devHeaders } },
  preview: { headers: { ...POLICY.headers } },
  plugins: [
    tagsInHead(),
    textsInPage(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service-worker.ts',
      injectRegister: false,
      // The glob below finds them.
      includeManifestIcons: false,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm}'],
        globIgnores: ['models/**', 'screens/**', 'service-worker.js'],
        // The runtime's wasm; the service worker keeps it apart from the shell.
        maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
      },
      manifest: WEB_MANIFEST,
    }),
  ],
});
