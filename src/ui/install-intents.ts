/** What the person can ask of the app as an installed program. */
export interface InstallIntents {
  /** Must be called in a gesture. */
  install(): void;
  /** Takes the new version, once it interrupts nothing. */
  applyUpdate(): void;
  dismissUnopened(): void;
}
