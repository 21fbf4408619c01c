import { decimalPlaces } from '../../../../common/money/currency';
import { ITEMS_IN_FLIGHT } from '../../../../transport/limits';
import type { PelcroRequest } from '../../../../transport/request';
import { inStretches, type Stretch } from '../../../../transport/stretch';
import { RecordReads } from '../../records/bulk/recordReads';
import { currencyRecord } from '../../request/currency';
import type { ItemSource } from '../../request/itemSource';
import { inOrder } from '../order/inOrder';
import type { ItemSources } from './itemSources';
import type { Run } from '../run';

/** An item, and what it needs or why it cannot be used. */
interface Wanted {
	item?: ItemSource;
	request?: PelcroRequest;
	error?: unknown;
}

/** An item, and the currency of the record that its amounts belong to, or why there is none. */
interface ItemCurrency {
	item?: ItemSource;
	/** '' where the record does not say it. */
	currency?: string;
	error?: unknown;
}

/** The currencies of items whose amounts need that of a record, each record read once. */
export class ItemCurrencies {
	private constructor(private readonly items: readonly ItemCurrency[]) {}

	/** Reads nothing where the operation's amounts need no record. */
	static async read(run: Run, sources: ItemSources, count: number): Promise<ItemCurrencies> {
		const { session, operation, resource } = run;
		if (operation.currencyFrom === undefined) return new ItemCurrencies([]);
		const reads = new RecordReads(session, resource.list);
		const wanted: Wanted[] = [];
		await inStretches(Array(count).keys(), session, async (itemIndex, stretch) => {
			const isDone = run.ends.outputOf(itemIndex) !== undefined;
			const one = isDone ? {} : await wantedBy(run, sources, itemIndex, stretch);
			if (one.request !== undefined) reads.add(one.request);
			wanted.push(one);
		});
		await reads.readAhead();
		const items = await inOrder(
			count,
			async (itemIndex) => await found(reads, wanted[itemIndex] ?? {}),
			{ inFlight: ITEMS_IN_FLIGHT, clock: session.clock },
		);
		return new ItemCurrencies(items);
	}

	/** @throws what reading the item or the record threw */
	take(itemIndex: number): Omit<ItemCurrency, 'error'> {
		const { error, ...known } = this.items[itemIndex] ?? {};
		if (error !== undefined) throw error;
		return known;
	}
}

async function wantedBy(
	run: Run,
	sources: ItemSources,
	itemIndex: number,
	stretch: Stretch,
): Promise<Wanted> {
	try {
		const item = await sources.take(itemIndex, stretch);
		return { item, request: currencyRecord(run.operation, item) };
	} catch (error) {
		return { error };
	}
}

async function found(reads: RecordReads, { item, request, error }: Wanted): Promise<ItemCurrency> {
	if (request === undefined) return { item, error };
	return await reads.read(request).then(
		({ currency }) => ({
			item,
			currency: decimalPlaces(currency) === undefined ? '' : String(currency),
		}),
		(failure: unknown) => ({ error: failure }),
	);
}
