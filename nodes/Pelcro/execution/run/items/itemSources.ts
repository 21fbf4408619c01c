import { inStretches, type Stretch } from '../../../../transport/stretch';
import { ChosenRecords } from '../../records/chosen/chosenRecords';
import { hasKeyChoice, keyChoices, withIds, type KeyChoice } from '../../records/chosen/keyChoice';
import type { ItemSource } from '../../request/itemSource';
import type { Run } from '../run';
import { readItemInSteps } from './fieldsInSteps';

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
		const sources: ReadSource[] = [];
		await inStretches(Array(count).keys(), session, async (itemIndex, stretch) => {
			const source = await readSource(run, itemIndex, stretch);
			const { item, choices = [] } = source;
			for (const choice of choices) {
				if (item !== undefined) chosen.add(choice, item.options.scope, item.options.bulkReading);
			}
			sources.push(source);
		});
		await chosen.find();
		return new ItemSources(run, sources, chosen);
	}

	/** @throws what reading the item threw; FieldError when a key matches no record, or several */
	async take(itemIndex: number, stretch: Stretch): Promise<ItemSource> {
		const { item, choices = [], error } = this.sources[itemIndex] ?? {};
		if (error !== undefined) throw error;
		if (item === undefined) return await readItemInSteps(this.run, itemIndex, stretch);
		if (choices.length === 0) return item;
		const ids = new Map(
			choices.map((choice) => [choice.field, this.chosen.idOf(choice, item.options.scope)]),
		);
		const idOf = ({ field }: KeyChoice): string => ids.get(field) ?? '';
		return { ...item, read: withIds(this.run.operation, item.read, idOf), lookUps: choices.length };
	}
}

async function readSource(run: Run, itemIndex: number, stretch: Stretch): Promise<ReadSource> {
	if (run.ends.outputOf(itemIndex) !== undefined) return {};
	try {
		const item = await readItemInSteps(run, itemIndex, stretch);
		return { item, choices: keyChoices(run.operation, item.read) };
	} catch (error) {
		return { error };
	}
}
