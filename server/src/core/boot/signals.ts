// What is thrown through a replay.

/** A Python exception on its way up. `type` is the last part of its class name. */
export class Raised {
  constructor(readonly type: string) {}
}

/** Code that is not read ran, and nothing that follows could be certain. */
export class NothingMoreToLearn {}

/** Somebody asks for a name whose statement was left out: the boot is replayed with all of them. */
export class UnboundIsRead {}

/** A trial of a branch did more than bind names: it needs a path of its own. */
export class NotQuiet {}
