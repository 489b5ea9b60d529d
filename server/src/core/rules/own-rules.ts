// Rules about First Span's own comments and settings; they look at no timeline.
import { configurationRule } from './configuration';
import type { RuleInfo } from './rule';
import { unusedSuppression } from './unused-suppression';

export const ownRules: readonly RuleInfo[] = [unusedSuppression, configurationRule];
