import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { RETRY_MEMORY_MS, KEPT_ITEMS_OF_READS } from '../../../transport/limits';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { isIdempotent } from '../../../transport/failures/retryPolicy';
import type { Clock } from '../../../transport/clock';
import type { PelcroOperation } from '../../shared/types';
import type { ItemCall } from '../request/itemCall';
import { isEmpty } from '../values/isEmpty';

/** So many of the other items are listed in an error. */
const LISTED_ITEMS = 30;

/** What the items of a run came to, also in earlier tries of it. */
export class ItemEnds {
	private readonly outputs = new Map<number, INodeExecutionData[]>();
	private readonly lost = new Map<number, PelcroRequestError>();
	/** IDs of what writes made or changed, by item; '' where Pelcro told none. */
	private readonly written = new Map<number, string>();
	private keptOfReads = 0;
	/** When the last try ended (clock time, ms). */
	endedAt = 0;

	/** @param forRetries whether n8n may run the node again, for which the outputs are kept */
	constructor(private readonly forRetries: boolean) {}

	/** What the item came to in an earlier try; undefined where it is still to be done. */
	outputOf(itemIndex: number): INodeExecutionData[] | undefined {
		return this.outputs.get(itemIndex);
	}

	/** The lost answer of an earlier try, after which nobody knows whether the item was carried out. */
	lostOf(itemIndex: number): PelcroRequestError | undefined {
		return this.lost.get(itemIndex);
	}

	succeeded({ itemIndex, request }: ItemCall, items: INodeExecutionData[]): void {
		this.lost.delete(itemIndex);
		const isRead = request.method === 'GET';
		if (!isRead) this.written.set(itemIndex, idOf(items));
		if (!this.forRetries) return;
		// To read again does no harm, so a read may be forgotten where much is read.
		if (isRead && this.keptOfReads + items.length > KEPT_ITEMS_OF_READS) return;
		if (isRead) this.keptOfReads += items.length;
		this.outputs.set(itemIndex, items);
	}

	failed(itemIndex: number, { option }: PelcroOperation, error: unknown): void {
		if (!(error instanceof PelcroRequestError) || !error.outcomeUnknown) return;
		if (!isIdempotent(String(option.routing.request.method))) this.lost.set(itemIndex, error);
	}

	/** What a run that failed has carried out besides, in words; '' for nothing. */
	carriedOutBesides(failedIndex: number): string {
		const done = [...this.written].sort(([one], [other]) => one - other);
		const lost = [...this.lost.keys()].filter((itemIndex) => itemIndex !== failedIndex);
		const listed = done
			.slice(0, LISTED_ITEMS)
			.map(([itemIndex, id]) => `item ${itemIndex}${id && ` (ID ${id})`}`);
		const further = done.length - listed.length;
		const last = done.at(-1)?.[0];
		return [
			...(done.length > 0
				? [
						`Carried out besides: ${listed.join(', ')}${further > 0 ? ` and ${further} more, the last of them item ${last}` : ''}. Leave these out when you run it again.`,
					]
				: []),
			...(lost.length > 0
				? [`Nobody knows whether these were carried out: item ${lost.join(', item ')}.`]
				: []),
		].join('\n');
	}
}

function idOf(items: readonly INodeExecutionData[]): string {
	const id = items[0]?.json.id;
	return isEmpty(id) ? '' : String(id);
}

/**
 * What became of runs that n8n may try again, each under n8n's own record of the run. For Retry On Fail n8n runs
 * the node anew with that very record; a loop's next round, another branch, a run by hand and another execution
 * have one of their own. So a record tells a further try for certain, and with it goes what is kept here.
 */
const triedRuns = new WeakMap<object, ItemEnds>();

/** What the items came to so far: in earlier tries of this very run, if n8n tries it again. */
export function endsSoFar(context: IExecuteFunctions, clock: Clock): ItemEnds {
	if (!mayBeRetried(context)) return new ItemEnds(false);
	const run = context.getExecuteData();
	const known = triedRuns.get(run);
	if (known !== undefined && clock.now() - known.endedAt <= RETRY_MEMORY_MS) return known;
	const ends = new ItemEnds(true);
	triedRuns.set(run, ends);
	return ends;
}

/** To be called when a try has ended: a run that ended well is not tried again, so nothing of it is kept. */
export function tryEnded(
	context: IExecuteFunctions,
	ends: ItemEnds,
	well: boolean,
	clock: Clock,
): void {
	ends.endedAt = clock.now();
	if (well && mayBeRetried(context)) triedRuns.delete(context.getExecuteData());
}

/** An agent's calls of a tool share one record in older n8n, so there a further try cannot be told from a further call. */
function mayBeRetried(context: IExecuteFunctions): boolean {
	return context.getNode().retryOnFail === true && !context.isToolExecution();
}
