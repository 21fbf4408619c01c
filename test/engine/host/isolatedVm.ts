/** Stands in for `isolated-vm`, which the engine loads but does not use for these runs. */
export class Isolate {}
