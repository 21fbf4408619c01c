import type { Checks } from '../e2e/stage/checks';
import type { QueueMode } from './queueMode';

/** What the scenarios play on. */
export interface QueueStage extends QueueMode {
	/** Address of the sandbox without a path. */
	sandboxUrl: string;
	checks: Checks;
	/** Prints a line for the user. */
	say: (line: string) => void;
}
