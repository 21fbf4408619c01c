/** After so many refusals in a row the user is told: one may be anybody's, several are Pelcro's. */
const REFUSALS_BEFORE_TOLD = 5;

/** Between two times that the user is told, in ms. */
const BETWEEN_TELLING_MS = 24 * 60 * 60_000;

interface Refusals {
	inARow: number;
	/** When the user was told last, Unix ms. */
	told: number | undefined;
}

/** Events with a signature that did not fit, by node, since the last one that did; of this process. */
const refusals = new Map<string, Refusals>();

/**
 * Notes that an event's signature did not fit.
 *
 * @param now Unix ms
 * @returns whether the user should be told now
 */
export function noteRefusal(node: string, now: number): boolean {
	const before = refusals.get(node) ?? { inARow: 0, told: undefined };
	const inARow = before.inARow + 1;
	const { told } = before;
	// The clock may have been set back.
	const longAgo = told === undefined || now < told || now - told >= BETWEEN_TELLING_MS;
	const tell = inARow >= REFUSALS_BEFORE_TOLD && longAgo;
	refusals.set(node, { inARow, told: tell ? now : told });
	return tell;
}

/** Notes that an event's signature did fit: the secret is right. */
export function noteGenuine(node: string): void {
	refusals.delete(node);
}
