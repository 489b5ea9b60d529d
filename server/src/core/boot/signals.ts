// What is thrown through a replay.

/** A Python exception on its way up. `type` is the last part of its class name. */
export class Raised {
  constructor(readonly type: string) {}
}

/** Code that is not read ran, and nothing that follows could be certain. */
export class NothingMoreToLearn {}

/** A trial of a branch did more than bind names: it needs a path of its own. */
export class NotQuiet {}
