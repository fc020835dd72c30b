import type { ManifestOptions } from 'vite-plugin-pwa';
import { SHARE_ADDRESS, SHARE_FIELD } from '../src/contract/shared-files.ts';
import { RECORDING_ENDINGS } from '../src/ui/recording-names.ts';

/** What systems offer to open with Tabscribe. Not .ts: on most machines that is a program, hardly ever a video. */
export const OPENED_TYPES: Readonly<Record<string, string[]>> = {
  'audio/wav': ['.wav'],
  'audio/mpeg': ['.mp3'],
  'audio/mp4': ['.m4a', '.m4b'],
  'audio/aac': ['.aac'],
  'audio/ogg': ['.ogg', '.oga', '.opus'],
  'audio/flac': ['.flac'],
  'audio/webm': ['.weba'],
  'audio/x-matroska': ['.mka'],
  'video/webm': ['.webm'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov'],
  'video/x-matroska': ['.mkv'],
  'video/3gpp': ['.3gp'],
};

/** The app as an installed program. */
export const WEB_MANIFEST: Partial<ManifestOptions> = {
  name: 'Tabscribe',
  short_name: 'Tabscribe',
  description: 'Live captions and transcripts inside one browser tab. No audio leaves it.',
  lang: 'en',
  categories: ['productivity', 'utilities'],
  id: './',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#f7f5f0',
  theme_color: '#f7f5f0',
  icons: [
    { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: [
    { src: 'screens/wide.png', sizes: '1080x720', type: 'image/png', form_factor: 'wide' },
    { src: 'screens/narrow.png', sizes: '390x780', type: 'image/png', form_factor: 'narrow' },
  ],
  file_handlers: [{ action: './', accept: OPENED_TYPES }],
  share_target: {
    action: `./${SHARE_ADDRESS}`,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      files: [{ name: SHARE_FIELD, accept: ['audio/*', 'video/*', ...RECORDING_ENDINGS] }],
    },
  },
  // Always a window of its own: one that is there may be in the middle of captions, and Chromium sends it elsewhere for a share.
  launch_handler: { client_mode: 'navigate-new' },
};
