import { SoundInputs } from '../capture/sound-inputs';
import type { MicrophoneDevice, SoundFinding } from '../contract/audio-source';
import type { SessionStore } from './session-store';
import type { SoundEvent, SourceChoice } from './sound-state';

/** Sources of sound: what the state asks for, what is there, and what a person can choose. */
export function pageSound(store: SessionStore) {
  const tell = (event: SoundEvent): void => {
    store.dispatch({ type: 'sound', event });
  };
  const inputs = new SoundInputs(store.state.sound.device, {
    onNews: (news) => {
      tell({ type: 'news', news });
    },
    onInUse: (label) => {
      tell({ type: 'in-use', label });
    },
    onDevices: (devices) => {
      tell({ type: 'devices', devices });
    },
  });
  return {
    inputs,
    intents: {
      chooseSource: (choice: SourceChoice): void => {
        tell({ type: 'source-chosen', choice });
      },
      chooseDevice: (device: MicrophoneDevice): void => {
        tell({ type: 'device-chosen', device });
        inputs.choose(device);
      },
      keepSound: (keep: boolean): void => {
        tell({ type: 'keep-chosen', keep });
      },
      dismissKeepFailure: (): void => {
        tell({ type: 'keep-failure-dismissed' });
      },
      dismissFinding: (kind: SoundFinding['kind']): void => {
        tell({ type: 'finding-dismissed', kind });
      },
      dismissNews: (): void => {
        tell({ type: 'news-dismissed' });
      },
    },
  };
}
