import type { SessionArchive } from '../archive/session-archive';
import { BlockWriter } from '../archive/text-blocks';
import { describeSession } from '../captions/kept-session';
import { readTranscript } from './stored-transcript';

/** Up to version 0.5 each tab kept its captions here, under an id that is now its session's. */
const PREFIX = 'tabscribe.transcript.';

/** Moves what earlier versions kept into the list of sessions; what cannot be moved stays for the next visit. */
export async function moveOldTranscripts(local: Storage, archive: SessionArchive): Promise<void> {
  const keys = Array.from({ length: local.length }, (_, index) => local.key(index) ?? '');
  for (const key of keys.filter((name) => name.startsWith(PREFIX))) {
    const change = new BlockWriter().change(readTranscript(local.getItem(key)));
    const savedAtMs = Math.max(0, ...change.heads.map(({ startedAtMs }) => startedAtMs));
    const state = { savedAtMs, running: false, textBytes: change.textBytes };
    const session = describeSession(key.slice(PREFIX.length), change.kept, state);
    try {
      if (session !== null) await archive.save(session, change);
      local.removeItem(key);
    } catch {
      return;
    }
  }
}
