import { BETWEEN_TELLING_MS, REFUSALS_BEFORE_TOLD } from '../../transport/limits';

/** Why an event was refused. */
export type Refusal = 'doesNotFit' | 'unsigned';

const NONE: Refusals['inARow'] = { doesNotFit: 0, unsigned: 0 };

interface Refusals {
	inARow: Readonly<Record<Refusal, number>>;
	/** When the user was told last, Unix ms. */
	told: number | undefined;
}

/** Events that were refused, by node, since the last one that did; of this process. */
const refusals = new Map<string, Refusals>();

/**
 * Notes that an event was refused.
 *
 * @param now Unix ms
 * @returns whether the user should be told now
 */
export function noteRefusal(node: string, refusal: Refusal, now: number): boolean {
	const before = refusals.get(node) ?? { inARow: NONE, told: undefined };
	const inARow = { ...before.inARow, [refusal]: before.inARow[refusal] + 1 };
	const { told } = before;
	// The clock may have been set back.
	const longAgo = told === undefined || now < told || now - told >= BETWEEN_TELLING_MS;
	const tell = inARow[refusal] >= REFUSALS_BEFORE_TOLD[refusal] && longAgo;
	refusals.set(node, { inARow, told: tell ? now : told });
	return tell;
}

/** Notes that an event's signature did fit: the secret is right. */
export function noteGenuine(node: string): void {
	refusals.delete(node);
}
