import { ITEMS_IN_FLIGHT } from '../../../../transport/limits';
import { ChosenRecords } from '../../records/chosen/chosenRecords';
import { hasKeyChoice, keyChoices, withIds, type KeyChoice } from '../../records/chosen/keyChoice';
import { readItem, type ItemSource } from '../../request/itemSource';
import { inOrder } from '../order/inOrder';
import type { Run } from '../run';
import { Stretch } from '../stretch';

/** An item and the records that it chooses by keys, or why it cannot be read. */
interface ReadSource {
	item?: ItemSource;
	choices?: readonly KeyChoice[];
	error?: unknown;
}

/** What the items' fields hold, with the IDs of the records that were chosen by email, name or another key. */
export class ItemSources {
	private constructor(
		private readonly run: Run,
		private readonly sources: readonly ReadSource[],
		private readonly chosen: ChosenRecords,
	) {}

	/**
	 * Looks up what the items choose by keys. Where they choose nothing so, nothing is sent.
	 *
	 * @throws CancelledError when the execution stops
	 */
	static async read(run: Run, count: number): Promise<ItemSources> {
		const { session, operation } = run;
		const chosen = new ChosenRecords(session);
		if (!hasKeyChoice(operation)) return new ItemSources(run, [], chosen);
		const sources = await inOrder(
			count,
			async (itemIndex) => await Promise.resolve(readSource(run, itemIndex)),
			{ inFlight: ITEMS_IN_FLIGHT, clock: session.clock },
		);
		const stretch = new Stretch(session.clock);
		for (const { item, choices = [] } of sources) {
			for (const choice of choices) {
				if (item !== undefined) chosen.add(choice, item.options.scope, item.options.bulkReading);
			}
			if (stretch.isLong) await stretch.pause();
		}
		await chosen.find();
		return new ItemSources(run, sources, chosen);
	}

	/** @throws what reading the item threw; FieldError when a key matches no record, or several */
	take(itemIndex: number): ItemSource {
		const { item, choices = [], error } = this.sources[itemIndex] ?? {};
		if (error !== undefined) throw error;
		if (item === undefined) return readItem(this.run, itemIndex);
		if (choices.length === 0) return item;
		const ids = new Map(
			choices.map((choice) => [choice.field, this.chosen.idOf(choice, item.options.scope)]),
		);
		const idOf = ({ field }: KeyChoice): string => ids.get(field) ?? '';
		return { ...item, read: withIds(this.run.operation, item.read, idOf), lookUps: choices.length };
	}
}

function readSource(run: Run, itemIndex: number): ReadSource {
	if (run.ends.outputOf(itemIndex) !== undefined) return {};
	try {
		const item = readItem(run, itemIndex);
		return { item, choices: keyChoices(run.operation, item.read) };
	} catch (error) {
		return { error };
	}
}
