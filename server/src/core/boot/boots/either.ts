// What a server was told, where that may not be known: both ways are tried then.
import type { Tri } from '../boot';
import type { Machine } from '../machine';

/** @param about what is asked: the same answer wherever it is asked on one path */
export function either(m: Machine, answer: Tri, about: string): boolean {
  return answer === 'unknown' ? m.decide(about) : answer === 'yes';
}
