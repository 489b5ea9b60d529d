// instrument() before django-configurations has installed the importer that its settings need.
import { before } from '../boot/boot';
import type { BootStep } from '../boot/events';
import { NEEDS_IMPORTER } from '../knowledge/settings-variable';
import { sameStatement, type Occurrence } from './occurrences';

/**
 * It evaluates settings that are classes, and nothing unread came before: what these settings import is all that is not known.
 * Without the importer they raise ImproperlyConfigured, which instrument() swallows.
 */
export function isBeforeImporter({ path, step }: Occurrence): boolean {
  const earlier = before(path, step);
  const evaluated = earlier.findIndex(({ event, chain }) => event.kind === 'settings-evaluated' && !event.empty && isSame(chain, step.chain));
  if (evaluated < 0 || earlier.slice(0, evaluated).some(({ event }) => /^(settings-evaluated|instrumented|application-built)$/.test(event.kind))) return false;
  const unknown = earlier.filter(({ event }) => event.kind === 'unknown');
  return unknown.length > 0 && unknown.every(({ event, chain }) => event.kind === 'unknown' && NEEDS_IMPORTER.test(event.because) && chain.length > step.chain.length && isSame(chain.slice(0, step.chain.length), step.chain));
}

const isSame = (a: BootStep['chain'], b: BootStep['chain']): boolean => a.length === b.length && a.every((frame, i) => sameStatement(frame, b[i]!));
