// Every rule, one line each.
import { instrumentAfterApplication } from './instrument-after-application';
import { instrumentInLateHook } from './instrument-in-late-hook';
import { outsideForkHook } from './outside-fork-hook';
import type { Found, Rule } from './rule';
import { settingsNotSetBeforeInstrument } from './settings-not-set-before-instrument';

/** In the order in which findings of one statement are listed. */
export const rules: readonly Rule<Found>[] = [
  settingsNotSetBeforeInstrument,
  instrumentAfterApplication,
  instrumentInLateHook,
  outsideForkHook,
];
