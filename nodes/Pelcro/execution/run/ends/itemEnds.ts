import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { RETRY_MEMORY_MS, KEPT_ITEMS_OF_READS } from '../../../../transport/limits';
import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { isIdempotent } from '../../../../transport/failures/retryPolicy';
import type { Clock } from '../../../../transport/clock';
import type { PelcroOperation } from '../../../shared/types';
import type { ItemCall } from '../../request/itemCall';
import { isEmpty } from '../../values/isEmpty';
import { besides } from './besides';

/** What the items of a run came to, also in earlier tries of it. */
export class ItemEnds {
	private readonly outputs = new Map<number, INodeExecutionData[]>();
	private readonly lost = new Map<number, PelcroRequestError>();
	/** Items whose calls may be repeated, and have perhaps been carried out. */
	private readonly repeatable = new Set<number>();
	/** IDs of what writes made or changed, by item; '' where Pelcro told none. */
	private readonly written = new Map<number, string>();
	/** IDs of exports that Pelcro has made for items; undefined where the file cannot be had any more. */
	private readonly exports = new Map<number, string | undefined>();
	/** Which records the items' writes concern. */
	private readonly names = new Map<number, readonly string[]>();
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

	/** The item's export, which a further try goes on waiting for. */
	exportOf(itemIndex: number): KnownExport {
		return {
			id: this.exports.get(itemIndex),
			wasRequested: this.exports.has(itemIndex),
			note: (id) => this.exports.set(itemIndex, id),
		};
	}

	/** @param names as of `concerned` */
	concerning(itemIndex: number, names: readonly string[]): void {
		if (this.forRetries) this.names.set(itemIndex, names);
	}

	succeeded({ itemIndex, request, included }: ItemCall, items: INodeExecutionData[]): void {
		this.lost.delete(itemIndex);
		const isRead = request.method === 'GET';
		if (!isRead) this.written.set(itemIndex, this.exports.get(itemIndex) ?? idOf(items));
		// What is included comes after all items, so an output without it is not kept.
		if (!this.forRetries || included.length > 0) return;
		// To read again does no harm, so a read may be forgotten where much is read.
		if (isRead && this.keptOfReads + items.length > KEPT_ITEMS_OF_READS) return;
		if (isRead) this.keptOfReads += items.length;
		this.outputs.set(itemIndex, items);
	}

	/** Whether the item's call, which may be repeated, was perhaps carried out in an earlier try. */
	mayBeDone(itemIndex: number): boolean {
		return this.repeatable.has(itemIndex);
	}

	/** Says that an answer of the item's call, which may be repeated, was lost: a further try has to reckon with it. */
	mayComeStill(itemIndex: number): void {
		this.repeatable.add(itemIndex);
	}

	failed(itemIndex: number, { option, aim }: PelcroOperation, error: unknown): void {
		if (!(error instanceof PelcroRequestError) || !error.outcomeUnknown) return;
		const isRepeatable = aim !== undefined || isIdempotent(String(option.routing.request.method));
		if (isRepeatable) this.repeatable.add(itemIndex);
		else this.lost.set(itemIndex, error);
	}

	/**
	 * Before a further try: what comes after an item that is still to be done, and concerns the same record, has to
	 * have the last word again. Only where it can be repeated without harm.
	 */
	reopen({ option, upsert }: PelcroOperation): void {
		if (option.routing.request.method !== 'PUT' && upsert === undefined) return;
		const open = new Set<string>();
		for (const [itemIndex, names] of [...this.names].sort(([one], [other]) => one - other)) {
			if (this.outputs.has(itemIndex) && !names.some((name) => open.has(name))) continue;
			this.outputs.delete(itemIndex);
			for (const name of names) open.add(name);
		}
	}

	/** What a run that failed has carried out besides, in words; '' for nothing. */
	carriedOutBesides(failedIndex: number): string {
		const { written, lost, exports } = this;
		return besides({ written, lost: [...lost.keys()], exports }, failedIndex);
	}
}

/** What is known of an item's export. */
export interface KnownExport {
	/** undefined where there is none whose file can still be had. */
	id: string | undefined;
	/** Whether the request for it was answered at all. */
	wasRequested: boolean;
	note: (id: string | undefined) => void;
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
export function endsSoFar(
	context: IExecuteFunctions,
	operation: PelcroOperation,
	clock: Clock,
): ItemEnds {
	if (!mayBeRetried(context)) return new ItemEnds(false);
	const run = context.getExecuteData();
	const known = triedRuns.get(run);
	if (known !== undefined && clock.now() - known.endedAt <= RETRY_MEMORY_MS) {
		known.reopen(operation);
		return known;
	}
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
